"""Entries follow employments, moves and merges."""

from datetime import date, timedelta

import pytest

from cqo.foundation.divisions import queries as divisions
from cqo.foundation.intake.models import Batch
from cqo.qualification.certificates.states import Tier
from cqo.qualification.talents.jobs import follow_roster
from cqo.qualification.talents.models import Talent
from cqo.qualification.talents.tests import builders
from cqo.registry.enterprises.operations import files, moves
from cqo.registry.enterprises.operations import merges as firm_merges
from cqo.registry.enterprises.states import Filer
from cqo.registry.enterprises.tests.builders import YANGXIAN
from cqo.registry.people.models import Employment
from cqo.registry.people.operations import employments, merges

pytestmark = pytest.mark.django_db
enterprises, people, AT, CITY = builders.enterprises, builders.people, builders.AT, builders.CITY
DAY = date(2026, 3, 5)


def place(talent):
    talent.refresh_from_db()
    return talent.county_id, talent.enterprise.name if talent.enterprise else None


def test_an_entry_follows_to_the_next_employer_and_stays_where_it_was_without_one():
    county = enterprises.county_officer()
    first, second = enterprises.enterprise(1), enterprises.enterprise(2, name="洋县某厂", county=YANGXIAN)
    talent = builders.talent(firm=first)
    job = talent.person.employments.get()

    employments.end(employment=job, ends=DAY, by=county, at=AT)
    left = place(talent)
    city = enterprises.city_officer()
    employments.begin(person=talent.person, enterprise=second, position="总监", starts=DAY, filer=Filer.BUREAU, by=city, at=AT)

    assert (left, place(talent)) == (("610722", None), (YANGXIAN, "洋县某厂"))


def test_an_entry_follows_the_move_and_the_industry_of_its_firm():
    city, firm = enterprises.city_officer(), enterprises.enterprise(1)
    zone = divisions.open_zones(CITY).first()
    talent = builders.talent(firm=firm)

    moves.plan(enterprise=firm, to_county=YANGXIAN, to_zone=zone.pk, effective=DAY, ground="迁址", by=city, at=AT, today=DAY)
    firm.refresh_from_db()
    files.amend(enterprise=firm, version=firm.version, changes={"industry_id": "C13"}, filer=Filer.BUREAU, by=city, at=AT)

    talent.refresh_from_db()
    assert (talent.county_id, talent.zone_id, talent.industry_id) == (YANGXIAN, zone.pk, "C13")


def test_of_a_merged_firm_the_kept_one_employs():
    city = enterprises.city_officer()
    kept, merged = enterprises.enterprise(1, name="保留", county=YANGXIAN), enterprises.enterprise(2, name="并入")
    talent = builders.talent(firm=merged)

    act = firm_merges.merge(kept=kept, merged=merged, kept_version=1, merged_version=1, ground="同一家", by=city, at=AT)
    joined = place(talent)
    firm_merges.undo(merge=act, by=city, at=AT)

    assert (joined, place(talent)) == ((YANGXIAN, "保留"), ("610722", "并入"))


def test_of_two_merged_files_one_entry_is_read_and_it_stands_on_the_best_of_both():
    city = enterprises.city_officer()
    mine, other = builders.talent(1), builders.talent(2, tier=Tier.SENIOR, name="赵晓雁")

    act = merges.merge(kept=mine.person, merged=other.person, kept_version=1, merged_version=1, ground="同一人", by=city, at=AT)
    read = list(Talent.objects.filter(stands=True).values_list("pk", "tier"))
    merges.undo(merge=act, by=city, at=AT)
    apart = sorted(Talent.objects.filter(stands=True).values_list("pk", "tier"))

    assert (read, apart) == ([(mine.pk, "senior")], sorted([(mine.pk, "basic"), (other.pk, "senior")]))


def test_the_entry_of_a_merged_file_is_read_as_the_kept_one_and_gives_way_to_its_own():
    city = enterprises.city_officer()
    other, kept = builders.talent(2, name="赵晓雁"), people.person(1)
    merges.merge(kept=kept, merged=other.person, kept_version=1, merged_version=1, ground="同一人", by=city, at=AT)
    before = list(Talent.objects.filter(stands=True).values_list("pk", "file__name"))

    builders.issued(builders.certificate(kept, tier=Tier.ADVANCED))

    assert before == [(other.pk, "赵晓燕")]
    assert list(Talent.objects.filter(stands=True).values_list("person__name", "tier")) == [("赵晓燕", "advanced")]


def test_an_entry_follows_what_a_roster_brought():
    talent, firm = builders.talent(), enterprises.enterprise(1, county=YANGXIAN)
    roster = Batch.objects.create(
        kind="people", city_code=CITY, file_name="", survey="", created_at=AT, published_at=AT, state="published", visible=True
    )
    Employment.objects.filter(pk=people.employment(talent.person, firm).pk).update(batch=roster)

    follow_roster.call(str(roster.pk))

    assert place(talent) == (YANGXIAN, firm.name)


def test_reading_it_anew_changes_nothing():
    from cqo.qualification.talents.operations import following

    talent = builders.talent(firm=enterprises.enterprise(1))

    assert following.refresh([talent.person_id]) == 0
    assert talent.entered_at - AT == timedelta(0)
