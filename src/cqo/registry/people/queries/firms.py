"""Firms as somebody who writes about people names them."""

from django.db.models import Q

from cqo.foundation.access.actor import Actor
from cqo.foundation.codes import credit_code, names
from cqo.registry.enterprises.models import Enterprise
from cqo.registry.enterprises.queries import files as enterprises


def named(actor: Actor, typed: str) -> list[Enterprise]:
    """The firms in reach that a credit code or a full name means, two at most; of a merged file, the one that was kept."""
    meant = Q(credit_code=credit_code.normalise(typed)) | Q(name_key=names.firm_key(typed))
    found = enterprises.within(actor).filter(meant).select_related("merged_into").order_by("pk")[:5]
    return list({(firm.merged_into or firm).pk: firm.merged_into or firm for firm in found}.values())[:2]


def own(actor: Actor) -> Enterprise | None:
    """The firm that an actor acts for; of a merged file, the one that was kept."""
    if actor.organisation is None:
        return None
    firm = enterprises.within(actor).select_related("merged_into").filter(pk=actor.organisation).first()
    return firm.merged_into or firm if firm is not None else None
