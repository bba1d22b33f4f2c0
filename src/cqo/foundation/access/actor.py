"""Who acts, in which capacity, with which powers. No Django."""

from dataclasses import dataclass
from uuid import UUID

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.reach import Reach, Scale
from cqo.foundation.accounts.states import FIRM_ROLES, OFFICIAL_ROLES, Role
from cqo.foundation.audit.signature import Signature


@dataclass(frozen=True)
class Actor:
    """A user in a chosen capacity, or the system acting because of a named event.

    city: the six-digit code of the city in whose record the acts are written ("" for the installation).
    on_behalf_of: the key of the delegation under which somebody acts for another.
    """

    user: UUID | None
    name: str
    role: Role | None
    reach: Reach
    powers: frozenset[Can]
    city: str = ""
    capacity: UUID | None = None
    organisation: UUID | None = None
    organisation_name: str = ""
    on_behalf_of: UUID | None = None
    event: str = ""

    def may(self, power: Can) -> bool:
        """Whether this capacity has the power."""
        return power in self.powers

    @property
    def is_official(self) -> bool:
        """Whether a bureau or zone office is acting."""
        return self.role in OFFICIAL_ROLES

    @property
    def is_firm(self) -> bool:
        """Whether an enterprise is acting."""
        return self.role in FIRM_ROLES

    def signature(self) -> Signature:
        """How the record names this actor: keys only."""
        return Signature(
            user=str(self.user) if self.user else "system",
            capacity=str(self.capacity or self.event),
            role=str(self.role or "system"),
            on_behalf_of=str(self.on_behalf_of or ""),
        )


def system(event: str, *, city: str = "") -> Actor:
    """The system acting because of a named event (a reaction, a job); it has every power that the table of reactions gives it."""
    return Actor(user=None, name="", role=None, reach=Reach(Scale.EVERYTHING, ""), powers=frozenset(Can), city=city, event=event)
