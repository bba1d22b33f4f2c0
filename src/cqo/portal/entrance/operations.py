"""Help somebody back into an account; close one's own."""

from datetime import date, datetime, timedelta

from django.db import transaction

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.operations import firms
from cqo.foundation.accounts import queries as accounts
from cqo.foundation.accounts.models import User
from cqo.foundation.accounts.operations import codes, sign_ins, users
from cqo.foundation.accounts.rules import code_on_paper
from cqo.foundation.accounts.states import FIRM_ROLES, OFFICIAL_ROLES, CodeKind
from cqo.foundation.audit import operations as audit
from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises.operations import claims
from cqo.registry.enterprises.queries import claims as asked
from cqo.registry.people.operations import entry

RECOVERY_DAYS = 7


@transaction.atomic
def mend(*, user: User, phone: str, ground: str, recovery: bool, by: Actor, at: datetime, today: date) -> str:
    """Put a new phone in place of a lost one, issue a one-time recovery code, or both; whoever holds the lost phone is signed out.

    ground: the code of how the identity was checked. The caller has asked `reach.may_mend`. Returns the code as it is read aloud, "" for none.
    Raises NotPossible("account.phone_taken").
    """
    gate.require(by, Can.MEND_OUTSIDER, Can.MANAGE_FIRM_PEOPLE, Can.KEEP_ACCOUNTS)
    if phone:
        users.mend_phone(user=user, phone=phone, ground=ground, by=by, at=at, city=by.city)
    sign_ins.end_all(user=user, at=at)
    if not recovery:
        return ""
    expires = today + timedelta(days=RECOVERY_DAYS)
    batch = codes.issue(kind=CodeKind.PASSWORD, subjects=[user.pk], city=by.city, expires=expires, by=by, at=at)
    audit.record("account.recovery_given", by=by, at=at, city=by.city, kind="user", key=str(user.pk), facts={"ground": ground})
    (issued,) = accounts.codes_of_batch(batch)
    return code_on_paper(issued.code.reveal()) if issued.code else ""


@transaction.atomic
def close_own_account(*, user: User, by: Actor, at: datetime, today: date) -> None:
    """Close the own account (网络数据安全管理条例, Art. 21): leave every firm, give the own file back, take open claims back, forget phone and e-mail, close the sign-in.

    The registry keeps the files and the record what was done. Raises NotPossible: "account.of_an_official" (a post is handed over first),
    "firm.last_administrator".
    """
    held = accounts.terms_from(user, on=today)
    if any(term.role in OFFICIAL_ROLES for term in held):
        raise NotPossible("account.of_an_official")
    for term in held:
        if term.role in FIRM_ROLES and term.organisation is not None:
            firms.remove_member(organisation=term.organisation, user=user, by=by, at=at, on=today)
    for claim in asked.open_of(user.pk):
        claims.withdraw(claim=claim, version=claim.version, by=by, at=at)
    entry.give_up(user=user, by=by, at=at, today=today)
    users.close_user(user=user, ground="own_wish", by=by, at=at, city=by.city)
    users.forget_contacts(user=user)
