"""Activation slips: printed by the county in batches, each opens one firm's file once."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.operations import firms
from cqo.foundation.accounts import queries as accounts
from cqo.foundation.accounts.models import ActivationCode, Organisation, User
from cqo.foundation.accounts.operations import codes, users
from cqo.foundation.accounts.states import CodeKind, OrganisationKind, Role
from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises.models import Enterprise
from cqo.registry.enterprises.queries import files
from cqo.registry.enterprises.rules.claims import ClaimTerms

MOST_AT_ONCE = 500


def issue(*, keys: Sequence[UUID], terms: ClaimTerms, by: Actor, at: datetime, today: date) -> UUID:
    """Issue one slip for each unclaimed firm of those keys that the actor reaches; returns the batch to print.

    Raises NotPossible: "slip.none_to_print", "slip.too_many".
    """
    gate.require(by, Can.PRINT_SLIPS)
    if len(keys) > MOST_AT_ONCE:
        raise NotPossible("slip.too_many", most=MOST_AT_ONCE)
    reached = list(files.current(files.within(by)).filter(pk__in=keys, claimed_at__isnull=True).order_by("pk").values_list("pk", flat=True))
    if not reached:
        raise NotPossible("slip.none_to_print")
    expires = today + timedelta(days=terms.slip_valid_days)
    return codes.issue(kind=CodeKind.ENTERPRISE, subjects=reached, city=by.city, expires=expires, by=by, at=at)


def opened_by(*, credit_code: str, typed_code: str, today: date) -> tuple[Enterprise, ActivationCode]:
    """The firm that a credit code and the code on its slip open.

    Raises NotPossible("slip.not_usable") for a wrong pair, without telling which of the two is wrong.
    """
    enterprise = files.by_credit_code(credit_code)
    code = accounts.usable_code(kind=CodeKind.ENTERPRISE, typed=typed_code, on=today)
    if enterprise is None or code is None or code.subject not in files.family(enterprise):
        raise NotPossible("slip.not_usable")
    return enterprise, code


@transaction.atomic
def claim(*, credit_code: str, typed_code: str, user: User, by: Actor, at: datetime, today: date) -> Enterprise:
    """A user takes a firm's file over by its credit code and the code on its slip, and becomes its administrator.

    Raises NotPossible as `opened_by` does, and "firm.member_already", "post.excluded".
    """
    enterprise, code = opened_by(credit_code=credit_code, typed_code=typed_code, today=today)
    codes.use(code=code, user=user, at=at)
    organisation = organisation_of(enterprise)
    firms.add_member(organisation=organisation, user=user, role=Role.ENTERPRISE_ADMIN, by=by, at=at, on=today)
    codes.let_go(kind=CodeKind.ENTERPRISE, subjects=files.family(enterprise), at=at)
    Enterprise.objects.filter(pk=enterprise.pk, claimed_at__isnull=True).update(claimed_at=at)
    return enterprise


def organisation_of(enterprise: Enterprise) -> Organisation:
    """The organisation that people sign in for on an enterprise's behalf; it has the enterprise's own key."""
    return users.open_organisation(
        key=enterprise.pk,
        kind=OrganisationKind.ENTERPRISE,
        name=enterprise.name,
        credit_code=enterprise.credit_code,
        division_code=enterprise.county_id,
        zone=enterprise.zone_id,
        city_code=enterprise.city_code,
    )
