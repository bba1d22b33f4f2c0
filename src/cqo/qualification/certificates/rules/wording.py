"""What may stand on a certificate, and what would make it look like something it is not. No Django.

Training certificates must not pass for vocational qualifications (国家职业资格目录; 人社部发〔2021〕102号 on clearing up 职业技能培训和评价 certificates), and the
emblem and drawn seals are refused (国徽法 Art. 13; 国务院关于国家行政机关和企业事业单位社会团体印章管理的规定): the bureau stamps by hand.
"""

import re
import string
import unicodedata

FORBIDDEN = ("职业资格", "执业", "中华人民共和国", "全国", "国徽")
PLACEHOLDERS = frozenset({"holder", "id_type", "id_number", "employer", "class", "tier", "hours", "score", "issued", "expires", "county"})
ISSUER_PLACEHOLDERS = frozenset({"county"})
DEFAULT_TITLE = "首席质量官任职培训合格证书"
QUALIFICATION_TITLE = "资格证书"
DEFAULT_BODY = "{holder}（{id_type} {id_number}）参加{class}，完成{hours}学时，考核合格，特发此证。"

_DRAWN = re.compile(r"<\s*(?:svg|img|image)|data:image|#\s*image|\bimage\s*\(", re.IGNORECASE)


def forbidden_in(text: str) -> str:
    """The first thing in a text that must not stand on a certificate, "" where there is none.

    Spaces, separators, full-width letters and invisible characters between two signs hide nothing. Pictures, and signs that draw a star,
    a seal or an emblem (★ ㊞ ☭), are refused by the sign.

    >>> forbidden_in("全　国首席质量官职 业·资格证书"), forbidden_in("首席质量官任职培训合格证书★"), forbidden_in("合格证书")
    ('职业资格', '★', '')
    """
    drawn = next((sign for sign in text if unicodedata.category(sign) in ("So", "Co", "Cs")), "")
    if drawn:
        return drawn
    if found := _DRAWN.search(text):
        return found.group()
    plain = "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign)[0] in "LN")
    return next((word for word in FORBIDDEN if word in plain), "")


def needs_confirmation(title: str) -> bool:
    """Whether a title claims a qualification (资格证书): allowed where the bureau chooses it and says so."""
    return "资格" in "".join(title.split())


def unknown_placeholder(text: str, known: frozenset[str] = PLACEHOLDERS) -> str:
    """The first placeholder that nothing fills in, "{" for braces that do not close, "" where all are known."""
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return "{"
    return next(
        ("{" + name + "}" for _before, name, spec, turned in parts if name is not None and (name not in known or spec or turned)), ""
    )


def filled(text: str, values: dict[str, str]) -> str:
    """A body with its placeholders filled in."""
    return text.format_map(values)
