"""What is printed on a certificate, as the templates of `typst/` take it."""

from collections.abc import Mapping
from typing import Any

from cqo.foundation.codes.documents import Kind
from cqo.foundation.divisions import queries as divisions
from cqo.qualification.certificates import addresses
from cqo.qualification.certificates.models import Certificate, Template
from cqo.qualification.certificates.rules import wording as rules
from cqo.qualification.certificates.states import Tier
from cqo.qualification.certificates.wording import PRINTED, PRINTED_TIERS
from cqo.registry.people.wording import DOCUMENTS


def of(certificate: Certificate, template: Template, *, background: bool = True) -> Mapping[str, Any]:
    """The data of one certificate. `background`: the frame, which stock has already."""
    tier = Tier(certificate.tier)
    expires = _day(certificate.expires_date)
    return {
        "background": background,
        "title": certificate.title,
        "tier": PRINTED["tier"].format(tier=PRINTED_TIERS[tier]),
        "body": rules.filled(template.body, _values(certificate)),
        "validity": PRINTED["validity"].format(issued=_day(certificate.issued_date), expires=expires) if expires else "",
        "official_label": PRINTED["official_number"],
        "official_number": certificate.official_number,
        "number_label": PRINTED["number"],
        "number": certificate.number,
        "code_label": PRINTED["check_code"],
        "check_code": certificate.check_code,
        "check_says": PRINTED["check"],
        "check_url": addresses.check_url(certificate),
        "issuer": certificate.issuer,
        "issued": _day(certificate.issued_date),
    }


def _values(certificate: Certificate) -> dict[str, str]:
    score = certificate.score_tenths
    return {
        "holder": certificate.holder_name,
        "id_type": _document(certificate.id_type),
        "id_number": certificate.id_masked,
        "employer": certificate.employer,
        "class": certificate.class_title,
        "tier": PRINTED_TIERS[Tier(certificate.tier)],
        "hours": _tenths(certificate.hours_tenths),
        "score": _tenths(score) if score is not None else "",
        "issued": _day(certificate.issued_date),
        "expires": _day(certificate.expires_date),
        "county": divisions.name_of(certificate.county_code),
    }


def _document(kind: str) -> str:
    from django.utils import translation

    with translation.override("zh-hans"):
        return str(DOCUMENTS[Kind(kind)]) if kind else ""


def _tenths(value: int) -> str:
    return f"{value / 10:g}"


def _day(value: Any) -> str:
    return f"{value.year}年{value.month}月{value.day}日" if value else ""
