from datetime import date, datetime, timedelta

import pytest

from cqo.foundation.accounts.states import Role
from cqo.foundation.inbox.models import Message
from cqo.foundation.provisions import operations as provisions
from cqo.foundation.provisions.queries import Document
from cqo.foundation.refusal import NotPossible
from cqo.qualification.certificates.states import Tier
from cqo.qualification.training.models import Enrolment, Session
from cqo.qualification.training.operations import enrolments
from cqo.qualification.training.operations.enrolments import Signing
from cqo.qualification.training.rules.prerequisites import TrainingTerms
from cqo.qualification.training.states import EnrolmentState
from cqo.qualification.training.tests import builders
from cqo.qualification.training.tests.builders import AT, SHUTS
from cqo.registry.enterprises.tests import builders as firms
from cqo.registry.people.models import ExternalCertificate
from cqo.registry.people.tests import builders as people

pytestmark = pytest.mark.django_db


def refused(act) -> NotPossible:
    with pytest.raises(NotPossible) as refusal:
        act()
    return refusal.value


def test_a_firm_signs_up_several_of_its_people_and_is_told_who_could_not_be():
    firm = firms.enterprise()
    boss, of = people.firm_actor(firm), builders.training_class()
    first, second, stranger = builders.worker(1, firm), builders.worker(2, firm), people.person(3)
    outcome = enrolments.sign_up_all(
        training_class=of, people=[Signing(first), Signing(stranger), Signing(second)], enterprise=firm, by=boss, at=AT
    )
    of.refresh_from_db()
    assert [each.person for each in outcome.made] == [first, second]
    assert [(person, why.code) for person, why in outcome.refused] == [(stranger, "enrolment.not_of_firm")]
    assert (of.taken, {each.state for each in outcome.made}) == (2, {EnrolmentState.SUBMITTED})


def test_a_person_signs_up_themselves_and_their_firm_stands_on_the_sign_up():
    firm = firms.enterprise()
    person = builders.worker(1, firm)
    made = builders.enrolled(builders.training_class(), person, by=people.owner(person))
    assert (made.enterprise, made.county_code, made.zone, made.state) == (firm, builders.CHENGGU, None, "submitted")


def test_nobody_signs_up_somebody_else():
    firm, other = firms.enterprise(), people.person(2)
    person, of = builders.worker(1, firm), builders.training_class()
    rival = people.firm_actor(firms.enterprise(2, name="洋县某厂"), "rival")
    assert refused(lambda: builders.enrolled(of, person, by=people.owner(other))).code == "enrolment.not_yours"
    assert refused(lambda: builders.enrolled(of, person, firm=firm, by=rival)).code == "enrolment.not_yours"


def test_a_person_is_in_a_class_once_even_under_two_merged_files():
    firm = firms.enterprise()
    boss, of, person, same = people.firm_actor(firm), builders.training_class(), builders.worker(1, firm), builders.worker(2, firm)
    builders.enrolled(of, person, firm=firm, by=boss)
    type(same).objects.filter(pk=same.pk).update(merged_into=person)
    same.refresh_from_db()
    codes = [refused(lambda each=each: builders.enrolled(of, each, firm=firm, by=boss)).code for each in (person, same)]
    of.refresh_from_db()
    assert (codes, of.taken) == (["enrolment.twice", "enrolment.twice"], 1)


def test_nobody_is_in_two_classes_on_the_same_days_and_the_other_is_named():
    firm = firms.enterprise()
    boss, person = people.firm_actor(firm), builders.worker(1, firm)
    builders.enrolled(builders.training_class(1), person, firm=firm, by=boss)
    refusal = refused(lambda: builders.enrolled(builders.training_class(2), person, firm=firm, by=boss))
    assert (refusal.code, refusal.facts["title"]) == ("enrolment.clashes", "第1期首席质量官培训班")


def test_sessions_decide_where_both_classes_have_them():
    firm = firms.enterprise()
    boss, person = people.firm_actor(firm), builders.worker(1, firm)
    morning, afternoon = builders.training_class(1), builders.training_class(2)
    for of, hour in ((morning, 1), (afternoon, 6)):
        starts = datetime(2026, 4, 13, hour, tzinfo=AT.tzinfo)
        Session.objects.create(training_class=of, starts_at=starts, ends_at=starts + timedelta(hours=3), title="第一课", hours_tenths=40)
    builders.enrolled(morning, person, firm=firm, by=boss)
    builders.enrolled(afternoon, person, firm=firm, by=boss)
    Session.objects.create(training_class=afternoon, starts_at=starts - timedelta(hours=3), ends_at=starts, title="补课", hours_tenths=40)
    third = builders.training_class(3)
    Session.objects.create(training_class=third, starts_at=starts - timedelta(hours=1), ends_at=starts, title="第一课", hours_tenths=10)
    assert refused(lambda: builders.enrolled(third, person, firm=firm, by=boss)).facts["title"] == "第2期首席质量官培训班"


def test_before_and_after_the_window_it_is_said_when_it_opens_and_closed():
    firm = firms.enterprise()
    boss, person, of = people.firm_actor(firm), builders.worker(1, firm), builders.training_class()
    early = refused(lambda: builders.enrolled(of, person, firm=firm, by=boss, at=builders.OPENS - timedelta(seconds=1)))
    late = refused(lambda: builders.enrolled(of, person, firm=firm, by=boss, at=SHUTS))
    assert (str(early), str(late)) == ("报名从 2026年3月1日 08:00 开始，请届时再报。", "报名已于 2026年3月31日 18:00 截止。")


def test_a_draft_takes_nobody():
    firm = firms.enterprise()
    boss, person, of = people.firm_actor(firm), builders.worker(1, firm), builders.training_class(state="draft")
    assert refused(lambda: builders.enrolled(of, person, firm=firm, by=boss)).code == "enrolment.class_not_open"


def test_a_county_holds_its_class_for_its_own_people_and_the_city_for_all():
    firm = firms.enterprise(county=firms.YANGXIAN)
    boss, person = people.firm_actor(firm), builders.worker(1, firm)
    refusal = refused(lambda: builders.enrolled(builders.training_class(1), person, firm=firm, by=boss))
    made = builders.enrolled(builders.training_class(2, county=None), person, firm=firm, by=boss)
    assert (str(refusal), made.county_code) == ("这个培训班面向城固县的企业和人员。", firms.YANGXIAN)


def test_who_has_no_document_on_file_is_asked_for_it():
    firm = firms.enterprise()
    boss, person = people.firm_actor(firm), people.person(None)
    people.employment(person, firm)
    assert refused(lambda: builders.enrolled(builders.training_class(), person, firm=firm, by=boss)).code == "enrolment.no_document"


def asking_for_basic(from_: date = builders.STARTS) -> None:
    """From a day on, the city asks for a basic certificate before an advanced class."""
    provisions.enact(
        subject="training",
        division_code="610700",
        terms=TrainingTerms(city_holds=("basic", "advanced"), advanced_after_basic=True, exempt_by=("高级质量工程师",)),
        document=Document("示例：培训管理办法", "示例〔2026〕9号", date(2026, 1, 5)),
        valid_from=from_,
        articles={"advanced_after_basic": "第四条"},
        reason="示例",
        by=firms.city_officer(),
        at=AT,
    )


def test_a_prerequisite_is_refused_with_its_article_and_met_by_a_certificate_from_elsewhere():
    asking_for_basic()
    firm = firms.enterprise()
    boss, person = people.firm_actor(firm), builders.worker(1, firm)
    of = builders.training_class(tier=Tier.ADVANCED.value, county=None)
    refusal = refused(lambda: builders.enrolled(of, person, firm=firm, by=boss))
    people.certificate(person)
    made = builders.enrolled(of, person, firm=firm, by=boss)
    assert (refusal.code, refusal.facts["rule"]) == ("enrolment.prerequisite", "示例：培训管理办法（示例〔2026〕9号）第四条")
    assert (made.state, made.exemption) == ("submitted", "")


def test_a_withdrawn_certificate_from_elsewhere_does_not_count():
    asking_for_basic()
    firm = firms.enterprise()
    boss, person = people.firm_actor(firm), builders.worker(1, firm)
    ExternalCertificate.objects.filter(pk=people.certificate(person).pk).update(withdrawn_at=AT)
    of = builders.training_class(tier=Tier.ADVANCED.value, county=None)
    assert refused(lambda: builders.enrolled(of, person, firm=firm, by=boss)).code == "enrolment.prerequisite"


def test_a_named_ground_exempts_and_stands_on_the_sign_up():
    asking_for_basic()
    firm = firms.enterprise()
    boss, person = people.firm_actor(firm), builders.worker(1, firm)
    of = builders.training_class(tier=Tier.ADVANCED.value, county=None)
    made = enrolments.sign_up(training_class=of, signing=Signing(person, "高级质量工程师"), enterprise=firm, by=boss, at=AT)
    assert made.exemption == "高级质量工程师"


def test_a_city_that_never_held_a_basic_class_starts_before_the_set_day():
    asking_for_basic(from_=date(2027, 1, 1))
    firm = firms.enterprise()
    boss, person = people.firm_actor(firm), builders.worker(1, firm)
    of = builders.training_class(tier=Tier.ADVANCED.value, county=None)
    assert builders.enrolled(of, person, firm=firm, by=boss).state == "submitted"


def test_without_a_seat_somebody_waits_is_told_and_moves_up_in_order():
    firm = firms.enterprise()
    boss, of = people.firm_actor(firm), builders.training_class(seats=1)
    first, second, third = (builders.enrolled(of, builders.worker(number, firm), firm=firm, by=boss) for number in (1, 2, 3))
    assert [first.state, second.state, third.state] == ["submitted", "waiting", "waiting"]
    enrolments.withdraw(enrolment=first, version=1, by=boss, at=AT)
    of.refresh_from_db()
    states = dict(Enrolment.objects.values_list("pk", "state"))
    assert (states, of.taken) == ({first.pk: "withdrawn", second.pk: "submitted", third.pk: "waiting"}, 1)
    told = list(Message.objects.filter(recipient=boss.user).order_by("created_at", "pk").values_list("kind", "about_key"))
    assert told[1:] == [
        ("enrolment.waiting", str(second.pk)),
        ("enrolment.waiting", str(third.pk)),
        ("enrolment.moved_up", str(second.pk)),
    ]


def test_who_waits_withdraws_without_freeing_a_seat():
    firm = firms.enterprise()
    boss, of = people.firm_actor(firm), builders.training_class(seats=1)
    _first, second, third = (builders.enrolled(of, builders.worker(number, firm), firm=firm, by=boss) for number in (1, 2, 3))
    enrolments.withdraw(enrolment=second, version=1, by=boss, at=AT)
    of.refresh_from_db()
    third.refresh_from_db()
    assert (of.taken, third.state) == (1, "waiting")


def test_after_withdrawing_one_can_sign_up_again():
    firm = firms.enterprise()
    boss, of, person = people.firm_actor(firm), builders.training_class(), builders.worker(1, firm)
    enrolments.withdraw(enrolment=builders.enrolled(of, person, firm=firm, by=boss), version=1, by=boss, at=AT)
    builders.enrolled(of, person, firm=firm, by=boss)
    of.refresh_from_db()
    assert of.taken == 1


def test_nobody_withdraws_once_the_class_has_begun_or_for_another():
    firm = firms.enterprise()
    boss, of, person = people.firm_actor(firm), builders.training_class(), builders.worker(1, firm)
    made = builders.enrolled(of, person, firm=firm, by=boss)
    begun = datetime(2026, 4, 13, 0, 30, tzinfo=AT.tzinfo)
    rival = people.firm_actor(firms.enterprise(2, name="另一家"), "rival")
    assert refused(lambda: enrolments.withdraw(enrolment=made, version=1, by=boss, at=begun)).code == "enrolment.begun"
    assert refused(lambda: enrolments.withdraw(enrolment=made, version=1, by=rival, at=AT)).code == "enrolment.not_yours"


def test_the_organiser_takes_somebody_off_with_a_reason():
    firm = firms.enterprise()
    boss, of = people.firm_actor(firm, role=Role.ENTERPRISE_STAFF), builders.training_class(seats=1)
    first, second = (builders.enrolled(of, builders.worker(number, firm), firm=firm, by=boss) for number in (1, 2))
    enrolments.remove(enrolment=first, version=1, reason="冒名报名", by=firms.county_officer(), at=AT)
    second.refresh_from_db()
    assert (first.state, first.reason, second.state) == ("withdrawn", "冒名报名", "submitted")
    refusal = refused(lambda: enrolments.remove(enrolment=second, version=2, reason="误", by=firms.county_officer(firms.YANGXIAN), at=AT))
    assert refusal.code == "class.not_yours"
