import pytest
from django.urls import reverse

from cqo.foundation.audit import queries as record
from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises.tests import builders as enterprises
from cqo.registry.enterprises.tests.builders import AT
from cqo.registry.people.operations import files
from cqo.registry.people.queries import files as queries
from cqo.registry.people.states import IdentityGround
from cqo.registry.people.tests import builders
from cqo.registry.people.tests.builders import Kind

pytestmark = pytest.mark.django_db


def put_right(person, *, number=7, name="赵晓燕", version=1):
    files.set_identity(
        person=person,
        version=version,
        name=name,
        id_type=Kind.RESIDENT_ID,
        id_number=builders.id_number(number),
        ground=IdentityGround.WRONG_IN_ROSTER,
        by=enterprises.county_officer(),
        at=AT,
    )


def test_a_damaged_document_is_put_right_and_the_record_says_by_which_proof():
    person = builders.person(None)

    put_right(person)

    assert queries.by_document(Kind.RESIDENT_ID, builders.id_number(7)) == person
    assert record.timeline("person", person.pk).get().stated == {"id_type": "resident_id", "ground": "wrong_in_roster"}


def test_a_document_that_another_file_has_is_refused():
    person = builders.person(None)
    builders.person(7, name="钱多")

    with pytest.raises(NotPossible) as refused:
        put_right(person)

    assert refused.value.code == "person.id_taken"


def test_a_merged_file_is_put_right_through_the_one_that_was_kept():
    person = builders.person(None, merged_into=builders.person(1))

    with pytest.raises(NotPossible) as refused:
        put_right(person)

    assert refused.value.code == "person.merged"


def test_the_page_asks_for_the_proof_and_never_shows_the_old_number(as_actor):
    person = builders.person(1)
    client = as_actor(enterprises.county_officer())
    address = reverse("people:identity", args=[person.pk])

    shown = client.get(address).content.decode()
    without = client.post(address, builders.identity(7, version=1))
    done = client.post(address, builders.identity(7, name="赵晓雁", version=1, ground="legal_change"))

    person.refresh_from_db()
    assert (builders.id_number(1) in shown, person.id_number.reveal()) == (False, builders.id_number(7))
    assert (list(without.context["form"].errors), done.url, person.name) == (["ground"], person.get_absolute_url(), "赵晓雁")
