"""In whose name something is recorded."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Signature:
    """Who acted, as text keys: the user, the assignment used (capacity), its role, and who is stood in for (A/B 角), if anyone."""

    user: str
    capacity: str = ""
    role: str = ""
    on_behalf_of: str = ""


class Signatory(Protocol):
    """Anyone an entry can be signed by; `access.Actor` is one, `System` another."""

    def signature(self) -> Signature:
        """The keys that stand in the record."""
        ...


@dataclass(frozen=True, slots=True)
class System:
    """The platform itself, acting because of a named event: a job, the worker's tick, or a reaction of `config/reactions.py`."""

    event: str

    def signature(self) -> Signature:
        """User and role `system`; the capacity is the event that set it off."""
        return Signature(user="system", capacity=self.event, role="system")


def system(event: str) -> System:
    """The signatory of jobs and reactions: `by=audit.signature.system("certificate.revoked")`."""
    return System(event)
