"""What the case page of a batch shows: its state, what can be done now, what was read and what was not, the record."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.accounts import queries as accounts
from cqo.foundation.audit import queries as record
from cqo.foundation.audit.wording import say
from cqo.foundation.intake import listing, queries, recipes, surveys, wording
from cqo.foundation.intake.models import Batch, Row
from cqo.foundation.intake.recipes import Recipe
from cqo.foundation.intake.states import State, Verdict
from cqo.foundation.lifecycle import queries as lifecycle
from cqo.foundation.look.casepage import CasePage, Deed, Event, Fact, Group, Station
from cqo.foundation.look.templatetags.look import moment, number

LEFT_OUT_LISTED = 12


@dataclass(frozen=True)
class Tab:
    """A narrowing of the rows, with how many it shows."""

    show: str
    label: str
    count: int
    active: bool


@dataclass(frozen=True)
class Line:
    """A row as the page shows it: the first of the shown cells as its name, personal data masked, its verdict, the reasons in words, what it changes."""

    key: str
    place: str
    name: str
    cells: list[tuple[str, str]]
    verdict: str
    chip: str
    refused: list[str]
    warned: list[str]
    changes: list[tuple[str, str, str]]
    mended: bool


def batch_page(batch: Batch, actor: Actor) -> CasePage:
    """The case page of a batch."""
    state = State(batch.state)
    facts = [
        Fact(_("名单种类"), str(recipes.of(batch.kind).words.title)),
        Fact(_("范围"), listing.scope_of(batch)),
        Fact(_("上传"), batch.created_by.name if batch.created_by else _("命令行"), note=moment(batch.created_at)),
    ]
    if batch.rows:
        facts.append(Fact(_("读到"), _("%(rows)s 行") % {"rows": number(batch.rows)}, numeric=True))
    if batch.published_at:
        facts.append(Fact(_("发布"), moment(batch.published_at)))
    if batch.options:
        labels = {option.key: option for option in recipes.of(batch.kind).options(actor)}
        facts += [_option(labels.get(key), key, str(text)) for key, text in batch.options.items()]
    left_out = list(_left_out(batch))
    groups = [Group(_("名单"), facts)]
    if left_out:
        groups.append(Group(_("文件中没有读入的内容"), left_out))
    return CasePage(
        title=listing.title_of(batch),
        state=str(wording.STATES[state]),
        kind=wording.STATE_CHIPS[state],
        stations=[Station(str(wording.STATES[State(each.state)]), each.place) for each in lifecycle.stations(batch)],
        deeds=list(_deeds(batch, actor)),
        groups=groups,
        events=_events(batch),
    )


def _option(option: recipes.Option | None, key: str, text: str) -> Fact:
    if option is None:
        return Fact(key, text)
    return Fact(str(option.label), dict(option.choices or ()).get(text, text))


def _events(batch: Batch) -> list[Event]:
    found = list(record.timeline("intake", batch.pk))
    names = accounts.names_of({entry.user for entry in found})
    mended = sum(entry.event == "intake.mended" for entry in found)
    events = [
        Event(what=say(entry.event), at=entry.at, who=names.get(entry.user, _("系统")))
        for entry in reversed(found)
        if entry.event != "intake.mended"
    ]
    if mended:
        last = next(entry for entry in reversed(found) if entry.event == "intake.mended")
        told = ngettext("更正 %(count)d 行", "更正 %(count)d 行", mended) % {"count": mended}
        events.append(Event(what=told, at=last.at, who=names.get(last.user, _("系统"))))
    return sorted(events, key=lambda event: event.at, reverse=True)


def _left_out(batch: Batch) -> Iterator[Fact]:
    """What was not read and why, grouped by the reason; a long list ends in a count."""
    if batch.findings.get("left_out"):
        found = [(out["sheet"], out["number"], out["why"]) for out in batch.findings["left_out"]]
    else:
        found = list(surveys.of(batch).left_out) if batch.state == State.UPLOADED else []
    reasons: dict[str, list[str]] = {}
    for sheet, row, why in found:
        reasons.setdefault(why, []).append(sheet if row is None else f"{sheet}!{row}")
    for why, places in reasons.items():
        listed = "、".join(places[:LEFT_OUT_LISTED])
        more = _(" 等 %(count)s 处") % {"count": len(places)} if len(places) > LEFT_OUT_LISTED else ""
        yield Fact(str(wording.LEFT_OUT[why]), listed + more)
    told = batch.findings.get("left_out_count", 0)
    if told > len(found):
        yield Fact(_("合计"), _("共 %(count)s 处没有读入") % {"count": number(told)})


def _deeds(batch: Batch, actor: Actor) -> Iterator[Deed]:
    """What can be done now, the usual next step first."""
    if not actor.may(recipes.of(batch.kind).power):
        return
    version = [("version", str(batch.version))]
    match State(batch.state):
        case State.CHECKED:
            fresh = batch.tallies.get("new", 0) + batch.tallies.get("change", 0)
            if fresh:
                says = _("新增 %(new)s 条，更新 %(change)s 条。先看一页说明，确认后写入登记库。") % {
                    "new": number(batch.tallies.get("new", 0)),
                    "change": number(batch.tallies.get("change", 0)),
                }
                yield Deed(_("发布"), reverse("intake:publish", args=[batch.pk]), says, primary=True)
            yield Deed(
                _("重新对应列"),
                f"{reverse('intake:batch', args=[batch.pk])}?columns=1",
                _("哪一列认错了，可以改过来再核对一遍；已更正的行要重新更正。"),
            )
            yield Deed(
                _("放弃这批名单"),
                reverse("intake:discard", args=[batch.pk]),
                _("文件和核对结果一并删除，登记库不受影响。"),
                version,
                danger=True,
            )
        case State.UPLOADED:
            yield Deed(_("放弃这批名单"), reverse("intake:discard", args=[batch.pk]), _("删除已上传的文件。"), version, danger=True)
        case State.UNREADABLE:
            yield Deed(_("重新上传"), reverse("intake:upload", args=[batch.kind]), _("按上面的说明处理文件后再上传一次。"), primary=True)
            yield Deed(_("放弃这批名单"), reverse("intake:discard", args=[batch.pk]), _("删除已上传的文件。"), version, danger=True)
        case State.PUBLISHED:
            yield Deed(_("导入下一份"), reverse("intake:batches"), _("回到导入名单。"), primary=True)
            if actor.may(Can.UNDO_IMPORT):
                yield Deed(
                    _("整批撤销"),
                    reverse("intake:undo", args=[batch.pk]),
                    _("还没有后续办理时，可以撤销这次导入，恢复到导入之前。"),
                    danger=True,
                )
        case State.UNDONE | State.DISCARDED:
            yield Deed(_("重新上传"), reverse("intake:upload", args=[batch.kind]), _("上传另一份文件。"))


def tabs(batch: Batch, show: str) -> list[Tab]:
    """The narrowings that have rows, all rows first."""
    counts = {"": batch.rows, **batch.tallies}
    return [
        Tab(name, str(wording.SHOWN[name]), counts.get(name, 0), name == show)
        for name in queries.SHOWN
        if counts.get(name, 0) or name in ("", "errors", show)
    ]


def line(row: Row, recipe: Recipe) -> Line:
    """A row as the page shows it."""
    words = recipe.words
    cells = queries.cells_of(row)
    verdict = Verdict(row.verdict)
    changes = [(words.label(column), before, after) for column, (before, after) in queries.changes_of(row).items()] if row.before else []
    return Line(
        key=str(row.pk),
        place=f"{row.sheet}!{row.number}",
        name=cells.get(words.shown[0], ""),
        cells=[(words.label(key), words.shown_cell(key, cells[key])) for key in words.shown[1:] if cells.get(key)],
        verdict=str(wording.VERDICTS[verdict]),
        chip=wording.VERDICT_CHIPS[verdict],
        refused=wording.row_codes(row.refused),
        warned=[*wording.row_codes(row.warned), *wording.row_codes(row.remarks)],
        changes=changes,
        mended=row.mended,
    )
