"""Phase, overlap, seats, prerequisites: the decisions, and that the lists' SQL says the same."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from cqo.qualification.certificates.states import Level, Tier
from cqo.qualification.training.models import TrainingClass
from cqo.qualification.training.queries import phases
from cqo.qualification.training.rules.overlap import Times, clash
from cqo.qualification.training.rules.phase import Facts, Phase, phase
from cqo.qualification.training.rules.prerequisites import Learner, TrainingTerms, Unmet, holds, unmet
from cqo.qualification.training.rules.seats import left, moved
from cqo.qualification.training.states import ClassState
from cqo.qualification.training.tests import builders

NOON = datetime(2026, 4, 13, 4, tzinfo=UTC)
ASKING = TrainingTerms(advanced_after_basic=True, senior_after_advanced=True, exempt_by=("高工",))


class ThePhaseInSql(TestCase):
    @settings(max_examples=60, deadline=None)
    @given(
        state=st.sampled_from(list(ClassState)),
        opens=st.integers(-50, 50),
        open_for=st.integers(1, 50),
        starts=st.integers(-3, 3),
        days=st.integers(0, 3),
    )
    def test_is_the_phase_of_the_rule(self, state: ClassState, opens: int, open_for: int, starts: int, days: int) -> None:
        TrainingClass.objects.all().delete()
        window = NOON + timedelta(hours=opens)
        first = timezone.localdate(NOON) + timedelta(days=starts)
        of = builders.training_class(
            state=state.value,
            sign_up_from=window,
            sign_up_until=window + timedelta(hours=open_for),
            starts_date=first,
            ends_date=first + timedelta(days=days),
        )
        in_sql = TrainingClass.objects.annotate(phase=phases.expression(NOON)).values_list("phase", flat=True).get()
        assert in_sql == phases.of(of, NOON).value


def test_the_last_moment_of_sign_up_no_longer_belongs_to_it():
    facts = Facts(ClassState.ANNOUNCED, NOON, NOON + timedelta(hours=1), date(2026, 5, 1), date(2026, 5, 2))
    moments = [NOON - timedelta(seconds=1), NOON, NOON + timedelta(minutes=59), NOON + timedelta(hours=1)]
    assert [phase(facts, at=at, today=date(2026, 4, 13)) for at in moments] == [Phase.COMING, Phase.OPEN, Phase.OPEN, Phase.SHUT]


def session(hour: int, hours: int = 2) -> tuple[datetime, datetime]:
    starts = datetime(2026, 4, 13, hour, tzinfo=UTC)
    return starts, starts + timedelta(hours=hours)


@pytest.mark.parametrize(
    ("left_sessions", "right_sessions", "clashes"),
    [((), (), True), ((session(1),), (), True), ((session(1),), (session(3),), False), ((session(1),), (session(2),), True)],
)
def test_sessions_decide_where_both_have_them(left_sessions, right_sessions, clashes):
    day = date(2026, 4, 13)
    assert clash(Times(day, day, left_sessions), Times(day, day, right_sessions)) is clashes


def test_days_that_only_touch_do_not_meet_and_shared_ones_do():
    first = Times(date(2026, 4, 13), date(2026, 4, 15))
    assert [clash(first, Times(date(2026, 4, day), date(2026, 4, 20))) for day in (15, 16)] == [True, False]


def test_a_step_gives_frees_or_leaves_a_seat():
    assert [moved("submitted", "refused"), moved("waiting", "withdrawn"), moved("waiting", "submitted"), moved("accepted", "admitted")] == [
        -1,
        0,
        1,
        0,
    ]
    assert (left(seats=3, taken=1), left(seats=3, taken=3)) == (2, 0)


def test_levels_hold_the_tiers_their_place_allows():
    terms = TrainingTerms(city_holds=("advanced", "basic"))
    assert (holds(Level.COUNTY, terms), holds(Level.CITY, terms)) == ((Tier.BASIC,), (Tier.BASIC, Tier.ADVANCED))


@pytest.mark.parametrize(
    ("tier", "learner", "missing"),
    [
        (Tier.BASIC, Learner(), None),
        (Tier.ADVANCED, Learner(), Unmet(Tier.BASIC, "第九条", ("高工",))),
        (Tier.ADVANCED, Learner(held=frozenset({Tier.BASIC})), None),
        (Tier.ADVANCED, Learner(elsewhere=frozenset({Tier.SENIOR})), None),
        (Tier.ADVANCED, Learner(exemption="高工"), None),
        (Tier.ADVANCED, Learner(exemption="没有这一条"), Unmet(Tier.BASIC, "第九条", ("高工",))),
        (Tier.SENIOR, Learner(held=frozenset({Tier.BASIC})), Unmet(Tier.ADVANCED, "", ("高工",))),
    ],
)
def test_what_somebody_lacks_for_a_tier(tier, learner, missing):
    assert unmet(tier, learner, ASKING, {"advanced_after_basic": "第九条"}) == missing


def test_nothing_is_asked_where_the_rules_ask_nothing():
    assert unmet(Tier.SENIOR, Learner(), TrainingTerms()) is None
