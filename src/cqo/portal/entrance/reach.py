"""Whose account somebody may mend."""

from datetime import date

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.accounts import queries as accounts
from cqo.foundation.accounts.models import User
from cqo.foundation.accounts.states import FIRM_ROLES, OFFICIAL_ROLES
from cqo.registry.enterprises.queries import files as enterprises
from cqo.registry.people.queries import files as people


def may_mend(actor: Actor, user: User, *, on: date) -> bool:
    """The system administrator mends officials of the city; the county people of its firms and persons it reaches; a firm its own people."""
    held = accounts.current_assignments(user, on=on)
    if any(term.role in OFFICIAL_ROLES for term in held):
        return actor.may(Can.KEEP_ACCOUNTS) and any(term.organisation and term.organisation.city_code == actor.city for term in held)
    firms = [term.organisation_id for term in held if term.role in FIRM_ROLES]
    if actor.may(Can.MANAGE_FIRM_PEOPLE):
        return actor.organisation in firms
    if not actor.may(Can.MEND_OUTSIDER):
        return False
    return enterprises.within(actor).filter(pk__in=firms).exists() or people.within(actor).filter(user=user).exists()
