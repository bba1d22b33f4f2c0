"""Claims by a stamped letter of authority: submit, return once with everything that is missing, accept, refuse."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.operations import firms
from cqo.foundation.accounts.models import User
from cqo.foundation.accounts.operations import codes
from cqo.foundation.accounts.states import CodeKind, Role
from cqo.foundation.audit import operations as audit
from cqo.foundation.codes import credit_code as credit_codes
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.documents import operations as documents
from cqo.foundation.documents.operations import Upload
from cqo.foundation.inbox import operations as inbox
from cqo.foundation.lifecycle import numbers
from cqo.foundation.lifecycle.operations import advance
from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises.models import Claim, Enterprise
from cqo.registry.enterprises.operations.slips import organisation_of
from cqo.registry.enterprises.queries import files
from cqo.registry.enterprises.states import ClaimPurpose


@transaction.atomic
def submit(
    *,
    credit_code: str,
    name: str,
    county: str,
    purpose: ClaimPurpose,
    applicant: User,
    due: date | None,
    under: UUID | None,
    by: Actor,
    at: datetime,
) -> Claim:
    """Ask to act for a firm. A firm that is in the registry is taken with its own name and county, whatever was typed.

    due: the day by which the county answers, counted in working days from the rules `under`.
    Raises NotPossible: "claim.open_already", "enterprise.code_wrong".
    """
    if credit_codes.fault(credit_code) is not None:
        raise NotPossible("enterprise.code_wrong", code=credit_code)
    enterprise = files.by_credit_code(credit_code)
    place = enterprise.county_id if enterprise else county
    city = divisions.city_of(place)
    try:
        with transaction.atomic():
            claim = Claim.objects.create(
                number=numbers.draw(kind="RL", city=city, at=at),
                city_code=city,
                county_id=place,
                zone_id=enterprise.zone_id if enterprise else None,
                enterprise=enterprise,
                credit_code=credit_code,
                enterprise_name=enterprise.name if enterprise else name,
                applicant=applicant,
                purpose=purpose.value,
                provision=under,
                due_date=due,
                submitted_at=at,
            )
    except IntegrityError as open_one:
        raise NotPossible("claim.open_already") from open_one
    audit.record(
        "claim.submitted",
        by=by,
        at=at,
        city=city,
        kind="claim",
        key=str(claim.pk),
        facts={"credit_code": credit_code, "purpose": purpose.value},
    )
    return claim


@transaction.atomic
def return_for_changes(*, claim: Claim, version: int, reason: str, by: Actor, at: datetime) -> None:
    """Send a claim back once, with everything that is missing (一次性告知)."""
    advance(claim, "return_for_changes", version=version, by=by, at=at, under=str(claim.provision or ""), reason=reason, decided_at=at)
    _tell(claim, "claim.returned", by=by, at=at)


@transaction.atomic
def resubmit(*, claim: Claim, version: int, letter: Upload | None = None, by: Actor, at: datetime) -> None:
    """The applicant has mended the claim, perhaps with a further letter. Raises NotPossible("claim.not_yours") for anybody else."""
    _require_own(claim, by)
    advance(claim, "resubmit", version=version, by=by, at=at, reason="", submitted_at=at)
    if letter is not None:
        documents.attach(kind="claim", key=claim.pk, purpose="letter", upload=letter, city=claim.city_code, by=by, at=at)


@transaction.atomic
def withdraw(*, claim: Claim, version: int, by: Actor, at: datetime) -> None:
    """The applicant takes the claim back."""
    _require_own(claim, by)
    advance(claim, "withdraw", version=version, by=by, at=at, decided_at=at)


@transaction.atomic
def accept(*, claim: Claim, version: int, by: Actor, at: datetime, today: date) -> None:
    """The letter is in order: the applicant becomes the firm's administrator, in the place of the earlier one where the letter says so.

    Raises NotPossible("claim.firm_unknown") while the firm has no file: the county registers it first.
    """
    enterprise = claim.enterprise or files.by_credit_code(claim.credit_code)
    if enterprise is None:
        raise NotPossible("claim.firm_unknown")
    advance(claim, "accept", version=version, by=by, at=at, under=str(claim.provision or ""), decided_at=at, enterprise=enterprise)
    organisation = organisation_of(enterprise)
    if claim.purpose == ClaimPurpose.CHANGE_ADMINISTRATOR:
        firms.replace_administrators(organisation=organisation, successor=claim.applicant, by=by, at=at, on=today)
    else:
        firms.add_member(organisation=organisation, user=claim.applicant, role=Role.ENTERPRISE_ADMIN, by=by, at=at, on=today)
    codes.let_go(kind=CodeKind.ENTERPRISE, subjects=files.family(enterprise), at=at)  # a slip still in the post opens nothing any more
    Enterprise.objects.filter(pk=enterprise.pk, claimed_at__isnull=True).update(claimed_at=at)
    _tell(claim, "claim.accepted", by=by, at=at)


@transaction.atomic
def refuse(*, claim: Claim, version: int, reason: str, by: Actor, at: datetime) -> None:
    """The letter does not hold; the reason is told."""
    advance(claim, "refuse", version=version, by=by, at=at, under=str(claim.provision or ""), reason=reason, decided_at=at)
    _tell(claim, "claim.refused", by=by, at=at)


def _tell(claim: Claim, kind: str, *, by: Actor, at: datetime) -> None:
    inbox.tell(kind=kind, by=by, at=at, users=[claim.applicant_id], about=("claim", claim.pk), facts={"number": claim.number})


def _require_own(claim: Claim, by: Actor) -> None:
    if claim.applicant_id != by.user:
        raise NotPossible("claim.not_yours")
