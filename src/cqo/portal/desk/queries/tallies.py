"""The figures of a place as the clock last counted them."""

from cqo.foundation.access.actor import Actor
from cqo.foundation.statements import Statement
from cqo.portal.desk.models import PLACES, Tally

_tally = Statement(lambda scale, key: Tally.objects.filter(scale=scale, key=key))


def of(actor: Actor) -> Tally | None:
    """The figures of the place an actor reaches; None for whom a place does not bound, and before the first count."""
    if actor.reach.scale not in PLACES:
        return None
    return next(iter(_tally(scale=actor.reach.scale.value, key=actor.reach.key)), None)
