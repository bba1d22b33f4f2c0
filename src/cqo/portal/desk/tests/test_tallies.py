"""Figures of every place, counted by the clock."""

from datetime import timedelta

import pytest

from cqo.foundation.divisions.models import Zone
from cqo.foundation.intake.models import Batch
from cqo.foundation.sealing.fields import Sealed
from cqo.portal.desk.models import Tally
from cqo.portal.desk.operations import tallies
from cqo.portal.desk.tests import builders as desk
from cqo.portal.office.tests import builders
from cqo.registry.enterprises.models import DesignatedEntry, DesignatedList, Enterprise
from cqo.registry.people.models import Person, PersonInCity

pytestmark = pytest.mark.django_db


def figures(column: str) -> dict[str, int]:
    """Place → figure, without the zones' keys."""
    return {tally.key if tally.scale != "zone" else "zone": getattr(tally, column) for tally in Tally.objects.all()}


def test_firms_count_in_their_county_city_province_and_zone():
    zone = Zone.objects.get(city="610700")
    desk.firm(county="610722")
    desk.firm(county="610722", zone=zone.pk)
    claimed = desk.firm(county="610730")
    Enterprise.objects.filter(pk=claimed.pk).update(claimed_at=desk.now())
    desk.firm(county="320612")

    tallies.refresh(at=desk.now())

    assert figures("firms") == {"610000": 3, "610700": 3, "610722": 2, "610730": 1, "zone": 1, "320000": 1, "320600": 1, "320612": 1}
    assert figures("claimed") == {"610000": 1, "610700": 1, "610722": 0, "610730": 1, "zone": 0, "320000": 0, "320600": 0, "320612": 0}


def test_merged_and_hidden_files_do_not_count():
    kept, merged, hidden = desk.firm(), desk.firm(), desk.firm()
    batch = Batch.objects.create(
        kind="enterprises", city_code="610700", file_name=Sealed.of("x"), file_path="x", file_digest="0" * 64, created_at=desk.now()
    )
    Enterprise.objects.filter(pk=merged.pk).update(merged_into=kept)
    Enterprise.objects.filter(pk=hidden.pk).update(batch=batch)

    tallies.refresh(at=desk.now())

    assert figures("firms") == {"610000": 1, "610700": 1, "610722": 1}


def test_a_person_known_in_two_counties_counts_once_in_the_city():
    person, erased = desk.person("马秀英"), desk.person("已删除")
    PersonInCity.objects.create(person=person, city_code="610700", county_code="610730")
    Person.objects.filter(pk=erased.pk).update(erased_at=desk.now())

    tallies.refresh(at=desk.now())

    assert figures("people") == {"610000": 1, "610700": 1, "610722": 1, "610730": 1}


def test_files_of_one_name_are_counted_in_their_city_only():
    for county in ("610722", "610722", "610730", "320612"):
        desk.firm("同名企业", county=county)

    tallies.refresh(at=desk.now())

    assert {key: count for key, count in figures("namesakes").items() if count} == {"610700": 2}


def test_the_list_in_force_is_counted_with_its_year():
    firms = [desk.firm() for _number in range(2)]
    for year, frozen in ((2024, True), (desk.today().year, False)):
        yearly = DesignatedList.objects.create(
            city_code="610700", year=year, scope="工业", source="x", permitted_use="x", list_date=desk.today(), created_at=desk.now(),
            frozen_at=desk.now() if frozen else None,
        )  # fmt: skip
        DesignatedEntry.objects.bulk_create(
            DesignatedEntry(designated_list=yearly, enterprise=firm, county=firm.county) for firm in (firms if frozen else firms[:1])
        )

    tallies.refresh(at=desk.now())

    city = Tally.objects.get(scale="city", key="610700")
    assert (city.designated, city.designated_year) == (2, 2024)


def test_counting_again_writes_the_new_figures_over_the_old():
    firm = desk.firm(county="610730")
    tallies.refresh(at=desk.now())
    Enterprise.objects.filter(pk=firm.pk).update(county="610722")
    later = desk.now() + timedelta(minutes=5)

    tallies.refresh(at=later)
    tallies.refresh(at=later)

    assert figures("firms") == {"610000": 1, "610700": 1, "610722": 1, "610730": 0}
    assert {tally.counted_at for tally in Tally.objects.all()} == {later}


def test_the_desk_shows_the_figures_of_ones_own_place(client):
    builders.signed_in(client, builders.hanzhong(), "城固受理岗")
    desk.firm(county="610722")
    desk.firm(county="610730")
    assert client.get("/desk/").context["tally"] is None

    tallies.refresh(at=desk.now())

    assert client.get("/desk/").context["tally"].firms == 1
