"""A class from its draft to its close: what may be planned, announced, taken back, adjusted, cancelled, closed."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cqo.foundation.inbox.models import Message
from cqo.foundation.provisions import operations as provisions
from cqo.foundation.provisions.queries import Document
from cqo.foundation.refusal import NotPossible
from cqo.qualification.certificates.states import Tier
from cqo.qualification.training.models import Assessment, Enrolment, Session, TrainingClass
from cqo.qualification.training.operations import admission, checking, classes, enrolments, syllabuses
from cqo.qualification.training.rules.prerequisites import TrainingTerms
from cqo.qualification.training.states import ClassState
from cqo.qualification.training.tests import builders
from cqo.qualification.training.tests.builders import AT
from cqo.registry.enterprises.tests import builders as firms
from cqo.registry.people.tests import builders as people

pytestmark = pytest.mark.django_db
OVER = datetime(2026, 4, 15, 12, 0, tzinfo=UTC)


def refused(act) -> str:
    with pytest.raises(NotPossible) as refusal:
        act()
    return refusal.value.code


def test_level_county_and_organiser_are_those_of_the_capacity():
    county, city = firms.county_officer(), firms.city_officer()
    made = classes.draft(plan=builders.plan(), by=county, at=AT)
    advanced = builders.plan(builders.syllabus(Tier.ADVANCED), tier=Tier.ADVANCED)
    of_city = classes.draft(plan=advanced, by=city, at=AT)
    assert (made.level, made.county_id, made.organiser_id) == ("county", builders.CHENGGU, county.organisation)
    assert (of_city.level, of_city.county_id, of_city.organiser_id, of_city.state) == ("city", None, city.organisation, "draft")


def test_a_level_holds_only_its_tiers_and_a_city_may_hold_basic_classes_by_its_own_rules():
    county, city = firms.county_officer(), firms.city_officer()
    advanced = builders.plan(builders.syllabus(Tier.ADVANCED), tier=Tier.ADVANCED)
    assert refused(lambda: classes.draft(plan=advanced, by=county, at=AT)) == "class.tier_not_allowed"
    assert refused(lambda: classes.draft(plan=builders.plan(), by=city, at=AT)) == "class.tier_not_allowed"
    provisions.enact(
        subject="training",
        division_code="610700",
        terms=TrainingTerms(city_holds=("basic", "advanced")),
        document=Document("示例：培训管理办法", "示例〔2026〕9号", date(2026, 1, 5)),
        valid_from=date(2026, 4, 1),
        articles={},
        reason="示例",
        by=city,
        at=AT,
    )
    assert classes.draft(plan=builders.plan(), by=city, at=AT).tier == "basic"
    too_early = builders.plan(starts_date=date(2026, 3, 31))
    assert refused(lambda: classes.draft(plan=too_early, by=city, at=AT)) == "class.tier_not_allowed"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ends_date": builders.STARTS - timedelta(days=1)}, "class.ends_before_start"),
        ({"sign_up_until": builders.OPENS}, "class.window_wrong"),
        ({"sign_up_until": datetime(2026, 4, 14, tzinfo=UTC)}, "class.window_after_start"),
    ],
)
def test_dates_that_cannot_be_are_refused(changes, code):
    assert refused(lambda: classes.draft(plan=builders.plan(**changes), by=firms.county_officer(), at=AT)) == code


def test_a_class_is_announced_with_notice_number_and_scan_and_keeps_its_rules():
    county = firms.county_officer()
    made = classes.draft(plan=builders.plan(notice_number=""), by=county, at=AT)
    assert refused(lambda: classes.announce(training_class=made, version=1, by=county, at=AT)) == "class.notice_missing"
    classes.amend(training_class=made, version=1, plan=builders.plan(), by=county, at=AT)
    assert refused(lambda: classes.announce(training_class=made, version=2, by=county, at=AT)) == "class.scan_missing"
    classes.attach_notice(training_class=made, notice=builders.scan(), by=county, at=AT)
    assert refused(lambda: classes.announce(training_class=made, version=2, by=county, at=builders.SHUTS)) == "class.window_over"
    classes.announce(training_class=made, version=2, by=county, at=AT)
    assert (made.state, made.announced_at, made.provision is not None) == ("announced", AT, True)


def test_two_clerks_do_not_both_announce_nor_amend_what_the_other_changed():
    county = firms.county_officer()
    made = classes.draft(plan=builders.plan(), notice=builders.scan(), by=county, at=AT)
    stale = TrainingClass.objects.get(pk=made.pk)
    classes.amend(training_class=made, version=1, plan=builders.plan(place="县政府礼堂"), by=county, at=AT)
    for act in (
        lambda: classes.amend(training_class=stale, version=1, plan=builders.plan(), by=county, at=AT),
        lambda: classes.announce(training_class=stale, version=1, by=county, at=AT),
    ):
        assert refused(act) == "lifecycle.changed_meanwhile"


def test_nobody_holds_the_class_of_a_neighbour_but_the_city_may():
    of = builders.training_class()
    neighbour, city = firms.county_officer(firms.YANGXIAN), firms.city_officer()
    assert refused(lambda: classes.take_back(training_class=of, version=1, by=neighbour, at=AT)) == "class.not_yours"
    classes.take_back(training_class=of, version=1, by=city, at=AT)
    assert (of.state, of.provision) == ("draft", None)


def test_an_announced_class_is_taken_back_only_while_nobody_has_signed_up():
    firm = firms.enterprise()
    of, boss, county = builders.training_class(), people.firm_actor(firm), firms.county_officer()
    made = builders.enrolled(of, builders.worker(1, firm), firm=firm, by=boss)
    assert refused(lambda: classes.take_back(training_class=of, version=1, by=county, at=AT)) == "class.has_sign_ups"
    enrolments.withdraw(enrolment=made, version=1, by=boss, at=AT)
    classes.take_back(training_class=of, version=1, by=county, at=AT)
    assert of.state == "draft"


def adjusted(of: TrainingClass, **changes) -> dict[str, object]:
    known = {
        "place": of.place,
        "seats_wanted": of.seats,
        "sign_up_until": of.sign_up_until,
        "contact_name": of.contact_name,
        "contact_phone": of.contact_phone,
        "says": "",
    }
    return {**known, **changes}


def test_more_seats_let_those_who_wait_move_up_and_fewer_than_given_are_refused():
    firm = firms.enterprise()
    of, boss, county = builders.training_class(seats=1), people.firm_actor(firm), firms.county_officer()
    made = [builders.enrolled(of, builders.worker(number, firm), firm=firm, by=boss) for number in (1, 2, 3)]
    classes.adjust(training_class=of, version=1, **adjusted(of, seats_wanted=2), by=county, at=AT)
    states = [Enrolment.objects.get(pk=each.pk).state for each in made]
    of.refresh_from_db()
    assert (states, of.taken, of.seats) == (["submitted", "submitted", "waiting"], 2, 2)
    assert (
        refused(lambda: classes.adjust(training_class=of, version=2, **adjusted(of, seats_wanted=1), by=county, at=AT))
        == "class.seats_given"
    )


def test_another_place_is_told_to_who_is_admitted():
    firm = firms.enterprise()
    of, boss, county = builders.training_class(), people.firm_actor(firm), firms.county_officer()
    made = builders.enrolled(of, builders.worker(1, firm), firm=firm, by=boss)
    Enrolment.objects.filter(pk=made.pk).update(state="admitted")
    classes.adjust(training_class=of, version=1, **adjusted(of, place="县文化馆"), by=county, at=AT)
    assert Message.objects.filter(recipient=boss.user).latest("created_at", "pk").kind == "class.place_changed"


def test_a_cancelled_class_takes_everybody_off_and_tells_them():
    firm = firms.enterprise()
    of, boss, county = builders.training_class(seats=1), people.firm_actor(firm), firms.county_officer()
    for number in (1, 2):
        builders.enrolled(of, builders.worker(number, firm), firm=firm, by=boss)
    classes.cancel(training_class=of, version=1, reason="场地不能使用", by=county, at=AT)
    of.refresh_from_db()
    assert (of.state, of.reason, of.taken) == ("cancelled", "场地不能使用", 0)
    assert set(Enrolment.objects.values_list("state", "reason")) == {("withdrawn", "场地不能使用")}
    assert Message.objects.filter(recipient=boss.user, kind="class.cancelled").count() == 1


def test_a_class_that_was_taught_is_not_cancelled():
    of = builders.training_class(state="admitted")
    starts = datetime(2026, 4, 13, 1, tzinfo=UTC)
    Session.objects.create(training_class=of, starts_at=starts, ends_at=OVER, title="一", hours_tenths=40, confirmed_at=AT)
    county = firms.county_officer()
    assert refused(lambda: classes.cancel(training_class=of, version=1, reason="误", by=county, at=AT)) == "class.taught_already"


def test_a_class_closes_when_over_with_results_or_with_a_reason():
    county = firms.county_officer()
    of, other = builders.training_class(1, state="admitted"), builders.training_class(2, state="admitted")
    assert refused(lambda: classes.close(training_class=of, version=1, reason="", by=county, at=AT)) == "class.not_over"
    assert refused(lambda: classes.close(training_class=of, version=1, reason="", by=county, at=OVER)) == "class.results_missing"
    classes.close(training_class=of, version=1, reason="经验交流班，不组织考核", by=county, at=OVER)
    Assessment.objects.create(training_class=other, city_code="610700", state="published", published_at=AT)
    classes.close(training_class=other, version=1, reason="", by=county, at=OVER)
    assert (of.state, of.reason, other.state) == ("closed", "经验交流班，不组织考核", "closed")


def test_admission_in_bulk_tells_which_went_and_which_did_not_and_can_be_opened_again():
    firm = firms.enterprise()
    of, boss, county = builders.training_class(), people.firm_actor(firm), firms.county_officer()
    made = [builders.enrolled(of, builders.worker(number, firm), firm=firm, by=boss) for number in (1, 2, 3)]
    for each in made[:2]:
        checking.accept(enrolment=each, version=1, by=county, at=AT)
    chosen = [(each, each.version) for each in made]
    outcome = admission.admit(training_class=of, version=1, chosen=chosen, by=county, at=AT)
    assert (outcome.done, [(each, why.code) for each, why in outcome.refused]) == (made[:2], [(made[2], "lifecycle.not_from_here")])
    assert of.state == ClassState.ADMITTED
    checking.accept(enrolment=made[2], version=1, by=county, at=AT)
    admission.admit(training_class=of, version=2, chosen=[(made[2], 2)], by=county, at=AT)
    assert refused(lambda: builders.enrolled(of, builders.worker(4, firm), firm=firm, by=boss)) == "enrolment.class_not_open"
    classes.reopen(training_class=of, version=2, by=county, at=AT)
    builders.enrolled(of, builders.worker(5, firm), firm=firm, by=boss)
    of.refresh_from_db()
    assert (of.state, of.taken) == ("announced", 4)


def test_nobody_ticked_admits_nobody_and_keeps_sign_up_open():
    of, county = builders.training_class(), firms.county_officer()
    assert refused(lambda: admission.admit(training_class=of, version=1, chosen=[], by=county, at=AT)) == "class.nobody_to_admit"
    assert TrainingClass.objects.get().state == "announced"


def test_the_next_edition_of_a_syllabus_follows_the_last_and_two_clerks_do_not_both_record_it():
    city, county = firms.city_officer(), firms.county_officer()
    units = [syllabuses.Unit("ZL", "质量管理", 80), syllabuses.Unit("FL", "法律法规", 45)]
    first = syllabuses.record(tier=Tier.BASIC, title="大纲", units=units, after=0, by=city, at=AT)
    assert (
        refused(lambda: syllabuses.record(tier=Tier.BASIC, title="大纲", units=units, after=0, by=city, at=AT))
        == "syllabus.changed_meanwhile"
    )
    second = syllabuses.record(tier=Tier.BASIC, title="大纲", units=units, after=1, by=city, at=AT)
    assert [(each.edition, each.units.count()) for each in (first, second)] == [(1, 2), (2, 2)]
    assert refused(lambda: syllabuses.record(tier=Tier.BASIC, title="大纲", units=[], after=2, by=city, at=AT)) == "syllabus.no_units"
    twice = [units[0], units[0]]
    assert refused(lambda: syllabuses.record(tier=Tier.BASIC, title="大纲", units=twice, after=2, by=city, at=AT)) == "syllabus.code_twice"
    assert refused(lambda: syllabuses.retire(syllabus=first, by=county, at=AT)) == "syllabus.city_keeps"
    syllabuses.retire(syllabus=first, by=city, at=AT)
    assert refused(lambda: syllabuses.retire(syllabus=first, by=city, at=AT)) == "syllabus.retired_already"


def test_a_draft_with_a_retired_syllabus_is_not_announced():
    city, county = firms.city_officer(), firms.county_officer()
    made = classes.draft(plan=builders.plan(), notice=builders.scan(), by=county, at=AT)
    syllabuses.retire(syllabus=builders.syllabus(), by=city, at=AT)
    made.refresh_from_db()
    assert refused(lambda: classes.announce(training_class=made, version=1, by=county, at=AT)) == "class.syllabus_retired"
