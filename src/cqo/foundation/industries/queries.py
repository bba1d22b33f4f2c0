"""Reads of the list of industries, answered from memory: it changes with a release only."""

from collections.abc import Sequence
from functools import lru_cache

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from cqo.foundation.industries import loading
from cqo.foundation.industries.models import Industry
from cqo.foundation.industries.rules import Names


def named(text: str) -> str | None:
    """The code of the section or division a text names; None if it names none, or could mean several.

    Understood are codes ("C37", "37", "3714", "C3714 …"), names of GB/T 4754 and their usual short forms (食品制造, 化工).
    """
    return _names().find(text)


def name_of(code: str) -> str:
    """The name of a section or division in the language of the page. Raises KeyError for an unknown code."""
    chinese, english = _list()[code]
    return english if (get_language() or "").startswith("en") else chinese


def sections() -> QuerySet[Industry]:
    """The 20 sections, by letter."""
    return Industry.objects.filter(section__isnull=True).order_by("code")


def within(code: str) -> QuerySet[Industry]:
    """A section with its divisions, or one division, by code; empty for an unknown code."""
    return Industry.objects.filter(Q(code=code) | Q(section=code)).order_by("code")


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """All divisions under their sections, for a select, in the language of the page.

    As in [("C 制造业", [("C13", "C13 农副食品加工业"), …]), …].
    """
    return list(_choices(get_language() or ""))


@lru_cache(maxsize=8)
def _choices(_language: str) -> Sequence[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for code in sorted(_list()):
        if len(code) > 1:
            groups.setdefault(code[0], []).append((code, f"{code} {name_of(code)}"))
    return [(f"{section} {name_of(section)}", divisions) for section, divisions in groups.items()]


@lru_cache(maxsize=1)
def _list() -> dict[str, tuple[str, str]]:
    return {code: (name, name_en) for code, name, name_en in Industry.objects.values_list("code", "name", "name_en")}


@lru_cache(maxsize=1)
def _names() -> Names:
    aliases = [(row["name"], row["code"]) for row in loading.rows_of("aliases.csv")]
    return Names({code: chinese for code, (chinese, _) in _list().items()}, aliases)
