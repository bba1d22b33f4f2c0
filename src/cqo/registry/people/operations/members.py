"""Who signs in for a firm: its administrator adds a colleague and removes one."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.operations import firms
from cqo.foundation.accounts import phones
from cqo.foundation.accounts import queries as accounts
from cqo.foundation.accounts.models import User
from cqo.foundation.accounts.operations import codes, users
from cqo.foundation.accounts.rules import code_on_paper
from cqo.foundation.accounts.states import OFFICIAL_ROLES, CodeKind, Role
from cqo.foundation.codes import names
from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises.models import Enterprise
from cqo.registry.enterprises.operations.slips import organisation_of

RECOVERY_DAYS = 7


@dataclass(frozen=True)
class Added:
    """A colleague who may now sign in for the firm; `code` sets the first password, "" for somebody who has a sign-in already."""

    user: User
    code: str


@transaction.atomic
def add(*, enterprise: Enterprise, name: str, phone: str, by: Actor, at: datetime, today: date) -> Added:
    """Let a colleague sign in for the firm (企业经办人): the user of that phone, or a new one with a one-time code to be handed over.

    Raises NotPossible: "member.other_name" (the phone belongs to somebody of another name), "member.official", "firm.member_already".
    """
    gate.require(by, Can.MANAGE_FIRM_PEOPLE)
    organisation = organisation_of(enterprise)
    known = User.objects.filter(phone_hash=phones.look_up(phone), is_active=True).first()
    if known is not None:
        if names.person_key(known.name) != names.person_key(name):
            raise NotPossible("member.other_name")
        if any(term.role in OFFICIAL_ROLES and term.holds_on(today) for term in accounts.terms_of(known)):
            raise NotPossible("member.official")
    user = known or users.open_user(
        login_name="", name=name, phone=phone, password=secrets.token_urlsafe(32), by=by, at=at, city=organisation.city_code
    )
    firms.add_member(organisation=organisation, user=user, role=Role.ENTERPRISE_STAFF, by=by, at=at, on=today)
    if known is not None:
        return Added(user, "")
    expires = today + timedelta(days=RECOVERY_DAYS)
    batch = codes.issue(kind=CodeKind.PASSWORD, subjects=[user.pk], city=organisation.city_code, expires=expires, by=by, at=at)
    (sealed,) = accounts.codes_of_batch(batch).values_list("code", flat=True)
    return Added(user, code_on_paper(sealed.reveal() if sealed else ""))


@transaction.atomic
def remove(*, enterprise: Enterprise, user: User, by: Actor, at: datetime, today: date) -> None:
    """A colleague signs in for the firm no more. Raises NotPossible("firm.last_administrator", "firm.not_a_member")."""
    gate.require(by, Can.MANAGE_FIRM_PEOPLE)
    firms.remove_member(organisation=organisation_of(enterprise), user=user, by=by, at=at, on=today)
