from datetime import date

import pytest

from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises.operations import designated, moves
from cqo.registry.enterprises.queries import designated as queries
from cqo.registry.enterprises.tests import builders

pytestmark = pytest.mark.django_db
FACTS = {
    "scope": "规上工业",
    "source": "示例统计局",
    "document_number": "",
    "permitted_use": "首席质量官覆盖率",
    "list_date": date(2026, 1, 31),
}


def drafted(city, **more):
    return designated.draft(year=2026, **FACTS, by=city, at=builders.AT, **more)


def test_a_frozen_list_does_not_change_and_does_not_move():
    city, firm, late = builders.city_officer(), builders.enterprise(1), builders.enterprise(2)
    found = drafted(city)
    designated.add(designated_list=found, keys=[firm.pk], by=city, at=builders.AT)
    designated.freeze(designated_list=found, version=found.version, by=city, at=builders.AT)
    with pytest.raises(NotPossible) as refused:
        designated.add(designated_list=found, keys=[late.pk], by=city, at=builders.AT)
    moves.plan(
        enterprise=firm,
        to_county=builders.YANGXIAN,
        to_zone=None,
        effective=builders.TODAY,
        ground="迁移",
        by=city,
        at=builders.AT,
        today=builders.TODAY,
    )
    assert refused.value.code == "designated.frozen_already"
    assert queries.totals_by_county(found) == {builders.CHENGGU: 1}


def test_an_empty_list_is_not_frozen():
    city = builders.city_officer()
    found = drafted(city)
    with pytest.raises(NotPossible) as refused:
        designated.freeze(designated_list=found, version=found.version, by=city, at=builders.AT)
    assert refused.value.code == "designated.empty"


def test_a_year_has_one_list_and_a_replacement_takes_its_place():
    city = builders.city_officer()
    first = drafted(city)
    with pytest.raises(NotPossible) as refused:
        drafted(city)
    second = drafted(city, replaces=first)
    first.refresh_from_db()
    assert (refused.value.code, first.superseded_by_id, second.superseded_by_id) == ("designated.year_taken", second.pk, None)


def test_the_list_in_force_is_the_newest_frozen_one():
    city, firm = builders.city_officer(), builders.enterprise()
    found = drafted(city)
    before = queries.in_force(builders.CITY, on=builders.TODAY)
    designated.add(designated_list=found, keys=[firm.pk], by=city, at=builders.AT)
    designated.freeze(designated_list=found, version=found.version, by=city, at=builders.AT)
    assert (before, queries.in_force(builders.CITY, on=builders.TODAY).pk, queries.in_force(builders.CITY, on=date(2025, 6, 1))) == (
        None,
        found.pk,
        None,
    )
