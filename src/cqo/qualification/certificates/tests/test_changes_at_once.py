"""Two clerks press in the same second: one wins, the other is told."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from cqo.foundation.documents import operations as documents
from cqo.foundation.documents.tests.builders import pdf
from cqo.foundation.provisions import samples
from cqo.foundation.refusal import NotPossible
from cqo.qualification.certificates.models import Certificate, Change
from cqo.qualification.certificates.operations import changes
from cqo.qualification.certificates.states import ChangeKind, Ground
from cqo.qualification.certificates.tests.builders import certificate
from cqo.registry.enterprises.tests import builders as enterprises
from cqo.registry.enterprises.tests.builders import AT, TODAY
from cqo.registry.people.tests import builders as people

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def rules_of_the_city(settings, tmp_path):
    settings.ATTACHMENTS, settings.SPOOL = tmp_path / "attachments", tmp_path / "spool"
    settings.SPOOL.mkdir()
    samples.load(AT)


def at_once(*acts: Any) -> list[str]:
    """What came of acts that begin together: "" for done, else the refusal's code."""
    begin = Barrier(len(acts))

    def one(act: Any) -> str:
        begin.wait()
        try:
            act()
        except NotPossible as refused:
            return refused.code
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(one, acts))


def test_of_two_proposals_one_is_opened():
    made = certificate(people.person(1))
    clerks = [enterprises.county_officer(), enterprises.actor(enterprises.official("second"))]
    asked = {"version": made.version, "ground": Ground.MISPRINT, "kind": ChangeKind.VOID, "reason": "印错", "at": AT, "today": TODAY}
    found = at_once(*(lambda by=by: changes.propose(certificate=made, by=by, **asked) for by in clerks))
    assert found == ["", "change.open_already"]
    assert Change.objects.count() == 1


def test_of_two_who_replace_it_one_writes_the_new_certificate():
    made, clerk = certificate(people.person(1)), enterprises.county_officer()
    change = changes.propose(
        certificate=made,
        version=made.version,
        kind=ChangeKind.REPLACE,
        ground=Ground.LOST,
        reason="遗失",
        evidence=documents.receive(BytesIO(pdf("loss")), name="loss.pdf"),
        by=clerk,
        at=AT,
        today=TODAY,
    )
    seen = [Change.objects.select_related("certificate").get(pk=change.pk) for _ in range(2)]
    acts = [lambda case=case: changes.carry_out(change=case, version=case.version, by=clerk, at=AT, today=TODAY) for case in seen]
    found = at_once(*acts)
    assert found[0] == ""
    assert found[1] in {"lifecycle.changed_meanwhile", "change.ended_already", "lifecycle.not_from_here"}
    assert Certificate.objects.filter(replaces=made).count() == 1
    assert Certificate.objects.count() == 2
