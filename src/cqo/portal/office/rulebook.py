"""What the pages of provisions show: rules in words, with where they come from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.reach import Scale
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.look.templatetags.look import day
from cqo.foundation.provisions import queries, rules, subjects, wording
from cqo.foundation.provisions.queries import Difference, Edition


@dataclass(frozen=True)
class Line:
    """One term in words."""

    label: str
    value: str
    unit: str
    article: str


@dataclass(frozen=True)
class Pair:
    """One term of two editions in words."""

    label: str
    left: str
    right: str
    left_article: str
    right_article: str
    differs: bool


@dataclass(frozen=True)
class Chapter:
    """A subject in the list: the edition in force, and the one to come, if any."""

    key: str
    title: str
    edition: Edition[Any]
    source: str
    coming: Edition[Any] | None


def home(actor: Actor) -> str:
    """The division whose rules somebody sees first: the own place; a zone's city."""
    own = actor.reach.key if actor.reach.scale in (Scale.PROVINCE, Scale.CITY, Scale.COUNTY) else actor.city
    return own or str(settings.HOME_DIVISION)


def place_named(code: str) -> str | None:
    """The name of a division or of the platform's defaults; None for a code that is neither."""
    if code == rules.NATION:
        return _("平台默认值")
    try:
        return divisions.name_of(code)
    except KeyError:
        return None


def place_choices(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Divisions to choose from, by code, each with its ancestors' names."""
    return [(code, _("平台默认值") if code == rules.NATION else divisions.path(code)) for code in sorted(set(codes))]


def source(edition: Edition[Any], place: str) -> str:
    """Where an edition comes from, seen from a place: its own, the city's, the province's, the platform's."""
    if edition.is_default:
        return _("平台默认值（本地未作规定）")
    if edition.division_code == place:
        return _("本地规定")
    return _("%(place)s的规定，适用于本地") % {"place": divisions.name_of(edition.division_code)}


def document(edition: Edition[Any]) -> str:
    """An edition's paper in one line: 《办法》（文号，印发日期）."""
    if edition.is_default:
        return _("平台默认值，没有文件依据")
    paper = edition.document
    return _("《%(title)s》（%(number)s，%(issued)s印发）") % {
        "title": paper.title,
        "number": paper.number,
        "issued": day(paper.issued_date),
    }


def span(edition: Edition[Any]) -> str:
    """From when until when an edition holds."""
    if edition.is_default:
        return ""
    if edition.valid_to is None:
        return _("%(first)s起施行") % {"first": day(edition.valid_from)}
    return _("%(first)s至%(last)s施行") % {"first": day(edition.valid_from), "last": day(edition.valid_to)}


def chapters(place: str, on: date) -> list[Chapter]:
    """Every subject with its edition in force in a place. Two queries."""
    coming = queries.coming(place, on)
    found = []
    for edition in queries.all_in_force(place, on):
        title = str(subjects.get(edition.subject).title)
        found.append(Chapter(edition.subject, title, edition, source(edition, place), coming.get(edition.subject)))
    return found


def lines(edition: Edition[Any]) -> list[Line]:
    """The terms of an edition in words."""
    found = []
    for term in subjects.terms_of(subjects.get(edition.subject)):
        value = getattr(edition.terms, term.name)
        unit = str(term.unit) if value is not None else ""
        found.append(Line(str(term.label), wording.say(term, value), unit, edition.articles.get(term.name, "")))
    return found


def pairs(differences: Iterable[Difference]) -> list[Pair]:
    """Two editions side by side in words."""
    return [
        Pair(
            label=str(each.term.label),
            left=_with_unit(each, each.left),
            right=_with_unit(each, each.right),
            left_article=each.left_article,
            right_article=each.right_article,
            differs=each.differs,
        )
        for each in differences
    ]


def _with_unit(each: Difference, value: Any) -> str:
    said = wording.say(each.term, value)
    return f"{said} {each.term.unit}" if each.term.unit and value is not None else said
