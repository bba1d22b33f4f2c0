"""The life of a certificate: who may change it, on which ground, in which order, and what strangers see afterwards."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.gate import PowerMissing
from cqo.foundation.accounts.models import Assignment, Delegation, User
from cqo.foundation.accounts.states import Role
from cqo.foundation.audit import queries as record
from cqo.foundation.codes.documents import Kind
from cqo.foundation.documents import operations as documents
from cqo.foundation.documents import queries as papers
from cqo.foundation.documents.tests.builders import pdf
from cqo.foundation.inbox.models import Message
from cqo.foundation.provisions import samples
from cqo.foundation.refusal import NotPossible
from cqo.qualification.certificates.models import Certificate, Change
from cqo.qualification.certificates.operations import changes
from cqo.qualification.certificates.queries import changes as queries
from cqo.qualification.certificates.queries import checking, status
from cqo.qualification.certificates.rules import changes as rules
from cqo.qualification.certificates.states import ChangeKind, Ground, Level, Status
from cqo.qualification.certificates.tests.builders import certificate
from cqo.registry.enterprises.tests import builders as enterprises
from cqo.registry.enterprises.tests.builders import AT, TODAY, YANGXIAN
from cqo.registry.people.models import Person
from cqo.registry.people.operations import files
from cqo.registry.people.states import IdentityGround
from cqo.registry.people.tests import builders as people

pytestmark = pytest.mark.django_db
BASIS = "示例：汉中市首席质量官证书管理规定第十五条第一项"
LATER = TODAY + timedelta(days=30)


@pytest.fixture(autouse=True)
def rules_of_the_city(settings, tmp_path):
    settings.ATTACHMENTS, settings.SPOOL = tmp_path / "attachments", tmp_path / "spool"
    settings.SPOOL.mkdir()
    samples.load(AT)


@pytest.fixture
def holder() -> Person:
    return people.person(1, name="赵晓燕")


@pytest.fixture
def clerk() -> Actor:
    return enterprises.county_officer()


@pytest.fixture
def second() -> Actor:
    return enterprises.actor(enterprises.official("second"))


@pytest.fixture
def made(holder) -> Certificate:
    return certificate(holder, expires_date=date(2029, 1, 9))


def paper(name: str = "依据.pdf") -> documents.Upload:
    return documents.receive(BytesIO(pdf("evidence")), name=name)


def proposed(of: Certificate, kind: ChangeKind, ground: Ground, by: Actor, **more: Any) -> Change:
    known: dict[str, Any] = {"version": of.version, "reason": "示例事由", "at": AT, "today": TODAY}
    if rules.GROUNDS[kind].get(ground, rules.Needs()).evidence:
        known["evidence"] = paper()
    return changes.propose(certificate=of, kind=kind, ground=ground, by=by, **{**known, **more})


def carried_out(change: Change, by: Actor, **more: Any) -> Certificate | None:
    return changes.carry_out(change=change, version=change.version, by=by, **{"at": AT, "today": TODAY, **more})


def now(of: Certificate, on: date = TODAY) -> Status:
    of.refresh_from_db()
    return status.of(of, on)


def refusal(act: Any, *args: Any, **more: Any) -> str:
    with pytest.raises(NotPossible) as refused:
        act(*args, **more)
    assert str(refused.value) != refused.value.code
    return refused.value.code


def told() -> list[str]:
    return list(Message.objects.order_by("created_at", "pk").values_list("kind", flat=True))


def read(sql: str, values: Any) -> Any:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        return cursor.fetchall()


def checked(of: Certificate, on: date = TODAY) -> Any:
    return checking.by_code(read, of.number, of.check_code, on=on)


def test_a_suspension_begins_and_ends_on_its_days_and_its_history_stays(made, clerk):
    carried_out(proposed(made, ChangeKind.SUSPEND, Ground.UNDER_INQUIRY, clerk), clerk)
    assert now(made) == Status.SUSPENDED
    carried_out(proposed(made, ChangeKind.RESUME, Ground.INQUIRY_CLOSED, clerk), clerk, effective_date=TODAY + timedelta(days=2))
    assert [now(made, TODAY + timedelta(days=days)) for days in range(4)] == [Status.SUSPENDED] * 2 + [Status.VALID] * 2
    later = {"today": LATER, "effective_date": LATER, "at": AT + timedelta(days=30)}
    carried_out(proposed(made, ChangeKind.SUSPEND, Ground.UNDER_INQUIRY, clerk, **later), clerk, **later)
    assert now(made, LATER) == Status.SUSPENDED
    assert [queries.as_of(made, day) for day in (TODAY, TODAY + timedelta(days=5), LATER)] == [
        Status.SUSPENDED,
        Status.VALID,
        Status.SUSPENDED,
    ]


def test_every_step_stands_in_the_record_without_the_story(made, clerk, holder):
    change = proposed(made, ChangeKind.SUSPEND, Ground.UNDER_INQUIRY, clerk, reason=f"{holder.name}被举报")
    carried_out(change, clerk)
    events = [entry.event for entry in record.timeline("certificate_change", change.pk)]
    assert events == ["certificate_change.propose", "attachment.added", "certificate_change.carry_out"]
    facts = [str(entry.facts) for entry in record.timeline("certificate", made.pk)]
    assert len(facts) == 1
    assert holder.name not in str(facts)


def test_a_revocation_is_told_heard_and_decided_by_a_second_person(made, clerk, second, holder):
    owner = people.owner(holder)
    change = proposed(made, ChangeKind.REVOKE, Ground.CHEATING, clerk)
    assert (change.statement_due, change.legal_basis) == (date(2026, 3, 9), BASIS)
    assert told() == ["certificate.revocation_proposed"]
    assert now(made) == Status.VALID
    assert refusal(carried_out, change, clerk) == "change.hearing_first"
    hearing = {"change": change, "at": AT, "today": TODAY}
    assert refusal(changes.hear, **hearing, version=change.version, statement=" ", by=clerk) == "change.not_heard_yet"
    changes.state(change=change, text="我没有作弊", by=owner, at=AT)
    changes.hear(**hearing, version=change.version, statement="", by=clerk)
    assert (change.state, change.statement.reveal()) == ("heard", "我没有作弊")
    deciding = {
        "change": change,
        "effective_date": TODAY,
        "document_number": "示例撤〔2026〕1号",
        "outcome": "理由不成立",
        "at": AT,
        "today": TODAY,
    }
    assert refusal(changes.decide, **deciding, version=change.version, by=clerk) == "change.second_person"
    changes.decide(**deciding, version=change.version, by=second)
    assert now(made) == Status.REVOKED
    assert told()[-1] == "certificate.revoked"
    found = checked(made)
    assert (found.verdict, found.since, found.ground, found.legal_basis) == ("revoked", TODAY, "cheating", BASIS)
    assert "作弊" not in str(found)


def test_the_hearing_ends_when_the_deadline_has_passed(made, clerk):
    change = proposed(made, ChangeKind.REVOKE, Ground.CHEATING, clerk)
    asked = {"change": change, "version": change.version, "statement": "", "by": clerk, "at": AT}
    assert refusal(changes.hear, **asked, today=change.statement_due) == "change.not_heard_yet"
    changes.hear(**asked, today=change.statement_due + timedelta(days=1))
    assert change.state == "heard"
    owner_less = refusal(changes.state, change=change, text="迟到的陈述", by=people.owner(made.person), at=AT)
    assert owner_less == "change.statement_closed"


def test_the_second_of_a_unit_of_one_is_the_citys_official(made, clerk):
    change = proposed(made, ChangeKind.REVOKE, Ground.CHEATING, clerk)
    changes.hear(change=change, version=change.version, statement="口头陈述", by=clerk, at=AT, today=TODAY)
    decided = {"effective_date": TODAY, "document_number": "示例撤〔2026〕1号", "outcome": "", "at": AT, "today": TODAY}
    changes.decide(change=change, version=change.version, by=enterprises.city_officer(), **decided)
    assert now(made) == Status.REVOKED


def test_who_acts_in_the_proposers_place_is_no_second_person(made, clerk, second):
    change = proposed(made, ChangeKind.REVOKE, Ground.CHEATING, clerk)
    changes.hear(change=change, version=change.version, statement="口头陈述", by=clerk, at=AT, today=TODAY)
    lent = Delegation.objects.create(
        giver=Assignment.objects.get(user=clerk.user),
        receiver=User.objects.get(pk=second.user),
        reason="休假",
        starts=date(2026, 1, 1),
        ends=date(2027, 1, 1),
        recorded_at=AT,
    )
    deputy = Actor(**{**second.__dict__, "on_behalf_of": lent.pk})
    decided = {"effective_date": TODAY, "document_number": "1号", "outcome": "", "at": AT, "today": TODAY}
    assert refusal(changes.decide, change=change, version=change.version, by=deputy, **decided) == "change.second_person"


def test_a_proposal_is_dropped_and_whoever_was_told_is_told_again(made, clerk, holder):
    people.owner(holder)
    change = proposed(made, ChangeKind.REVOKE, Ground.FALSE_MATERIALS, clerk)
    changes.drop(change=change, version=change.version, reason="证据不足", by=clerk, at=AT)
    assert (now(made), change.state, told()[-1]) == (Status.VALID, "dropped", "certificate.revocation_dropped")
    proposed(made, ChangeKind.REVOKE, Ground.FALSE_MATERIALS, clerk)


def test_where_no_rule_gives_a_basis_nothing_is_revoked(holder, clerk):
    from cqo.foundation.provisions.models import RuleSet

    RuleSet.objects.filter(subject="certificate_changes").delete()
    made = certificate(holder)
    assert refusal(proposed, made, ChangeKind.REVOKE, Ground.CHEATING, clerk) == "change.no_basis"


def test_the_holder_asks_for_the_end_takes_it_back_asks_again_and_the_bureau_ends_it(made, clerk, holder):
    owner = people.owner(holder)
    asked = {"certificate": made, "version": made.version, "reason": "不再从事质量工作", "by": owner, "at": AT, "today": TODAY}
    change = changes.wish(**asked)
    assert refusal(changes.wish, **asked) == "change.open_already"
    changes.withdraw(change=change, version=change.version, by=owner, at=AT)
    assert now(made) == Status.VALID
    again = changes.wish(**asked)
    with pytest.raises(PowerMissing):
        carried_out(again, owner)
    carried_out(again, clerk)
    assert now(made) == Status.CANCELLED
    assert told() == ["certificate.cancelled"]


def test_only_the_holder_wishes(made, holder):
    stranger = people.owner(people.person(2, name="他人"), "stranger")
    asked = {"certificate": made, "version": made.version, "reason": "", "at": AT, "today": TODAY}
    assert refusal(changes.wish, **asked, by=stranger) == "change.not_yours"


def test_a_wish_does_not_end_an_inquiry(made, clerk, holder):
    carried_out(proposed(made, ChangeKind.SUSPEND, Ground.UNDER_INQUIRY, clerk), clerk)
    made.refresh_from_db()
    asked = {"certificate": made, "version": made.version, "reason": "", "by": people.owner(holder), "at": AT, "today": TODAY}
    assert refusal(changes.wish, **asked) == "change.under_inquiry"


def test_a_death_is_registered_by_two(made, clerk, second):
    change = proposed(made, ChangeKind.CANCEL, Ground.DEATH, clerk)
    assert refusal(carried_out, change, clerk) == "change.second_person"
    carried_out(change, second)
    assert now(made) == Status.CANCELLED


def mended(holder: Person, by: Actor, *, name: str) -> None:
    files.set_identity(
        person=holder,
        version=holder.version,
        name=name,
        id_type=Kind.RESIDENT_ID,
        id_number=people.id_number(1),
        ground=IdentityGround.LEGAL_CHANGE,
        by=by,
        at=AT,
    )


def test_a_renamed_holder_gets_a_new_certificate_from_the_mended_file(made, clerk, holder):
    assert refusal(proposed, made, ChangeKind.REPLACE, Ground.LEGAL_RENAME, clerk) == "change.file_not_mended"
    mended(holder, clerk, name="赵小燕")
    change = proposed(made, ChangeKind.REPLACE, Ground.LEGAL_RENAME, clerk)
    new = carried_out(change, clerk, official_number="示例证〔2026〕第900号")
    assert now(made) == Status.REPLACED
    assert (made.holder_name, new.holder_name) == ("赵晓燕", "赵小燕")
    assert (new.expires_date, new.issued_date, new.replaces) == (made.expires_date, made.issued_date, made)
    assert new.number != made.number
    assert new.check_code != made.check_code
    assert new.official_number == "示例证〔2026〕第900号"
    assert now(new) == Status.VALID
    found = checked(made)
    assert (found.verdict, found.new_number, found.new_code) == ("replaced", new.number, new.check_code)
    assert checked(new).verdict == "valid"


def test_a_date_is_corrected_with_the_end_of_validity(made, clerk):
    wrong = {"corrected_issued_date": made.issued_date, "corrected_expires_date": made.expires_date}
    assert refusal(proposed, made, ChangeKind.REPLACE, Ground.CORRECTION_DATE, clerk, **wrong) == "change.dates_missing"
    future = {"corrected_issued_date": TODAY + timedelta(days=1)}
    assert refusal(proposed, made, ChangeKind.REPLACE, Ground.CORRECTION_DATE, clerk, **future) == "change.date_in_future"
    right = {"corrected_issued_date": date(2026, 1, 20), "corrected_expires_date": date(2029, 1, 19)}
    new = carried_out(proposed(made, ChangeKind.REPLACE, Ground.CORRECTION_DATE, clerk, **right), clerk)
    assert (new.issued_date, new.expires_date) == (date(2026, 1, 20), date(2029, 1, 19))


def test_a_new_number_that_another_certificate_has_is_refused(made, clerk, holder):
    other = certificate(people.person(2, name="钱多多"))
    change = proposed(made, ChangeKind.REPLACE, Ground.LOST, clerk)
    assert refusal(carried_out, change, clerk, official_number=other.official_number) == "certificate.official_number_taken"
    assert now(made) == Status.VALID


def test_a_misprint_is_voided_before_it_is_handed_over_only(made, clerk):
    change = proposed(made, ChangeKind.VOID, Ground.MISPRINT, clerk)
    Certificate.objects.filter(pk=made.pk).update(handed_over_date=TODAY)
    assert refusal(carried_out, change, clerk) == "change.handed_over"
    Certificate.objects.filter(pk=made.pk).update(handed_over_date=None)
    carried_out(change, clerk)
    assert now(made) == Status.VOID
    certificate(made.person, source_key=made.source_key)


@pytest.mark.parametrize("ending", ["cancelled", "revoked", "replaced", "void"])
@pytest.mark.parametrize("day", [TODAY, LATER])
def test_nothing_follows_an_ending_even_one_to_come(holder, clerk, ending, day):
    made = certificate(holder, ending=ending, ended_date=day)
    for kind in ChangeKind:
        for ground in rules.GROUNDS[kind]:
            assert refusal(proposed, made, kind, ground, clerk) == "change.ended_already"


@pytest.mark.parametrize(
    ("kind", "ground", "code"),
    [
        (ChangeKind.RESUME, Ground.INQUIRY_CLOSED, "change.not_in_this_status"),
        (ChangeKind.SUSPEND, Ground.DEATH, "change.ground_misfit"),
        (ChangeKind.REVOKE, Ground.HOLDER_WISH, "change.ground_misfit"),
    ],
)
def test_what_does_not_fit_is_refused(made, clerk, kind, ground, code):
    assert refusal(proposed, made, kind, ground, clerk) == code


def test_evidence_is_asked_for_and_kept(made, clerk):
    assert refusal(proposed, made, ChangeKind.REVOKE, Ground.CHEATING, clerk, evidence=None) == "change.evidence_missing"
    change = proposed(made, ChangeKind.REVOKE, Ground.CHEATING, clerk)
    assert [each.purpose for each in papers.papers("certificate_change", change.pk)] == ["变更依据"]


@pytest.mark.parametrize(
    ("days", "code"),
    [(-16, "change.too_early"), (-15, ""), (0, ""), (90, ""), (91, "change.too_late")],
)
def test_the_day_of_effect_lies_within_the_rules(holder, clerk, days, code):
    made = certificate(holder, issued_date=date(2025, 1, 1))
    effective = TODAY + timedelta(days=days)
    if code:
        assert refusal(proposed, made, ChangeKind.SUSPEND, Ground.UNDER_INQUIRY, clerk, effective_date=effective) == code
    else:
        carried_out(proposed(made, ChangeKind.SUSPEND, Ground.UNDER_INQUIRY, clerk, effective_date=effective), clerk)
        assert now(made, effective) == Status.SUSPENDED
        assert now(made, effective - timedelta(days=1)) == Status.VALID


def test_nothing_takes_effect_before_the_certificate_was_issued(holder, clerk):
    made = certificate(holder, issued_date=TODAY - timedelta(days=3))
    before = {"effective_date": TODAY - timedelta(days=4)}
    assert refusal(proposed, made, ChangeKind.SUSPEND, Ground.UNDER_INQUIRY, clerk, **before) == "change.too_early"


def test_one_change_at_a_time(made, clerk):
    first = proposed(made, ChangeKind.SUSPEND, Ground.UNDER_INQUIRY, clerk)
    with pytest.raises(NotPossible) as refused:
        proposed(made, ChangeKind.CANCEL, Ground.HOLDER_WISH, clerk)
    assert (refused.value.code, refused.value.facts) == ("change.open_already", {"number": first.number})


def test_a_stale_screen_changes_nothing(made, clerk):
    change = proposed(made, ChangeKind.SUSPEND, Ground.UNDER_INQUIRY, clerk)
    carried_out(change, clerk)
    assert refusal(carried_out, change, clerk) == "lifecycle.not_from_here"
    assert refusal(proposed, made, ChangeKind.RESUME, Ground.INQUIRY_CLOSED, clerk, version=1) == "lifecycle.changed_meanwhile"


def test_a_county_leaves_the_citys_certificates_alone(holder, clerk):
    made = certificate(holder, level=Level.CITY.value)
    assert refusal(proposed, made, ChangeKind.SUSPEND, Ground.UNDER_INQUIRY, clerk) == "change.of_issuing_bureau"
    proposed(made, ChangeKind.SUSPEND, Ground.UNDER_INQUIRY, enterprises.city_officer())


def test_the_neighbour_county_leaves_it_alone(made):
    neighbour = enterprises.county_officer(YANGXIAN)
    assert refusal(proposed, made, ChangeKind.SUSPEND, Ground.UNDER_INQUIRY, neighbour) == "change.of_issuing_bureau"


def test_the_firm_is_told_and_reads_no_story(made, clerk, holder):
    firm = enterprises.enterprise()
    people.employment(holder, firm)
    boss = people.firm_actor(firm, role=Role.ENTERPRISE_ADMIN)
    change = proposed(made, ChangeKind.SUSPEND, Ground.UNDER_INQUIRY, clerk)
    assert list(queries.within(boss)) == []
    carried_out(change, clerk)
    assert told() == ["certificate.suspended"]
    assert [found.pk for found in queries.within(boss)] == [change.pk]
    assert not queries.may_read_papers(boss, change.pk)
    assert queries.may_read_papers(clerk, change.pk)


def test_a_clock_set_back_does_not_undo_what_was_decided(made, clerk):
    carried_out(proposed(made, ChangeKind.SUSPEND, Ground.UNDER_INQUIRY, clerk), clerk)
    earlier = TODAY - timedelta(days=10)
    code = refusal(proposed, made, ChangeKind.CANCEL, Ground.DEATH, clerk, today=earlier, at=datetime(2026, 2, 20, tzinfo=UTC), version=2)
    assert code == "change.too_early"
