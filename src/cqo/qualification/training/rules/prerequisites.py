"""Which level of bureau may hold which tier, and what somebody must hold before they may learn the next tier. No Django.

A city sets both (subject "training"). A prerequisite that begins on a set day is an edition of the rules that begins on that day: until then, and in
a city that has never held a basic class, the next tier asks for nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cqo.qualification.certificates.states import Level, Tier

LADDER = (Tier.BASIC, Tier.ADVANCED, Tier.SENIOR)


@dataclass(frozen=True)
class TrainingTerms:
    """county_holds, city_holds, province_holds: the tiers a level may hold. advanced_after_basic, senior_after_advanced: whether a tier asks for the
    certificate of the one below. exempt_by: what exempts from that, one ground a line; none: nothing does. elsewhere_counts: whether certificates
    from elsewhere count.
    """

    county_holds: tuple[str, ...] = (Tier.BASIC.value,)
    city_holds: tuple[str, ...] = (Tier.ADVANCED.value,)
    province_holds: tuple[str, ...] = (Tier.SENIOR.value,)
    advanced_after_basic: bool = False
    senior_after_advanced: bool = False
    exempt_by: tuple[str, ...] = ()
    elsewhere_counts: bool = True


def holds(level: Level, terms: TrainingTerms) -> tuple[Tier, ...]:
    """The tiers that a level of bureau may hold, lowest first."""
    allowed = {Level.COUNTY: terms.county_holds, Level.CITY: terms.city_holds, Level.PROVINCE: terms.province_holds}[level]
    return tuple(tier for tier in LADDER if tier.value in allowed)


@dataclass(frozen=True)
class Learner:
    """What somebody holds: tiers of certificates issued here, tiers of certificates from elsewhere, and the ground of exemption they name ("": none)."""

    held: frozenset[Tier] = field(default_factory=frozenset)
    elsewhere: frozenset[Tier] = field(default_factory=frozenset)
    exemption: str = ""


@dataclass(frozen=True)
class Unmet:
    """A certificate that is asked for and not held: of which tier, by which article, and the grounds that would exempt from it."""

    needs: Tier
    article: str
    exempt_by: tuple[str, ...]


def unmet(tier: Tier, learner: Learner, terms: TrainingTerms, articles: Mapping[str, str] | None = None) -> Unmet | None:
    """What somebody lacks for a class of a tier; None where nothing is missing. A higher certificate stands for a lower one."""
    term = {Tier.ADVANCED: "advanced_after_basic", Tier.SENIOR: "senior_after_advanced"}.get(tier)
    if term is None or not getattr(terms, term):
        return None
    needs = LADDER[LADDER.index(tier) - 1]
    counted = learner.held | (learner.elsewhere if terms.elsewhere_counts else frozenset())
    if any(LADDER.index(each) >= LADDER.index(needs) for each in counted) or learner.exemption in terms.exempt_by:
        return None
    return Unmet(needs, (articles or {}).get(term, ""), terms.exempt_by)
