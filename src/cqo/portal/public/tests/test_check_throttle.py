"""Guessing is slowed down; a right code never is."""

import pytest

from cqo.portal.public.check import counter
from cqo.portal.public.check.throttle import Throttle, household
from cqo.portal.public.tests.checks import door, path, request, scanned, typed
from cqo.qualification.certificates.tests.builders import CODE, certificate
from cqo.registry.people.tests import builders as people


@pytest.fixture
def made(db):
    return certificate(people.person(1, name="欧阳晓明"))


def test_three_hundred_people_behind_one_address_scan_right_codes(made):
    here = door()
    assert {scanned(here, made)["status"] for _ in range(300)} == {200}


def test_a_right_code_passes_however_many_wrong_ones_came_before(made):
    here = door()
    for place in range(counter.WRONG_FROM_AN_ADDRESS + 5):
        answer = here.answer(request(path(made, f"B{place:07d}")))
    assert answer.status == 429
    assert answer.more == ((b"retry-after", b"600"),)
    assert "查验过于频繁".encode() in answer.body
    assert scanned(here, made)["status"] == 200
    assert typed(here, made.number, CODE).status == 200


def test_names_are_no_longer_looked_up_after_too_many_wrong_ones_from_an_address(made):
    here, others = door(), [certificate(people.person(place, name="某某")) for place in range(2, 6)]
    for place in range(counter.WRONG_FROM_AN_ADDRESS):
        typed(here, others[place % 4].number, f"张{place}")
    assert typed(here, made.number, "欧阳晓明").status == 429
    assert typed(here, made.number, "欧阳晓明", address="203.0.113.10").status == 200


def test_names_are_no_longer_looked_up_after_too_many_wrong_ones_for_a_certificate(made):
    here = door()
    for place in range(counter.WRONG_FOR_A_NUMBER):
        assert typed(here, made.number.lower(), f"张{place}", address=f"203.0.113.{place}").status == 404
    assert typed(here, made.number, "欧阳晓明", address="198.51.100.1").status == 429
    assert scanned(here, made)["status"] == 200


def test_slips_are_no_guesses(made):
    here = door()
    slipped = made.number[:-1] + ("A" if made.number[-1] != "A" else "B")
    for _ in range(counter.WRONG_FROM_AN_ADDRESS + 1):
        assert typed(here, slipped, "欧阳晓明").status == 404
    assert typed(here, made.number, "欧阳晓明").status == 200


def test_a_count_ends_with_its_time():
    counts = Throttle(most=2, seconds=60)
    for at in (0, 1):
        counts.note("k", at=at)
    assert counts.is_full("k", at=59)
    assert not counts.is_full("k", at=60)
    counts.note("k", at=61)
    assert not counts.is_full("k", at=61)


def test_the_oldest_counts_give_way():
    counts = Throttle(most=1, seconds=60, keys=2)
    for key in "abc":
        counts.note(key, at=0)
    assert [counts.is_full(key, at=1) for key in "abc"] == [False, True, True]


def test_neighbours_of_one_ipv6_network_count_as_one():
    assert household("2001:db8::1") == household("2001:db8::2")
    assert household("2001:db8:0:1::1") != household("2001:db8::1")
    assert household("203.0.113.1") != household("203.0.113.2")
    assert household("unix:") == "unix:"
