"""A file of the yearly list: only firms of the registry, listed all at once, taken back while the list is not frozen."""

from datetime import date

import pytest

from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises.models import DesignatedEntry
from cqo.registry.enterprises.operations import designated
from cqo.registry.enterprises.queries import designated as queries
from cqo.registry.enterprises.tests.builders import AT, city_officer, code, enterprise
from cqo.registry.enterprises.tests.rosters import checked, codes, firm, published, table, undone, verdicts

pytestmark = pytest.mark.django_db


def drafted(by):
    return designated.draft(
        year=2026, scope="规上工业", source="统计局", document_number="", permitted_use="覆盖率", list_date=date(2026, 1, 31), by=by, at=AT
    )


def test_only_firms_of_the_registry_are_listed_each_once():
    by = city_officer()
    found = drafted(by)
    enterprise(1)
    batch = checked(table(firm(1), firm(2), firm(1), firm(3, 统一社会信用代码="")), by=by, kind="designated", list=str(found.pk))
    assert codes(batch) == ["", "enterprise.unknown", "duplicate.in_file", "uscc.missing"]


def test_a_list_is_seen_all_at_once_and_can_be_taken_back():
    by = city_officer()
    found = drafted(by)
    enterprise(1)
    enterprise(2)
    batch = published(table(firm(1), firm(2)), by=by, kind="designated", list=str(found.pk))
    assert (queries.entries(found, by).count(), queries.lists("610700").get().count) == (2, 2)
    undone(batch, by=by)
    assert (queries.entries(found, by).count(), DesignatedEntry.objects.count()) == (0, 0)


def test_entries_of_a_batch_that_is_not_visible_are_counted_nowhere():
    by = city_officer()
    found = drafted(by)
    file = enterprise(1)
    batch = checked(table(firm(1)), by=by, kind="designated", list=str(found.pk))
    DesignatedEntry.objects.create(designated_list=found, enterprise=file, county_id=file.county_id, batch=batch)
    told = (queries.entries(found, by).count(), queries.lists("610700").get().count, queries.totals_by_county(found))
    assert told == (0, 0, {})


def test_the_same_file_again_lists_nobody():
    by = city_officer()
    found = drafted(by)
    enterprise(1)
    published(table(firm(1)), by=by, kind="designated", list=str(found.pk))
    assert verdicts(checked(table(firm(1)), by=by, kind="designated", list=str(found.pk))) == ["same"]


def test_a_frozen_list_stays():
    by = city_officer()
    found = drafted(by)
    enterprise(1)
    batch = published(table(firm(1)), by=by, kind="designated", list=str(found.pk))
    designated.freeze(designated_list=found, version=found.version, by=by, at=AT)
    with pytest.raises(NotPossible) as refused:
        undone(batch, by=by)
    assert (refused.value.code, code(1)) == ("designated.frozen_already", DesignatedEntry.objects.get().enterprise.credit_code)
