"""`advance`: the only code that assigns a case's state."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.audit import operations as audit
from cqo.foundation.lifecycle import reactions
from cqo.foundation.lifecycle.states import LifeCycle
from cqo.foundation.refusal import NotPossible


class Case(Protocol):
    """What `advance` needs of a model: a key, a state, a version, the city whose record it belongs to, and its table of steps."""

    LIFE_CYCLE: LifeCycle
    pk: UUID
    state: str
    version: int
    city_code: str


def advance(
    case: Any,
    step_name: str,
    *,
    version: int,
    by: Actor,
    at: datetime,
    under: str = "",
    facts: Mapping[str, Any] | None = None,
    **columns: Any,
) -> None:
    """Take one step: ask for the power, move the row if it is still as the person saw it, write the record, run the reactions.

    version: the row's version on the person's screen; two people cannot both win.
    under: key of the rules' version under which it was decided; facts: codes and numbers for the record; columns: further columns set with the state.
    Raises gate.PowerMissing, or NotPossible ("lifecycle.not_from_here", "lifecycle.changed_meanwhile") with nothing written.
    """
    table: LifeCycle = case.LIFE_CYCLE
    step = table.step(step_name)
    if by.user is not None:
        gate.require(by, step.power)
    if case.state not in step.sources:
        raise NotPossible("lifecycle.not_from_here", step=step_name, state=str(case.state))
    model: type[Model] = type(case)
    with transaction.atomic():
        moved = model._default_manager.filter(pk=case.pk, version=version, state__in=[source.value for source in step.sources]).update(
            state=step.target.value, version=version + 1, **columns
        )
        if not moved:
            raise NotPossible("lifecycle.changed_meanwhile")
        before = str(case.state)
        case.state, case.version = step.target.value, version + 1
        for column, value in columns.items():
            setattr(case, column, value)
        event = f"{table.kind}.{step_name}"
        audit.record(
            event,
            by=by,
            at=at,
            city=case.city_code,
            kind=table.kind,
            key=str(case.pk),
            under=under,
            facts={"from": before, "to": step.target.value, **(facts or {})},
        )
        reactions.run(event, case=case, by=by, at=at)
