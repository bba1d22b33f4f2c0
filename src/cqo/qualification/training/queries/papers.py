"""Who may read the papers of classes and of sign-ups."""

from uuid import UUID

from cqo.foundation.access.actor import Actor
from cqo.qualification.training.queries import classes, enrolments


def may_read_of_class(actor: Actor, key: UUID) -> bool:
    """The stamped notice is for everybody who sees the class."""
    return classes.within(actor).filter(pk=key).exists()


def may_read_of_enrolment(actor: Actor, key: UUID) -> bool:
    """What was handed in with a sign-up is for whoever sees the sign-up."""
    return enrolments.within(actor).filter(pk=key).exists()
