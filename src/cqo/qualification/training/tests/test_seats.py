"""More sign-ups than seats in the same second, and seats freed at once: exactly as many sit as there are seats."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from cqo.qualification.training.models import Enrolment, TrainingClass
from cqo.qualification.training.operations import enrolments
from cqo.qualification.training.states import SEATED
from cqo.qualification.training.tests import builders
from cqo.qualification.training.tests.builders import AT
from cqo.registry.enterprises.tests import builders as firms
from cqo.registry.people.tests import builders as people

pytestmark = pytest.mark.django_db(transaction=True)
SEATS, WANTING = 5, 12


def all_at_once(work, things) -> list[object]:
    """Do something for each of some things, in threads that begin together."""
    together = Barrier(len(things))

    def one(thing):
        try:
            together.wait()
            return work(thing)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(things)) as threads:
        return list(threads.map(one, things))


def standing() -> tuple[int, int, int]:
    """How many sit, how many wait, how many seats are counted as taken."""
    seated = Enrolment.objects.filter(state__in=[state.value for state in SEATED]).count()
    return seated, Enrolment.objects.filter(state="waiting").count(), TrainingClass.objects.get().taken


def test_more_sign_ups_than_seats_in_the_same_second():
    firm = firms.enterprise()
    boss, of = people.firm_actor(firm), builders.training_class(seats=SEATS)
    workers = [builders.worker(number, firm) for number in range(WANTING)]
    all_at_once(lambda person: builders.enrolled(of, person, firm=firm, by=boss), workers)
    assert standing() == (SEATS, WANTING - SEATS, SEATS)


def test_seats_given_back_at_once_all_go_to_who_waits():
    firm = firms.enterprise()
    boss, of = people.firm_actor(firm), builders.training_class(seats=SEATS)
    made = [builders.enrolled(of, builders.worker(number, firm), firm=firm, by=boss) for number in range(WANTING)]
    all_at_once(lambda each: enrolments.withdraw(enrolment=each, version=1, by=boss, at=AT), made[:SEATS])
    assert standing() == (SEATS, WANTING - 2 * SEATS, SEATS)


def test_signing_up_while_others_withdraw_leaves_no_seat_empty():
    firm = firms.enterprise()
    boss, of = people.firm_actor(firm), builders.training_class(seats=SEATS)
    made = [builders.enrolled(of, builders.worker(number, firm), firm=firm, by=boss) for number in range(SEATS)]
    fresh = [builders.worker(number, firm) for number in range(SEATS, 2 * SEATS)]

    def act(thing):
        if isinstance(thing, Enrolment):
            return enrolments.withdraw(enrolment=thing, version=1, by=boss, at=AT)
        return builders.enrolled(of, thing, firm=firm, by=boss)

    all_at_once(act, [*made, *fresh])
    assert standing() == (SEATS, 0, SEATS)


def test_the_same_person_signed_up_by_two_at_once_sits_once():
    firm = firms.enterprise()
    boss, of, person = people.firm_actor(firm), builders.training_class(), builders.worker(1, firm)
    owner = people.owner(person)

    def act(by):
        try:
            return builders.enrolled(of, person, firm=firm if by.is_firm else None, by=by).state
        except enrolments.NotPossible as refused:
            return refused.code

    assert sorted(all_at_once(act, [boss, owner])) == ["enrolment.twice", "submitted"]
    assert standing() == (1, 0, 1)
