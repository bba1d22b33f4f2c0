from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cqo.foundation.accounts.models import ActivationCode
from cqo.foundation.accounts.rules import code_on_paper
from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises.rules.claims import ClaimTerms
from cqo.registry.enterprises.tests import builders as enterprises
from cqo.registry.enterprises.tests.builders import AT, TODAY, YANGXIAN
from cqo.registry.people.models import Person
from cqo.registry.people.operations import entry
from cqo.registry.people.queries import slips
from cqo.registry.people.tests import builders
from cqo.registry.people.tests.builders import Kind

pytestmark = pytest.mark.django_db
NEW = "/people/codes/new/"


def issue(by, *people):
    return entry.issue_codes(keys=[person.pk for person in people], terms=ClaimTerms(), by=by, at=AT, today=TODAY)


def test_codes_are_given_to_whom_nobody_signs_in_for_and_who_has_a_document():
    with_code, signed_in, without_document, beyond = (
        builders.person(1),
        builders.person(2, name="钱多"),
        builders.person(None, name="孙丽"),
        builders.person(3, name="李敏", county=YANGXIAN),
    )
    builders.owner(signed_in)
    builders.owner(builders.person(None, name="周涛", merged_into=(merged := builders.person(4, name="周涛"))), "owner2")

    issue(enterprises.county_officer(), with_code, signed_in, without_document, beyond, merged)

    assert list(ActivationCode.objects.values_list("subject", "expires_date")) == [
        (with_code.pk, TODAY + timedelta(days=ClaimTerms().slip_valid_days))
    ]


def test_with_nobody_left_to_print_for_it_is_told():
    person = builders.person(1)
    builders.owner(person)

    with pytest.raises(NotPossible) as refused:
        issue(enterprises.county_officer(), person)

    assert refused.value.code == "slip.none_to_print"


def test_a_firm_gives_codes_to_its_own_people_and_to_nobody_who_left():
    firm = enterprises.enterprise(1)
    here, left, stranger = builders.person(1), builders.person(2, name="钱多"), builders.person(3, name="孙丽")
    builders.employment(here, firm)
    builders.employment(left, firm, ends=builders.date(2025, 1, 31))

    issue(builders.firm_actor(firm), here, left, stranger)

    assert list(ActivationCode.objects.values_list("subject", flat=True)) == [here.pk]


def test_with_name_document_and_code_the_person_takes_over_the_file():
    person = builders.person(1)
    batch = issue(enterprises.county_officer(), person)
    typed = code_on_paper(ActivationCode.objects.get(batch=batch).code.reveal())
    user = enterprises.user("zhao")
    given = {
        "name": "赵晓燕",
        "id_type": Kind.RESIDENT_ID,
        "typed_code": typed,
        "user": user,
        "by": enterprises.city_officer(),
        "at": AT,
        "today": TODAY,
    }

    with pytest.raises(NotPossible) as wrong:
        entry.claim(id_number=builders.id_number(2), **given)
    entry.claim(id_number=builders.id_number(1), **given)
    with pytest.raises(NotPossible) as again:
        entry.claim(id_number=builders.id_number(1), **given)

    person.refresh_from_db()
    assert (wrong.value.code, person.user_id, again.value.code) == ("slip.not_usable", user.pk, "slip.not_usable")


def test_chosen_printed_printed_again_and_withdrawn(as_actor):
    chosen, other = builders.person(1), builders.person(2, name="钱多")
    client = as_actor(enterprises.county_officer())

    choice = client.get(NEW)
    made = client.post(NEW, {"people": [str(chosen.pk)]})
    first, again = client.get(made.url).content.decode(), client.get(made.url).content.decode()
    code = ActivationCode.objects.get()
    plain = code.code.reveal()
    client.post(reverse("people:withdraw_codes", args=[code.batch]))
    after = client.get(made.url).content.decode()

    assert {person.pk for person, _firm, _county in choice.context["rows"]} == {chosen.pk, other.pk}
    assert made.url == reverse("people:code_batch", args=[code.batch])
    assert (code_on_paper(plain) in first, code_on_paper(plain) in again, code_on_paper(plain) in after) == (True, True, False)
    code.refresh_from_db()
    assert (code.withdrawn_at is None, code.code) == (False, None)


def test_the_qr_holds_the_code_behind_the_hash_only(as_actor, settings):
    settings.PUBLIC_ADDRESS = "https://cqo.example.gov.cn"
    person = builders.person(1)
    client = as_actor(enterprises.county_officer())

    slip = client.get(client.post(NEW, {"people": [str(person.pk)]}).url).context["slips"][0]

    assert (slip["address"], slip["qr"][:18]) == ("https://cqo.example.gov.cn/join/person/", "data:image/svg+xml")
    assert slip["code"].replace("-", "") == ActivationCode.objects.get().code.reveal()


def test_printed_again_the_earlier_code_is_void():
    person, county = builders.person(1), enterprises.county_officer()

    issue(county, person)
    issue(county, person)

    assert sorted(code.withdrawn_at is None for code in ActivationCode.objects.all()) == [False, True]


def test_nothing_ticked_is_told(as_actor):
    builders.person(1)

    page = as_actor(enterprises.county_officer()).post(NEW, {})
    nonsense = as_actor(enterprises.actor(enterprises.official("second"))).post(NEW, {"people": ["x"]})

    assert ("请至少勾选一人" in page.content.decode(), nonsense.status_code, ActivationCode.objects.count()) == (True, 200, 0)


def test_batches_are_seen_by_whom_all_their_people_are_in_reach_of(as_actor):
    here, there = builders.person(1), builders.person(2, name="钱多", county=YANGXIAN)
    city, county = enterprises.city_officer(), enterprises.county_officer()
    both, own = issue(city, here, there), issue(county, here)

    assert ([batch.key for batch in slips.batches(county)], {batch.key for batch in slips.batches(city)}) == ([own], {both, own})
    assert slips.slips(county, both) is None
    for address in (reverse("people:code_batch", args=[both]), reverse("people:code_batch", args=[here.pk])):
        assert as_actor(county).get(address).status_code == 404
    assert as_actor(county).post(reverse("people:withdraw_codes", args=[both])).status_code == 404


def test_a_firm_prints_for_its_own_people_on_its_own_page(as_actor):
    firm = enterprises.enterprise(1)
    here = builders.person(1)
    builders.employment(here, firm)
    builders.person(2, name="钱多")
    client = as_actor(builders.firm_actor(firm))

    choice = client.get(NEW)
    page = client.get(client.post(NEW, {"people": [str(here.pk)]}).url)

    assert [person.pk for person, _firm, _county in choice.context["rows"]] == [here.pk]
    assert (page.status_code, page.context["slips"][0]["person"].pk) == (200, here.pk)
    assert [batch.unused for batch in client.get(reverse("people:codes")).context["batches"]] == [1]


def test_the_list_of_batches_counts_what_was_used(as_actor):
    person = builders.person(1)
    county = enterprises.county_officer()
    issue(county, person, builders.person(2, name="钱多"))
    ActivationCode.objects.filter(subject=person.pk).update(used_at=timezone.now(), code=None)

    (batch,) = as_actor(county).get(reverse("people:codes")).context["batches"]

    assert (batch.codes, batch.used, batch.unused) == (2, 1, 1)


def test_the_pages_cost_a_fixed_number_of_queries(as_actor, django_assert_num_queries):
    county = enterprises.county_officer()
    client = as_actor(county)
    builders.person(1)
    batch = issue(county, Person.objects.get())
    address = reverse("people:code_batch", args=[batch])
    with django_assert_num_queries(7):
        client.get(address)
    people = [builders.person(number, name=f"周{number}") for number in range(2, 12)]
    more = issue(county, *people)
    with django_assert_num_queries(7):
        client.get(reverse("people:code_batch", args=[more]))
