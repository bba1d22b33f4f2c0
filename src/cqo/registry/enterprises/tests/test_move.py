from datetime import timedelta

import pytest

from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises.operations import moves
from cqo.registry.enterprises.queries import files
from cqo.registry.enterprises.tests import builders
from cqo.registry.people.models import Employment, Person, PersonInCity

pytestmark = pytest.mark.django_db
TOMORROW = builders.TODAY + timedelta(days=1)


def plan(firm, officer, effective):
    return moves.plan(
        enterprise=firm,
        to_county=builders.YANGXIAN,
        to_zone=None,
        effective=effective,
        ground="营业执照变更",
        by=officer,
        at=builders.AT,
        today=builders.TODAY,
    )


def test_a_move_of_today_takes_effect_at_once_and_the_other_county_reaches_the_file():
    firm, officer, other = builders.enterprise(), builders.county_officer(), builders.county_officer(builders.YANGXIAN)
    plan(firm, officer, builders.TODAY)
    assert (files.within(officer).count(), files.within(other).count()) == (0, 1)


def test_a_move_to_come_waits_for_its_day_and_happens_once():
    firm, officer = builders.enterprise(), builders.county_officer()
    plan(firm, officer, TOMORROW)
    early = moves.apply_due(at=builders.AT)
    firm.refresh_from_db()
    before = firm.county_id
    counts = [moves.apply_due(at=builders.AT + timedelta(days=1)) for _ in range(2)]
    firm.refresh_from_db()
    assert (early, before, counts, firm.county_id) == (0, builders.CHENGGU, [1, 0], builders.YANGXIAN)
    assert (files.county_on(firm, builders.TODAY), files.county_on(firm, TOMORROW)) == (builders.CHENGGU, builders.YANGXIAN)


def test_a_second_move_waits_until_the_first_has_come_or_is_taken_back():
    firm, officer = builders.enterprise(), builders.county_officer()
    first = plan(firm, officer, TOMORROW)
    with pytest.raises(NotPossible) as refused:
        plan(firm, officer, TOMORROW)
    moves.withdraw(move=first, by=officer, at=builders.AT)
    plan(firm, officer, TOMORROW)
    assert refused.value.code == "move.waiting"


def test_the_people_of_a_moved_firm_are_known_in_its_new_county():
    firm, officer = builders.enterprise(), builders.county_officer()
    person = Person.objects.create(name="赵晓燕", name_key="赵晓燕", id_type="resident_id", recorded_at=builders.AT)
    Employment.objects.create(person=person, enterprise=firm, recorded_at=builders.AT)
    plan(firm, officer, builders.TODAY)
    assert list(PersonInCity.objects.values_list("county_code", flat=True)) == [builders.YANGXIAN]
