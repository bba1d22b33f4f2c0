from datetime import UTC, date, datetime

import pytest

from cqo.foundation.audit import signature
from cqo.foundation.audit.models import Entry
from cqo.foundation.divisions import operations, queries
from cqo.foundation.divisions.models import Zone
from cqo.foundation.divisions.queries import Match
from cqo.foundation.refusal import NotPossible

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def add(**changes):
    facts = {
        "name": "汉中高新技术产业开发区", "short_name": "汉中高新区", "city": "610700", "counties": ["610702"], "supervises": False,
        "source": "汉政发〔2026〕1号", "by": signature.system("test.zone"), "at": AT,
    }  # fmt: skip
    return operations.add_zone(**{**facts, **changes})


def test_an_added_zone_is_known_by_its_habits_at_once():
    assert queries.named("高新区", within="610700").found is False
    zone = add(aliases=["西高新"])
    assert queries.named("高新区", within="610700") == Match(code="610702", zone=zone.pk, choices=("610702",))
    assert queries.named("汉中市西高新", within="610700") == Match(code="610702", zone=zone.pk, choices=("610702",))


def test_two_zones_of_one_habit_are_ambiguous_until_named_in_full():
    other = add(name="汉中航空经济技术开发区", short_name="航空经开区")
    assert queries.named("航空经开区", within="610700").zone == other.pk
    third = add(name="汉中东部经开区", short_name="经开区", counties=["610722"])
    assert queries.named("经开区", within="610700").choices == ("610700", "610722")
    assert queries.named("汉中东部经开区", within="610700").zone == third.pk


def test_adding_a_zone_is_recorded_by_codes():
    zone = add()
    entry = Entry.objects.get(kind="zone", key=str(zone.pk))
    assert (entry.event, entry.city, entry.stated) == ("zone.added", "610700", {"counties": ["610702"], "supervises": False})


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"city": "610702"}, "zone.not_a_city"),
        ({"counties": []}, "zone.no_county"),
        ({"counties": ["320613"]}, "zone.county_elsewhere"),
        ({"name": "汉中经济技术开发区"}, "zone.name_taken"),
    ],
)
def test_a_zone_that_does_not_fit_is_refused_and_nothing_is_written(changes, code):
    with pytest.raises(NotPossible) as refused:
        add(**changes)
    assert refused.value.code == code
    assert (Zone.objects.filter(city="610700").count(), Entry.objects.count()) == (1, 0)
    assert str(refused.value) != code


def test_a_closed_zone_is_known_only_for_its_days():
    zone = add(valid_from=date(2026, 1, 1))
    operations.close_zone(zone=zone, on=date(2026, 11, 30), by=signature.system("test.zone"), at=AT)
    assert queries.named("高新区", within="610700").found is False
    assert queries.named("高新区", within="610700", on=date(2026, 11, 30)).zone == zone.pk
    assert [zone.name for zone in queries.open_zones("610700")] == ["汉中经济技术开发区"]
    assert [entry.event for entry in Entry.objects.order_by("at", "id")] == ["zone.added", "zone.closed"]


def test_a_zone_is_closed_once():
    zone = add()
    again = Zone.objects.get(pk=zone.pk)
    operations.close_zone(zone=zone, on=date(2026, 11, 30), by=signature.system("test.zone"), at=AT)
    with pytest.raises(NotPossible) as refused:
        operations.close_zone(zone=again, on=date(2026, 12, 31), by=signature.system("test.zone"), at=AT)
    assert refused.value.code == "zone.closed_already"


def test_a_zone_does_not_end_before_it_begins():
    zone = add(valid_from=date(2026, 1, 1))
    with pytest.raises(NotPossible) as refused:
        operations.close_zone(zone=zone, on=date(2025, 12, 31), by=signature.system("test.zone"), at=AT)
    assert refused.value.code == "zone.ends_before_it_begins"
