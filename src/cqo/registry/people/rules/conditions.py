"""Who may be appointed: years in quality work, schooling or a title in its place, and grounds that bar. No Django.

The terms differ by city (Nantong: 3 years and college or a quality title; Hubei: 3 years and bachelor or a title of middle rank;
Zhangzhou: by the enterprise's size), so they are provisions; this module only decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cqo.registry.people.states import Education

LARGER_SIZES = frozenset({"large", "medium"})
_LADDER = list(Education)


class Ground(StrEnum):
    """What bars from the office (the five grounds of Nantong's measure, Art. 6)."""

    QUALITY_FAILURE = "quality_failure"
    IMPROPER_GAIN = "improper_gain"
    ABUSE_OF_POWER = "abuse_of_power"
    LEAKED_SECRETS = "leaked_secrets"
    OTHER_HARM = "other_harm"


@dataclass(frozen=True)
class ConditionTerms:
    """The conditions of a place.

    years_large, education_large: for large and medium enterprises; None: the general condition.
    years_small, education_small: for small and micro enterprises; None: the general condition.
    title_words: a title that contains one of these words stands in for schooling, unless it contains one of title_words_not.
    barred_by: the grounds that bar.
    """

    years_in_quality: int = 3
    education_least: str | None = Education.COLLEGE.value
    title_words: tuple[str, ...] = ()
    title_words_not: tuple[str, ...] = ("助理",)
    years_large: int | None = None
    education_large: str | None = None
    years_small: int | None = None
    education_small: str | None = None
    barred_by: tuple[str, ...] = tuple(ground.value for ground in Ground)


@dataclass(frozen=True)
class ConditionFacts:
    """What is known of a person: whole years in quality work, schooling, title as written, the enterprise's size class, grounds."""

    years_in_quality: int | None = None
    education: Education | None = None
    title: str = ""
    size_class: str = ""
    grounds: frozenset[Ground] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Unmet:
    """A condition that is not met: its code, what the person has (None: not known), what is needed, and the article that says so."""

    code: str
    has: int | str | None
    needs: int | str
    article: str = ""


def unmet(facts: ConditionFacts, terms: ConditionTerms, articles: Mapping[str, str] | None = None) -> list[Unmet]:
    """Every condition a person does not meet; an empty list means eligible. `articles` are those of the edition the terms come from."""
    places = articles or {}
    missing = []
    term = _term(facts.size_class, "years", terms)
    years: int = getattr(terms, term)
    if years and (facts.years_in_quality is None or facts.years_in_quality < years):
        missing.append(Unmet("condition.years_in_quality", facts.years_in_quality, years, places.get(term, "")))
    term = _term(facts.size_class, "education", terms)
    education: str | None = getattr(terms, term)
    if education and not _schooled(facts.education, education) and not stands_for_schooling(facts.title, terms):
        missing.append(Unmet("condition.education", facts.education.value if facts.education else None, education, places.get(term, "")))
    missing.extend(
        Unmet("condition.barred", ground.value, "", places.get("barred_by", ""))
        for ground in Ground
        if ground in facts.grounds and ground.value in terms.barred_by
    )
    return missing


def stands_for_schooling(title: str, terms: ConditionTerms) -> bool:
    """Whether a title as written may stand in for the schooling that is asked for."""
    return any(word in title for word in terms.title_words) and not any(word in title for word in terms.title_words_not)


def _term(size_class: str, condition: str, terms: ConditionTerms) -> str:
    """The term that applies to an enterprise of a size class: its own where the place has set one, else the general."""
    general = {"years": "years_in_quality", "education": "education_least"}[condition]
    own = f"{condition}_{'large' if size_class in LARGER_SIZES else 'small'}"
    return own if size_class and getattr(terms, own) is not None else general


def _schooled(has: Education | None, least: str) -> bool:
    return has is not None and _LADDER.index(has) >= _LADDER.index(Education(least))
