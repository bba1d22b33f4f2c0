"""The county's check: accepted in bulk, returned once with all that is missing, refused with a reason, checked again."""

from datetime import date

import pytest

from cqo.foundation.accounts.states import Role
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.divisions.models import Zone
from cqo.foundation.inbox.models import Message
from cqo.foundation.provisions import operations as provisions
from cqo.foundation.provisions.queries import Document
from cqo.foundation.refusal import NotPossible
from cqo.qualification.training.models import Enrolment, TrainingClass
from cqo.qualification.training.operations import checking, enrolments
from cqo.qualification.training.queries import enrolments as queries
from cqo.qualification.training.tests import builders
from cqo.qualification.training.tests.builders import AT
from cqo.registry.enterprises.rules.supervision import SupervisionTerms
from cqo.registry.enterprises.tests import builders as firms
from cqo.registry.people.tests import builders as people

pytestmark = pytest.mark.django_db


def refused(act) -> str:
    with pytest.raises(NotPossible) as refusal:
        act()
    return refusal.value.code


def signed_up(number: int = 3, *, seats: int = 30, **columns) -> tuple[list[Enrolment], object]:
    firm = firms.enterprise(**columns)
    boss, of = people.firm_actor(firm), builders.training_class(seats=seats)
    return [builders.enrolled(of, builders.worker(each, firm), firm=firm, by=boss) for each in range(number)], boss


def test_several_are_accepted_at_once_and_one_that_changed_is_told_apart():
    (first, second, third), boss = signed_up()
    county = firms.county_officer()
    chosen = [(each, each.version) for each in Enrolment.objects.order_by("number")]
    enrolments.withdraw(enrolment=second, version=1, by=boss, at=AT)
    outcome = checking.accept_all(chosen=chosen, by=county, at=AT)
    assert outcome.done == [first, third]
    assert [(each, why.code) for each, why in outcome.refused] == [(second, "lifecycle.changed_meanwhile")]


def test_what_is_missing_is_told_once_and_mended_and_then_accepted_or_refused():
    (made,), boss = signed_up(1)
    county = firms.county_officer()
    checking.return_for_changes(enrolment=made, version=1, missing="补社保证明；补职称证书", by=county, at=AT)
    assert (made.state, made.missing, Message.objects.filter(recipient=boss.user).latest("pk").kind) == (
        "returned",
        "补社保证明；补职称证书",
        "enrolment.returned",
    )
    enrolments.resubmit(enrolment=made, version=2, note="已补", exemption="", paper=builders.scan(), by=boss, at=AT)
    again = refused(lambda: checking.return_for_changes(enrolment=made, version=3, missing="再补", by=county, at=AT))
    checking.accept(enrolment=made, version=3, by=county, at=AT)
    assert (again, made.state, made.missing, made.note.reveal()) == ("enrolment.returned_already", "accepted", "", "已补")


def test_a_returned_sign_up_keeps_its_seat():
    (first, second), _boss = signed_up(2, seats=1)
    checking.return_for_changes(enrolment=first, version=1, missing="补证明", by=firms.county_officer(), at=AT)
    second.refresh_from_db()
    assert (second.state, TrainingClass.objects.get().taken) == ("waiting", 1)


def test_a_refusal_has_its_reason_and_gives_the_seat_to_who_waits():
    (first, second), boss = signed_up(2, seats=1)
    checking.refuse(enrolment=first, version=1, reason="不是本县企业人员", by=firms.county_officer(), at=AT)
    second.refresh_from_db()
    kinds = list(Message.objects.filter(recipient=boss.user, about_key=str(first.pk)).order_by("pk").values_list("kind", flat=True))
    assert (first.state, first.reason, second.state, kinds[-1]) == ("refused", "不是本县企业人员", "submitted", "enrolment.refused")


def test_refused_in_error_it_is_checked_again_where_a_seat_is_left():
    (first, second), boss = signed_up(2, seats=1)
    county = firms.county_officer()
    checking.refuse(enrolment=first, version=1, reason="误", by=county, at=AT)
    assert refused(lambda: checking.reopen(enrolment=first, version=2, by=county, at=AT)) == "enrolment.no_seat"
    second.refresh_from_db()
    enrolments.withdraw(enrolment=second, version=second.version, by=boss, at=AT)
    checking.reopen(enrolment=first, version=2, by=county, at=AT)
    assert (first.state, first.reason, TrainingClass.objects.get().taken) == ("submitted", "", 1)


def test_refused_and_signed_up_again_there_is_no_second_sign_up():
    (made,), boss = signed_up(1)
    county = firms.county_officer()
    checking.refuse(enrolment=made, version=1, reason="误", by=county, at=AT)
    enrolments.sign_up(
        training_class=made.training_class, signing=enrolments.Signing(made.person), enterprise=made.enterprise, by=boss, at=AT
    )
    assert refused(lambda: checking.reopen(enrolment=made, version=2, by=county, at=AT)) == "enrolment.twice"


def test_another_county_does_not_check_and_does_not_see():
    (made,), _boss = signed_up(1)
    neighbour = firms.county_officer(firms.YANGXIAN)
    assert refused(lambda: checking.accept(enrolment=made, version=1, by=neighbour, at=AT)) == "enrolment.checked_elsewhere"
    assert (list(queries.within(neighbour)), list(queries.to_check(neighbour))) == ([], [])


def test_a_zone_that_checks_its_own_firms_does_so_and_the_county_does_not():
    provisions.enact(
        subject="supervision",
        division_code="610700",
        terms=SupervisionTerms(zone_checks_own=True),
        document=Document("示例：分工通知", "示例〔2026〕6号", date(2026, 1, 5)),
        valid_from=date(2026, 2, 1),
        articles={},
        reason="示例",
        by=firms.city_officer(),
        at=AT,
    )
    zone = divisions.open_zones("610700")[0].pk
    (made,), _boss = signed_up(1, zone_id=zone)
    county = firms.county_officer()
    office = firms.actor(firms.official("zone", role=Role.ZONE_OFFICER, zone=Zone.objects.get(pk=zone)))
    assert refused(lambda: checking.accept(enrolment=made, version=1, by=county, at=AT)) == "enrolment.checked_elsewhere"
    assert (list(queries.to_check(county)), list(queries.to_check(office))) == ([], [made])
    checking.accept(enrolment=made, version=1, by=office, at=AT)
    assert made.state == "accepted"
