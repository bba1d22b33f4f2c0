"""The pages of `docs/reference` that are written from the tables themselves: who can do what, and how every kind of case moves."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.utils import translation

from cqo.foundation.access import roles
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.wording import POWER_NAMES, ROLE_NAMES, ROLE_SENTENCES
from cqo.foundation.accounts.states import OFFICIAL_ROLES, THREE_ADMINISTRATORS, Role
from cqo.foundation.audit import wording as record
from cqo.foundation.intake.wording import STATES as INTAKE_STATES
from cqo.foundation.lifecycle import reactions
from cqo.foundation.lifecycle.reactions import Reaction
from cqo.foundation.lifecycle.states import LifeCycle, Step
from cqo.portal.office.queries.record import kind_in_words
from cqo.qualification.certificates.change_words import STATES as CERTIFICATE_CHANGE_STATES
from cqo.qualification.certificates.issue_words import STATES as ISSUE_STATES
from cqo.qualification.exams.wording.papers import PAPER_STATES
from cqo.qualification.exams.wording.sittings import SITTING_STATES
from cqo.qualification.training.wording.assessment import ASSESSMENT_STATES
from cqo.qualification.training.wording.classes import CLASS_STATES
from cqo.qualification.training.wording.enrolments import ENROLMENT_STATES
from cqo.registry.enterprises.wording import CLAIM_STATES
from cqo.registry.people.wording import REQUEST_STATES

WRITTEN_BY = "<!-- Written by `./cqo manage write_reference` from the tables in the code; a test fails when it is stale. -->"
STATE_WORDS: Mapping[str, Mapping[Any, Any]] = {
    "assessment": ASSESSMENT_STATES,
    "certificate_change": CERTIFICATE_CHANGE_STATES,
    "claim": CLAIM_STATES,
    "class": CLASS_STATES,
    "enrolment": ENROLMENT_STATES,
    "intake": INTAKE_STATES,
    "issue": ISSUE_STATES,
    "paper": PAPER_STATES,
    "request": REQUEST_STATES,
    "sitting": SITTING_STATES,
}


def pages() -> dict[str, str]:
    """File name → text, in Chinese wherever the platform speaks Chinese."""
    with translation.override("zh-hans"):
        return {"roles.md": _roles(), "life-cycles.md": _life_cycles()}


def life_cycles() -> dict[str, LifeCycle]:
    """Kind → table, of every kind of case there is."""
    found = {model.LIFE_CYCLE.kind: model.LIFE_CYCLE for model in apps.get_models() if hasattr(model, "LIFE_CYCLE")}
    return dict(sorted(found.items()))


def _roles() -> str:
    everybody = "、".join(str(POWER_NAMES[power]) for power in sorted(roles.EVERYONE))
    lines = [
        "# Who can do what",
        "",
        WRITTEN_BY,
        "",
        "A role is what a post or an assignment gives. How far it reaches (a city, a county, a zone, one enterprise, oneself) comes from the "
        "assignment: what is out of reach is not there. The same table stands on the page 谁能办什么 (`/office/roles/`).",
        "",
        "| Role | Key | In a sentence |",
        "|---|---|---|",
        *(f"| {ROLE_NAMES[role]} | `{role.value}` | {ROLE_SENTENCES[role]} |" for role in Role),
        "",
        f"Everybody who is signed in, in whatever role or none: {everybody}.",
        "",
        "## Powers of officials",
        "",
        *_matrix([role for role in Role if role in OFFICIAL_ROLES - THREE_ADMINISTRATORS]),
        "",
        "## Powers of the three administrators (三员)",
        "",
        "No two of them meet in one person, and none of them holds a business role (GB/T 22239-2019, 8.1.5). Their posts are not delegated.",
        "",
        *_matrix([role for role in Role if role in THREE_ADMINISTRATORS]),
        "",
        "## Powers of enterprises and persons",
        "",
        *_matrix([role for role in Role if role not in OFFICIAL_ROLES]),
    ]
    return "\n".join(lines) + "\n"


def _matrix(columns: list[Role]) -> list[str]:
    """The powers that any of some roles has, by role."""
    rows = [power for power in Can if any(power in roles.POWERS[role] for role in columns)]
    return [
        f"| Power | Key | {' | '.join(str(ROLE_NAMES[role]) for role in columns)} |",
        f"|---|---|{'---|' * len(columns)}",
        *(
            f"| {POWER_NAMES[power]} | `{power.value}` | {' | '.join('✓' if power in roles.POWERS[role] else '' for role in columns)} |"
            for power in rows
        ),
    ]


def _life_cycles() -> str:
    lines = [
        "# How cases move",
        "",
        WRITTEN_BY,
        "",
        "Every kind of case moves along one table of steps; `lifecycle.operations.advance` is the only code that takes one. The table draws the buttons and "
        "the step bar on screen, and the diagrams here. A step whose power is “the platform” is taken by a job or a reaction. What a step sets off elsewhere "
        "stands in `config/reactions.py`, in the last column.",
        "",
    ]
    for kind, table in life_cycles().items():
        lines += [f"## {kind_in_words(kind)} (`{kind}`)", "", *_diagram(table), "", *_steps(table), ""]
    return "\n".join([*lines, "## Reactions to other events", "", *_other_reactions()]) + "\n"


def _diagram(table: LifeCycle) -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    for state in _states(table):
        yield f'    state "{_words(table, state)}" as {state.value}'
    yield f"    [*] --> {table.path[0].value}"
    for step in table.steps:
        for source in step.sources:
            yield f"    {source.value} --> {step.target.value}: {_event(table, step)}"
    yield "```"


def _steps(table: LifeCycle) -> Iterator[str]:
    yield "| Step | Key | From | To | Power | Sets off |"
    yield "|---|---|---|---|---|---|"
    for step in table.steps:
        sources = "、".join(_words(table, source) for source in step.sources)
        power = f"{POWER_NAMES[step.power]} (`{step.power.value}`)" if step.power else "the platform"
        set_off = ", ".join(f"`{_named(reaction)}`" for reaction in reactions.table().get(f"{table.kind}.{step.name}", ()))
        yield f"| {_event(table, step)} | `{table.kind}.{step.name}` | {sources} | {_words(table, step.target)} | {power} | {set_off} |"


def _other_reactions() -> Iterator[str]:
    """Events that are no step of a table and set something off."""
    steps = {f"{table.kind}.{step.name}" for table in life_cycles().values() for step in table.steps}
    others = {event: table for event, table in sorted(reactions.table().items()) if event not in steps}
    if not others:
        yield "None."
        return
    yield "| Event | Key | Sets off |"
    yield "|---|---|---|"
    for event, called in others.items():
        yield f"| {record.say(event)} | `{event}` | {', '.join(f'`{_named(reaction)}`' for reaction in called)} |"


def _states(table: LifeCycle) -> list[StrEnum]:
    """Every state a table knows, those of its straight line first."""
    found = dict.fromkeys(table.path)
    for step in table.steps:
        found |= dict.fromkeys((*step.sources, step.target))
    return list(found)


def _words(table: LifeCycle, state: StrEnum) -> str:
    return str(STATE_WORDS[table.kind][state])


def _event(table: LifeCycle, step: Step) -> str:
    return record.say(f"{table.kind}.{step.name}")


def _named(reaction: Reaction) -> str:
    return f"{reaction.__module__.removeprefix('cqo.')}.{reaction.__name__}"
