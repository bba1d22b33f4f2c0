"""Whose account somebody may mend."""

from datetime import date

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.accounts import queries as accounts
from cqo.foundation.accounts.models import User
from cqo.foundation.accounts.states import FIRM_ROLES, OFFICIAL_ROLES
from cqo.registry.enterprises.queries import claims
from cqo.registry.enterprises.queries import files as enterprises
from cqo.registry.people.queries import files as people


def may_mend(actor: Actor, user: User, *, on: date) -> bool:
    """The system administrator mends officials of the city; the county people of its firms, persons and applicants it reaches; a firm its own.

    A firm mends only those who have nothing but this firm: whoever mends an account can open it, with everything that hangs on it.
    """
    held = accounts.terms_from(user, on=on)
    offices = [term.organisation for term in held if term.role in OFFICIAL_ROLES]
    if offices:
        return actor.may(Can.KEEP_ACCOUNTS) and all(office is not None and office.city_code == actor.city for office in offices)
    if actor.may(Can.MANAGE_FIRM_PEOPLE):
        return is_colleague(actor, user, on=on) and not _has_more(actor, user)
    if not actor.may(Can.MEND_OUTSIDER):
        return False
    firms = [term.organisation_id for term in held if term.role in FIRM_ROLES and term.organisation_id is not None]
    return (
        enterprises.within(actor).filter(pk__in=firms).exists()
        or people.within(actor).filter(user=user).exists()
        or claims.within(actor).filter(pk__in=claims.open_of(user.pk).values("pk")).exists()
    )


def is_colleague(actor: Actor, user: User, *, on: date) -> bool:
    """Whether somebody acts for the same firm."""
    return actor.is_firm and any(term.organisation_id == actor.organisation for term in accounts.terms_from(user, on=on))


def _has_more(actor: Actor, user: User) -> bool:
    """Whether an account holds or held anything besides this firm: another capacity, an own file, an application for another firm."""
    elsewhere = user.assignments.exclude(organisation=actor.organisation)
    asked = claims.of_applicant(user.pk).exclude(enterprise=actor.organisation)
    return elsewhere.exists() or people.has_file(user.pk) or asked.exists()
