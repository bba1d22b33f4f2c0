import pytest
from django.urls import reverse

from cqo.foundation.accounts.states import Role
from cqo.foundation.audit import queries as record
from cqo.foundation.refusal import NotPossible
from cqo.foundation.search import queries as search
from cqo.registry.enterprises.tests import builders as enterprises
from cqo.registry.enterprises.tests.builders import AT, CHENGGU, YANGXIAN
from cqo.registry.people import listing
from cqo.registry.people.models import Merge, Person
from cqo.registry.people.operations import merges
from cqo.registry.people.queries import files, twins
from cqo.registry.people.tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair() -> tuple[Person, Person]:
    """Two files of one name, the second without a document and known in another county only."""
    return builders.person(1), builders.person(None, county=YANGXIAN, phone="13912345678")


def merge(kept, merged, by=None, **versions):
    given = {"kept_version": kept.version, "merged_version": merged.version, **versions}
    return merges.merge(kept=kept, merged=merged, ground="已核对证件原件", by=by or enterprises.city_officer(), at=AT, **given)


def listed(actor):
    return [row.pk for row in listing.rows_of(actor)]


def test_merged_there_is_one_person_and_everybody_who_saw_either_sees_the_one(pair):
    kept, merged = pair

    merge(kept, merged)

    for actor in (
        enterprises.county_officer(CHENGGU),
        enterprises.county_officer(YANGXIAN),
        enterprises.actor(enterprises.official("c", role=Role.CITY_OFFICER, division="610700")),
    ):
        assert listed(actor) == [kept.pk]
    assert search.first("person", "赵晓燕") == [kept.pk]
    assert [entry.event for entry in record.timeline("person", kept.pk)] == ["person.merged"]


def test_undone_both_stand_for_themselves_again(pair):
    kept, merged = pair
    by = enterprises.city_officer()
    act = merge(kept, merged, by)

    merges.undo(merge=act, by=by, at=AT)

    assert sorted(listed(by)) == sorted([kept.pk, merged.pk])
    assert listed(enterprises.county_officer(YANGXIAN)) == [merged.pk]
    assert sorted(search.first("person", "赵晓燕")) == sorted([kept.pk, merged.pk])
    with pytest.raises(NotPossible) as again:
        merges.undo(merge=act, by=by, at=AT)
    assert again.value.code == "merge.undone_already"


@pytest.mark.parametrize("versions", [{"kept_version": 9}, {"merged_version": 9}])
def test_nothing_is_merged_that_was_changed_meanwhile(pair, versions):
    with pytest.raises(NotPossible) as refused:
        merge(*pair, **versions)

    assert (refused.value.code, Merge.objects.count(), Person.objects.filter(version=1).count()) == ("lifecycle.changed_meanwhile", 0, 2)


def test_what_cannot_be_merged_is_refused(pair):
    kept, merged = pair
    with pytest.raises(NotPossible) as same:
        merge(kept, kept)
    builders.owner(kept, "one")
    builders.owner(merged, "two")
    with pytest.raises(NotPossible) as both:
        merge(kept, merged, enterprises.actor(enterprises.official("c", role=Role.CITY_OFFICER, division="610700")))

    assert (same.value.code, both.value.code) == ("merge.same_file", "merge.two_sign_ins")


def test_the_owner_of_a_merged_file_reaches_the_one_that_was_kept(pair):
    kept, merged = pair
    owner = builders.owner(merged)

    merge(kept, merged)

    assert {each.pk for each in files.within(owner)} == {kept.pk, merged.pk}
    assert files.owner(kept) == owner.user
    assert list(files.without_sign_in(Person.objects.all())) == []


def test_pairs_are_listed_that_may_be_of_one_person(pair):
    kept, merged = pair
    builders.person(2, name="钱多")
    builders.person(3, name="钱多")

    assert twins.pairs(enterprises.city_officer()) == [(kept, merged)]
    assert twins.pairs(enterprises.county_officer()) == []


def test_side_by_side_one_is_kept_and_the_file_offers_the_undo(as_actor, pair):
    kept, merged = pair
    client = as_actor(enterprises.city_officer())
    address = reverse("people:merge", args=[kept.pk, merged.pk])

    page = client.get(address)
    done = client.post(address, {"kept": str(kept.pk), "ground": "已核对证件原件", "left_version": 1, "right_version": 1})
    act = Merge.objects.get()
    file = client.get(done.url).content.decode()
    listing_page = client.get(reverse("people:merges")).content.decode()
    undone = client.post(reverse("people:undo_merge", args=[act.pk]))

    assert {row.label: row.differs for row in page.context["rows"]}["手机"] is True
    assert page.context["form"]["kept"].value() == str(kept.pk)
    undo = reverse("people:undo_merge", args=[act.pk])
    assert (undo in file, undo in listing_page, done.url, undone.url) == (True, True, kept.get_absolute_url(), kept.get_absolute_url())
    assert Person.objects.filter(merged_into__isnull=False).count() == 0


def test_pressed_twice_it_is_told(as_actor, pair):
    kept, merged = pair
    client = as_actor(enterprises.city_officer())
    address = reverse("people:merge", args=[kept.pk, merged.pk])
    typed = {"kept": str(kept.pk), "ground": "已核对证件原件", "left_version": 1, "right_version": 1}
    client.post(address, typed)

    again = client.post(address, typed)

    assert ("已经合并过" in again.content.decode(), Merge.objects.count()) == (True, 1)


def test_a_county_merges_nothing(as_actor, pair):
    client = as_actor(enterprises.county_officer())

    addresses = [reverse("people:duplicates"), reverse("people:merges"), reverse("people:merge", args=[pair[0].pk, pair[1].pk])]
    assert [client.get(address).status_code for address in addresses] == [403, 403, 403]


def test_files_of_another_city_are_not_there(as_actor, pair):
    elsewhere = builders.person(5, county="320682")

    assert as_actor(enterprises.city_officer()).get(reverse("people:merge", args=[pair[0].pk, elsewhere.pk])).status_code == 404
