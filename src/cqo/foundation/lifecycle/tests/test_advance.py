"""Cases move along their table, one step at a time, for one of two people who press at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from cqo.foundation.access.actor import Actor, system
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import PowerMissing
from cqo.foundation.access.reach import Reach, Scale
from cqo.foundation.audit.models import Entry
from cqo.foundation.lifecycle import operations, reactions
from cqo.foundation.lifecycle.operations import advance
from cqo.foundation.lifecycle.queries import open_steps, stations
from cqo.foundation.lifecycle.states import LifeCycle, Step
from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises.models import Claim
from cqo.registry.enterprises.states import CLAIM_LIFE_CYCLE, ClaimState
from cqo.registry.enterprises.tests import builders
from cqo.registry.people.states import REQUEST_LIFE_CYCLE

AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
EVERYBODY = system("trial", city="610700")


def claim(state: ClaimState = ClaimState.SUBMITTED) -> Claim:
    """A claim that stands somewhere."""
    return Claim.objects.create(
        number=f"RL-{Claim.objects.count()}",
        city_code="610700",
        county_id="610722",
        credit_code=builders.code(1),
        enterprise_name="示例企业",
        applicant=builders.user(f"applicant{Claim.objects.count()}"),
        purpose="first",
        state=state.value,
        submitted_at=AT,
    )


def somebody(*powers: Can) -> Actor:
    """Somebody with just these powers."""
    return Actor(
        user=builders.user("somebody").pk, name="某", role=None, reach=Reach(Scale.OWN, ""), powers=frozenset(powers), city="610700"
    )


class TestAnyWalk(TestCase):
    """Whatever is pressed in whatever order."""

    @given(st.lists(st.sampled_from([step.name for step in CLAIM_LIFE_CYCLE.steps]), max_size=8))
    def test_a_case_moves_only_along_its_table(self, pressed: list[str]):
        case, expected, moves = claim(), ClaimState.SUBMITTED, 0
        for name in pressed:
            step = CLAIM_LIFE_CYCLE.step(name)
            if expected in step.sources:
                advance(case, name, version=case.version, by=EVERYBODY, at=AT)
                expected, moves = step.target, moves + 1
            else:
                with pytest.raises(NotPossible) as refused:
                    advance(case, name, version=case.version, by=EVERYBODY, at=AT)
                assert refused.value.code == "lifecycle.not_from_here"
            case.refresh_from_db()
            assert (case.state, case.version) == (expected, moves + 1)
        assert Entry.objects.filter(key=str(case.pk)).count() == moves


@pytest.mark.parametrize("table", [CLAIM_LIFE_CYCLE, REQUEST_LIFE_CYCLE])
def test_every_state_of_a_table_can_be_reached_and_none_is_unknown(table: LifeCycle):
    states = set(type(table.path[0]))
    reached = {table.path[0]} | {step.target for step in table.steps}
    assert reached == states
    assert {state for step in table.steps for state in (*step.sources, step.target)} <= states


@pytest.mark.django_db
def test_a_step_needs_its_power():
    case, clerk = claim(), somebody(Can.APPLY)
    with pytest.raises(PowerMissing):
        advance(case, "accept", version=1, by=clerk, at=AT)
    case.refresh_from_db()
    assert (case.state, case.version, Entry.objects.count()) == (ClaimState.SUBMITTED, 1, 0)


@pytest.mark.django_db
def test_a_step_of_the_system_is_nobodys(monkeypatch):
    table = LifeCycle("claim", CLAIM_LIFE_CYCLE.path, (Step("expire", (ClaimState.SUBMITTED,), ClaimState.WITHDRAWN, None),))
    monkeypatch.setattr(Claim, "LIFE_CYCLE", table)
    case, anybody = claim(), somebody(*Can)
    with pytest.raises(PowerMissing):
        advance(case, "expire", version=1, by=anybody, at=AT)
    assert open_steps(case, anybody) == []
    advance(case, "expire", version=1, by=EVERYBODY, at=AT)
    assert case.state == ClaimState.WITHDRAWN


@pytest.mark.django_db
def test_what_was_changed_meanwhile_is_not_decided():
    seen = claim()
    advance(Claim.objects.get(pk=seen.pk), "return_for_changes", version=1, by=EVERYBODY, at=AT)
    advance(Claim.objects.get(pk=seen.pk), "resubmit", version=2, by=EVERYBODY, at=AT)
    with pytest.raises(NotPossible) as refused:
        advance(seen, "accept", version=1, by=EVERYBODY, at=AT)
    seen.refresh_from_db()
    assert (refused.value.code, seen.state, seen.version) == ("lifecycle.changed_meanwhile", ClaimState.SUBMITTED, 3)


@pytest.mark.django_db
def test_the_record_says_from_where_to_where_and_columns_are_set_with_the_state():
    case = claim()
    advance(case, "refuse", version=1, by=EVERYBODY, at=AT, under="rules", facts={"basis": "art5"}, reason="缺公章")
    entry = Entry.objects.get(key=str(case.pk))
    assert (entry.event, entry.under, entry.stated) == ("claim.refuse", "rules", {"basis": "art5", "from": "submitted", "to": "refused"})
    assert Claim.objects.get(pk=case.pk).reason == "缺公章"


@pytest.fixture
def reaction():
    """One reaction to accepting a claim; the table in force is put back."""
    before = reactions.table()
    calls = []

    def react(**told):
        calls.append((told["case"].state, told["cause"], told["by"].event))
        if told["cause"].event == "broken":
            raise NotPossible("lifecycle.not_from_here")

    reactions.register({"claim.accept": [react]})
    yield calls
    reactions.register(before)


@pytest.mark.django_db
def test_reactions_run_as_the_system_because_of_the_event(reaction):
    advance(claim(), "accept", version=1, by=EVERYBODY, at=AT)
    assert reaction == [("accepted", EVERYBODY, "claim.accept")]


@pytest.mark.django_db
def test_a_reaction_that_fails_takes_the_step_back(reaction):
    case = claim()
    with pytest.raises(NotPossible):
        advance(case, "accept", version=1, by=system("broken", city="610700"), at=AT)
    case.refresh_from_db()
    assert (case.state, case.version, Entry.objects.count()) == (ClaimState.SUBMITTED, 1, 0)


@pytest.mark.django_db(transaction=True)
def test_of_two_clerks_who_press_at_once_one_wins():
    case = claim()
    both_ready = Barrier(4)

    def press(step: str) -> str:
        mine = Claim.objects.get(pk=case.pk)
        both_ready.wait(timeout=20)
        try:
            with transaction.atomic():
                operations.advance(mine, step, version=1, by=EVERYBODY, at=AT)
        except NotPossible as refused:
            return refused.code
        finally:
            connection.close()
        return "won"

    with ThreadPoolExecutor(4) as clerks:
        outcomes = list(clerks.map(press, ["accept", "refuse", "accept", "return_for_changes"]))
    case.refresh_from_db()
    assert sorted(outcomes) == ["lifecycle.changed_meanwhile"] * 3 + ["won"]
    assert (case.version, Entry.objects.filter(key=str(case.pk)).count()) == (2, 1)


@pytest.mark.django_db
def test_the_step_bar_shows_where_the_straight_line_was_left():
    assert [(each.state, each.place) for each in stations(claim())] == [("submitted", "now"), ("accepted", "ahead")]
    assert [(each.state, each.place) for each in stations(claim(ClaimState.ACCEPTED))] == [("submitted", "done"), ("accepted", "done")]
    assert [(each.state, each.place) for each in stations(claim(ClaimState.REFUSED))] == [("submitted", "done"), ("refused", "now")]
