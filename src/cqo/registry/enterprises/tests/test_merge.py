import pytest
from django.urls import reverse

from cqo.foundation.access.gate import PowerMissing
from cqo.foundation.refusal import NotPossible
from cqo.foundation.search import queries as search
from cqo.registry.enterprises.operations import merges
from cqo.registry.enterprises.queries import files
from cqo.registry.enterprises.tests import builders

pytestmark = pytest.mark.django_db


def merge(kept, merged, by):
    return merges.merge(
        kept=kept, merged=merged, kept_version=kept.version, merged_version=merged.version, ground="同一营业执照", by=by, at=builders.AT
    )


def test_a_merged_file_leads_to_the_kept_one_and_undo_brings_it_back_as_it_was():
    one, other, city = builders.enterprise(1), builders.enterprise(2, name="城固恒泰食品"), builders.city_officer()
    act = merge(one, other, city)
    assert (files.by_credit_code(builders.code(2)), search.first("enterprise", "城固恒泰食品")) == (one, [one.pk])
    assert list(files.current(files.within(city))) == [one]
    merges.undo(merge=act, by=city, at=builders.AT)
    assert (files.by_credit_code(builders.code(2)), search.first("enterprise", "城固恒泰食品")) == (other, [other.pk])
    assert set(files.current(files.within(city))) == {one, other}


def test_a_merge_is_undone_once():
    one, other, city = builders.enterprise(1), builders.enterprise(2), builders.city_officer()
    act = merge(one, other, city)
    merges.undo(merge=act, by=city, at=builders.AT)
    with pytest.raises(NotPossible) as refused:
        merges.undo(merge=act, by=city, at=builders.AT)
    assert refused.value.code == "merge.undone_already"


def test_a_merged_file_is_not_merged_again_and_nothing_merges_with_itself():
    one, other, third, city = builders.enterprise(1), builders.enterprise(2), builders.enterprise(3), builders.city_officer()
    merge(one, other, city)
    for pair in ((third, other), (other, third), (third, one), (one, one)):
        for file in pair:
            file.refresh_from_db()
        with pytest.raises(NotPossible):
            merge(*pair, city)


def test_a_county_may_not_merge():
    with pytest.raises(PowerMissing):
        merge(builders.enterprise(1), builders.enterprise(2), builders.county_officer())


def test_the_city_merges_on_screen_and_pressing_twice_does_no_harm(client):
    one, other = builders.enterprise(1), builders.enterprise(2)
    client.force_login(
        builders.official("city", role=builders.Role.CITY_OFFICER, division=builders.CITY),
        backend="cqo.foundation.accounts.backends.NameOrPhone",
    )
    address = reverse("enterprises:merge", args=[one.pk, other.pk])
    assert client.get(address).status_code == 200
    typed = {"kept": str(one.pk), "ground": "同一执照", "left_version": one.version, "right_version": other.version}
    first, second = client.post(address, typed), client.post(address, typed)
    other.refresh_from_db()
    assert (first.status_code, second.status_code, other.merged_into_id) == (302, 200, one.pk)
