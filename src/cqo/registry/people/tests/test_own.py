"""What is about a person is theirs by whichever of their files they sign in with, before and after files are merged."""

import pytest

from cqo.registry.enterprises.models import Enterprise
from cqo.registry.enterprises.tests.builders import AT, enterprise
from cqo.registry.people.models import Employment, Person
from cqo.registry.people.queries import files
from cqo.registry.people.tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm() -> Enterprise:
    return enterprise()


def job(person: Person, firm: Enterprise) -> Employment:
    return Employment.objects.create(person=person, enterprise=firm, recorded_at=AT)


@pytest.mark.parametrize(("signs_in", "stands_on"), [("kept", "kept"), ("kept", "merged"), ("merged", "merged"), ("merged", "kept")])
def test_a_row_is_found_by_the_sign_in_of_either_file(signs_in: str, stands_on: str, firm: Enterprise):
    kept, merged, stranger = builders.person(1), builders.person(2), builders.person(3)
    Person.objects.filter(pk=merged.pk).update(merged_into=kept)
    of = {"kept": kept, "merged": merged}
    user = builders.owner(of[signs_in]).user
    builders.owner(stranger, "stranger")
    row = job(of[stands_on], firm)
    job(stranger, firm)
    assert list(Employment.objects.filter(files.own(user))) == [row]
    assert Employment.objects.annotate(owner=files.sign_in()).get(pk=row.pk).owner == user


def test_nobody_signs_in_for_a_file_without_an_account(firm: Enterprise):
    row = job(builders.person(1), firm)
    assert Employment.objects.annotate(owner=files.sign_in()).get(pk=row.pk).owner is None
