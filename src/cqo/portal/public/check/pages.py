"""Writes the answer to a check, as a page or as JSON.

A page is a Django template rendered once for each language and verdict; what differs from check to check is put in, escaped, without the template engine.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from html import escape
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from cqo.foundation.look.templatetags.look import SHANGHAI, day
from cqo.portal.public.wording import HEADLINES, SAYS
from cqo.qualification.certificates.change_words import GROUNDS
from cqo.qualification.certificates.rules.checks import FOUND, Finding, Verdict
from cqo.qualification.certificates.states import Ground, Level, Tier
from cqo.qualification.certificates.wording import LEVELS, TIERS

LOOKS = {
    Verdict.VALID: "ok",
    Verdict.EXPIRED: "wait",
    Verdict.SUSPENDED: "wait",
    Verdict.CANCELLED: "plain",
    Verdict.REVOKED: "stop",
    Verdict.REPLACED: "info",
    Verdict.VOID: "stop",
    Verdict.EXTERNAL: "info",
    Verdict.NOT_FOUND: "stop",
    Verdict.SLIP: "wait",
    Verdict.TOO_OFTEN: "wait",
    Verdict.UNKNOWN: "wait",
}
STATUS_CODES = {Verdict.NOT_FOUND: 404, Verdict.SLIP: 404, Verdict.TOO_OFTEN: 429, Verdict.UNKNOWN: 503}
_SLOT = re.compile(r"@@(\w+)@@")
Slots = Sequence[str]


@dataclass(frozen=True)
class Words:
    """The words of a language that stand beside what differs."""

    labels: Mapping[str, str]
    tiers: Mapping[str, str]
    levels: Mapping[str, str]
    grounds: Mapping[str, str]
    headlines: Mapping[str, str]
    lasting: str
    hours: str


def status_code(finding: Finding) -> int:
    """The HTTP status of an answer."""
    return STATUS_CODES.get(finding.verdict, 200)


def page(finding: Finding, *, language: str, here: str, care: bool, at: datetime, number: str = "") -> bytes:
    """The page of a verdict. here: the address that a switch of language keeps; number: as typed, kept in the form where nothing was found."""
    words = _words(language)
    slots = {
        "facts": _facts(finding, words, language),
        "since": _day(finding.since, language),
        "basis": escape(finding.legal_basis) or "—",
        "ground": escape(words.grounds.get(finding.ground, "")) or "—",
        "issuer": escape(finding.issuer),
        "new": escape(_address(finding.new_number, finding.new_code)),
        "moment": _moment(at, language),
        "number": "" if finding.verdict in FOUND else escape(number[:80]),
        "mistake": "",
    }
    return _filled(_skeleton(language, finding.verdict.value, bool(finding.new_number)), slots, here=here, care=care)


def form(*, language: str, here: str, care: bool, number: str = "", mistake: str = "") -> bytes:
    """The page with the form alone; what was typed as the number stays. mistake: a sentence, in the page's language."""
    told = f'<p class="mistake" id="mistake" role="alert">{escape(mistake)}</p>' if mistake else ""
    return _filled(_skeleton(language, "", False), {"number": escape(number[:80]), "mistake": told}, here=here, care=care)


def document(finding: Finding, *, at: datetime) -> bytes:
    """The answer for machines. Words are Chinese, as on the certificate; codes are stable."""
    words = _words("zh-hans")
    answer: dict[str, Any] = {
        "verdict": finding.verdict.value,
        "says": words.headlines[finding.verdict.value],
        "checked_at": at.isoformat(timespec="seconds"),
    }
    if finding.verdict in FOUND:
        answer |= {
            "number": finding.number,
            "official_number": finding.official_number,
            "holder": finding.holder,
            "tier": finding.tier,
            "level": finding.level,
            "title": finding.title,
            "issuer": finding.issuer,
            "class_title": finding.class_title,
            "hours": None if finding.hours_tenths is None else finding.hours_tenths / 10,
            "issued_date": finding.issued_date,
            "expires_date": finding.expires_date,
            "since": finding.since,
        }
    if finding.ground:
        answer |= {"ground": finding.ground, "legal_basis": finding.legal_basis}
    if finding.new_number:
        answer |= {"replaced_by": _address(finding.new_number, finding.new_code) + ".json"}
    return json.dumps(answer, ensure_ascii=False, default=str).encode()


def _filled(skeleton: Slots, slots: Mapping[str, str], *, here: str, care: bool) -> bytes:
    """Texts and slots take turns in a skeleton, beginning with a text."""
    filled = {**slots, "here": escape(quote(here, safe="/-.", errors="replace")), "care": "care" if care else ""}
    pieces = list(skeleton)
    pieces[1::2] = [filled.get(name, "") for name in skeleton[1::2]]
    return "".join(pieces).encode("utf-8", "replace")


@cache
def _skeleton(language: str, verdict: str, has_successor: bool) -> Slots:
    """A page with @@name@@ wherever something is put in later."""
    with translation.override(language):
        html = render_to_string(
            "public/check.html",
            {
                "verdict": verdict,
                "look": LOOKS[Verdict(verdict)] if verdict else "",
                "headline": HEADLINES[Verdict(verdict)] if verdict else "",
                "says": SAYS[Verdict(verdict)] if verdict else "",
                "found": verdict in FOUND,
                "has_successor": has_successor,
                "owner": settings.PORTAL_OWNER,
                "contact": settings.PORTAL_CONTACT,
                "language": language,
            },
        )
    return _SLOT.split(re.sub(r"\n\s+", "\n", html))


@cache
def _words(language: str) -> Words:
    with translation.override(language):
        labels = {
            "holder": _("持证人"),
            "title": _("证书名称"),
            "tier": _("等级"),
            "class_title": _("培训班次"),
            "hours": _("学时"),
            "issuer": _("发证机关"),
            "official_number": _("证书编号"),
            "number": _("平台编号"),
            "issued_date": _("发证日期"),
            "expires_date": _("有效期至"),
        }
        return Words(
            labels=labels,
            tiers={tier.value: str(TIERS[tier]) for tier in Tier},
            levels={level.value: str(LEVELS[level]) for level in Level},
            grounds={ground.value: str(GROUNDS[ground]) for ground in Ground},
            headlines={verdict.value: str(HEADLINES[verdict]) for verdict in Verdict},
            lasting=_("长期有效"),
            hours=_("%(hours)s 学时"),
        )


def _facts(finding: Finding, words: Words, language: str) -> str:
    """The rows of the table, in the order in which somebody compares them with the paper."""
    if finding.verdict not in FOUND:
        return ""
    is_own = finding.verdict != Verdict.EXTERNAL
    tier = " · ".join(filter(None, (words.tiers.get(finding.tier, ""), words.levels.get(finding.level, ""))))
    ends = _day(finding.expires_date, language) or (words.lasting if is_own else "")
    rows = (
        ("holder", finding.holder),
        ("title", finding.title),
        ("tier", tier),
        ("official_number", finding.official_number),
        ("issuer", finding.issuer),
        ("issued_date", _day(finding.issued_date, language)),
        ("expires_date", ends),
        ("class_title", finding.class_title),
        ("hours", _hours(finding.hours_tenths, words)),
        ("number", finding.number),
    )
    return "".join(f"<div><dt>{words.labels[name]}</dt><dd>{escape(value)}</dd></div>" for name, value in rows if value)


def _hours(tenths: int | None, words: Words) -> str:
    return "" if tenths is None else words.hours % {"hours": f"{tenths / 10:g}"}


def _day(value: date | None, language: str) -> str:
    with translation.override(language):
        return day(value)


def _moment(at: datetime, language: str) -> str:
    there = at.astimezone(SHANGHAI)
    return f"{_day(there.date(), language)} {there:%H:%M}"


def _address(number: str, code: str) -> str:
    return f"/c/{quote(number)}/{quote(code)}" if number else ""
