"""Who may read the papers of a kind of case: each app answers for its own cases; `config/wiring.py` hands the answers in."""

from collections.abc import Callable
from uuid import UUID

from cqo.foundation.access.actor import Actor

MayRead = Callable[[Actor, UUID], bool]
_readers: dict[str, MayRead] = {}


def register(kind: str, may_read: MayRead) -> None:
    """Say who may read the papers of a kind of case: `may_read(actor, key of the case)`."""
    _readers[kind] = may_read


def may_read(actor: Actor, *, kind: str, key: UUID) -> bool:
    """Whether an actor may read a case's papers; nobody may where no app answers for the kind."""
    answer = _readers.get(kind)
    return answer is not None and answer(actor, key)


def known() -> frozenset[str]:
    """The kinds that somebody answers for."""
    return frozenset(_readers)
