"""What can be wrong with the record."""

from dataclasses import dataclass
from enum import StrEnum


class Flaw(StrEnum):
    """Every way in which a changed record shows."""

    CHANGED = "changed"  # an entry is not what was sealed
    MISSING = "missing"  # a sealed entry is gone
    GAP = "gap"  # seals between two numbers are gone
    BROKEN = "broken"  # a seal does not continue the one before
    RESEALED = "resealed"  # a seal itself was altered
    CUT = "cut"  # the chain ends before its head or its exported head
    HEADLESS = "headless"  # the row of the head is gone
    HEAD = "head"  # the row of the head does not agree with the chain
    REWRITTEN = "rewritten"  # the chain is sound but is not the one that was exported
    UNEXPORTED = "unexported"  # the file of exported heads is gone
    EXPORT_DAMAGED = "export_damaged"  # a line of that file cannot be read
    UNSEALED = "unsealed"  # an entry neither sealed nor waiting: put in by hand, or its seal is gone
    LOST = "lost"  # an entry vanished while it waited for its seal
    UNGUARDED = "unguarded"  # the database would not refuse a change


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong, with what names it: city, number (or numbers from `seq` to `until`), the entry's key, a guard's name."""

    flaw: Flaw
    city: str = ""
    seq: int = 0
    until: int = 0
    entry: str = ""
    guard: str = ""
