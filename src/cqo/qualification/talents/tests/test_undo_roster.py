"""A roster is not taken back once somebody it brought was certified or entered."""

import pytest

from cqo.foundation.refusal import NotPossible
from cqo.qualification.certificates.states import Tier
from cqo.qualification.talents.models import Talent
from cqo.qualification.talents.operations import entry
from cqo.qualification.talents.tests import builders
from cqo.registry.people.models import ExternalCertificate, Person
from cqo.registry.people.tests.test_roster_people import AT, CLASS, FIRM, city_officer, enterprises, officer, published, roster, undone

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch():
    enterprises.enterprise(1, name=FIRM)
    return published(roster(officer(1)), by=city_officer(), kind="people", **CLASS)


def test_not_once_somebody_of_it_was_certified(batch):
    builders.certificate(Person.objects.get())

    with pytest.raises(NotPossible) as refused:
        undone(batch, by=builders.enterprises.county_officer())

    assert refused.value.code == "intake.people_in_use"


def test_not_once_somebody_known_before_was_entered_on_a_certificate_of_it():
    enterprises.enterprise(1, name=FIRM)
    builders.people.person(1, name="赵晓1燕")
    by = city_officer()
    batch = published(roster(officer(1)), by=by, kind="people", **CLASS)
    held = ExternalCertificate.objects.get()
    entry.enter_by_external(certificate=held, tier=Tier.BASIC, ground="名册", by=by, at=AT)

    with pytest.raises(NotPossible) as refused:
        undone(batch, by=by)

    assert (refused.value.code, Talent.objects.count()) == ("intake.people_in_use", 1)
