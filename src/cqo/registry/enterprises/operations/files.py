"""Register an enterprise, amend its particulars, rename it, set its status."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.accounts import phones
from cqo.foundation.accounts.models import Organisation
from cqo.foundation.audit import operations as audit
from cqo.foundation.codes import credit_code as codes
from cqo.foundation.codes import names
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.lifecycle import reactions
from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises import indexing
from cqo.registry.enterprises.models import Enterprise, FormerName
from cqo.registry.enterprises.queries import files
from cqo.registry.enterprises.rules.size_class import size_class
from cqo.registry.enterprises.states import Filer, Status

FIRM_MAY_AMEND = frozenset(
    {"address", "contact_name", "phone", "legal_representative", "employees", "revenue_fen", "assets_fen", "industry_id"}
)
AMENDABLE = FIRM_MAY_AMEND | {"established_date"}


@dataclass(frozen=True)
class Particulars:
    """What is known of an enterprise. Money in fen; `phone` tidied; `industry` a GB/T 4754 code; `zone` a zone's key."""

    credit_code: str
    name: str
    county: str
    zone: UUID | None = None
    industry: str | None = None
    legal_representative: str = ""
    address: str = ""
    employees: int | None = None
    revenue_fen: int | None = None
    assets_fen: int | None = None
    established_date: date | None = None
    contact_name: str = ""
    phone: str = ""


def columns_of(facts: Particulars) -> dict[str, Any]:
    """The columns that hold some particulars: phone in its three forms, size class computed, name folded for matching."""
    return {
        "credit_code": facts.credit_code,
        "name": facts.name,
        "name_key": names.firm_key(facts.name),
        "city_code": divisions.city_of(facts.county),
        "county_id": facts.county,
        "zone_id": facts.zone,
        "industry_id": facts.industry,
        "legal_representative": facts.legal_representative,
        "address": facts.address,
        "employees": facts.employees,
        "revenue_fen": facts.revenue_fen,
        "assets_fen": facts.assets_fen,
        "size_class": size_of(facts.industry, employees=facts.employees, revenue_fen=facts.revenue_fen, assets_fen=facts.assets_fen),
        "established_date": facts.established_date,
        "contact_name": facts.contact_name,
        **phones.columns(facts.phone),
    }


@transaction.atomic
def register(*, facts: Particulars, by: Actor, at: datetime, code_ground: str = "") -> Enterprise:
    """Open a file for an enterprise.

    code_ground: why a historic code that fails GB 32100's check character is registered all the same (needs Can.OVERRIDE_CODE).
    Raises NotPossible: "enterprise.code_taken" (with the name that has it), "enterprise.code_wrong", "enterprise.code_in_roster", "enterprise.out_of_reach".
    """
    gate.require(by, Can.KEEP_REGISTRY)
    require_place(by, county=facts.county, zone=facts.zone)
    if codes.fault(facts.credit_code) is not None:
        if not code_ground:
            raise NotPossible("enterprise.code_wrong", code=facts.credit_code)
        gate.require(by, Can.OVERRIDE_CODE)
    taken = Enterprise.objects.filter(credit_code=facts.credit_code).first()
    if taken is not None:
        visible = files.visible().filter(pk=taken.pk).exists()
        raise NotPossible("enterprise.code_taken" if visible else "enterprise.code_in_roster", name=taken.name)
    try:
        with transaction.atomic():
            enterprise = Enterprise.objects.create(**columns_of(facts), code_ground=code_ground, recorded_at=at)
    except IntegrityError as race:
        raise NotPossible("enterprise.code_in_roster", name=facts.name) from race
    indexing.refresh([enterprise.pk])
    audit.record(
        "enterprise.registered",
        by=by,
        at=at,
        city=enterprise.city_code,
        kind="enterprise",
        key=str(enterprise.pk),
        facts={"credit_code": facts.credit_code, "county": facts.county, "override": bool(code_ground)},
    )
    return enterprise


@transaction.atomic
def amend(
    *, enterprise: Enterprise, version: int, changes: Mapping[str, Any], filer: Filer, by: Actor, at: datetime, paper: UUID | None = None
) -> None:
    """Change some particulars (keys of AMENDABLE; `phone` as a tidied number). A firm amends only its own file and only what FIRM_MAY_AMEND names.

    filer, paper: BUREAU_FOR_FIRM (代录) names the attachment with the firm's stamped paper.
    Raises NotPossible ("lifecycle.changed_meanwhile", "enterprise.paper_missing", "enterprise.merged").
    """
    gate.require(by, Can.KEEP_REGISTRY, Can.OWN_FIRM)
    _require_standing(enterprise)
    if filer == Filer.BUREAU_FOR_FIRM and paper is None:
        raise NotPossible("enterprise.paper_missing")
    allowed = AMENDABLE if by.may(Can.KEEP_REGISTRY) else FIRM_MAY_AMEND
    wanted = {column: value for column, value in changes.items() if column in allowed}
    columns: dict[str, Any] = {column: value for column, value in wanted.items() if column != "phone"}
    if "phone" in wanted:
        columns.update(phones.columns(wanted["phone"]))
    columns["size_class"] = size_of(
        columns.get("industry_id", enterprise.industry_id),
        employees=columns.get("employees", enterprise.employees),
        revenue_fen=columns.get("revenue_fen", enterprise.revenue_fen),
        assets_fen=columns.get("assets_fen", enterprise.assets_fen),
    )
    write(enterprise, version=version, columns=columns)
    indexing.refresh([enterprise.pk])
    audit.record(
        "enterprise.amended",
        by=by,
        at=at,
        city=enterprise.city_code,
        kind="enterprise",
        key=str(enterprise.pk),
        facts={"fields": sorted(wanted), "filer": filer.value, "paper": str(paper) if paper else None},
    )
    reactions.run("enterprise.amended", case=enterprise, by=by, at=at)


@transaction.atomic
def rename(*, enterprise: Enterprise, version: int, name: str, on: date, by: Actor, at: datetime) -> None:
    """The enterprise bears a new name from a day; the old one stays findable. Raises NotPossible("enterprise.same_name")."""
    gate.require(by, Can.KEEP_REGISTRY)
    _require_standing(enterprise)
    if name == enterprise.name:
        raise NotPossible("enterprise.same_name")
    old = enterprise.name
    write(enterprise, version=version, columns={"name": name, "name_key": names.firm_key(name)})
    FormerName.objects.create(enterprise=enterprise, name=old, until_date=on, recorded_at=at)
    Organisation.objects.filter(pk=enterprise.pk).update(name=name)
    indexing.refresh([enterprise.pk])
    audit.record(
        "enterprise.renamed", by=by, at=at, city=enterprise.city_code, kind="enterprise", key=str(enterprise.pk), facts={"from_day": on}
    )


@transaction.atomic
def set_status(*, enterprise: Enterprise, version: int, status: Status, on: date, by: Actor, at: datetime) -> None:
    """In operation, moved out of the city, or struck off, from a day. Raises NotPossible("enterprise.same_status")."""
    gate.require(by, Can.KEEP_REGISTRY)
    _require_standing(enterprise)
    if status == enterprise.status:
        raise NotPossible("enterprise.same_status")
    before = enterprise.status
    write(enterprise, version=version, columns={"status": status.value, "status_date": on})
    audit.record(
        "enterprise.status_set",
        by=by,
        at=at,
        city=enterprise.city_code,
        kind="enterprise",
        key=str(enterprise.pk),
        facts={"from": before, "to": status.value, "on": on},
    )


def size_of(industry: str | None, *, employees: int | None, revenue_fen: int | None, assets_fen: int | None) -> str:
    """The size class as its column holds it; empty where too little is known."""
    size = size_class(industry, employees=employees, revenue_fen=revenue_fen, assets_fen=assets_fen) if industry else None
    return size.value if size else ""


def require_place(by: Actor, *, county: str, zone: UUID | None) -> None:
    """Raise NotPossible("enterprise.out_of_reach") unless the actor's capacity reaches the county or the zone."""
    if not reaches(by, county=county, zone=zone):
        raise NotPossible("enterprise.out_of_reach")


def reaches(by: Actor, *, county: str, zone: UUID | None) -> bool:
    """Whether an official's capacity reaches a county or a zone in it."""
    reach = by.reach
    match reach.scale:
        case "everything":
            return True
        case "city" | "province":
            return county.startswith(reach.city_prefix)
        case "county":
            return county == reach.key
        case "zone":
            return zone is not None and str(zone) == reach.key
        case _:
            return False


def write(enterprise: Enterprise, *, version: int, columns: dict[str, Any]) -> None:
    """Write columns only if the file is still as the person saw it. Raises NotPossible("lifecycle.changed_meanwhile")."""
    if not Enterprise.objects.filter(pk=enterprise.pk, version=version).update(version=F("version") + 1, **columns):
        raise NotPossible("lifecycle.changed_meanwhile")
    enterprise.refresh_from_db()


def _require_standing(enterprise: Enterprise) -> None:
    if enterprise.merged_into_id is not None:
        raise NotPossible("enterprise.merged")
