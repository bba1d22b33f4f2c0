"""The list of imports: its columns, filters and search."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.intake import recipes, wording
from cqo.foundation.intake.models import Batch
from cqo.foundation.intake.states import State
from cqo.foundation.lists.filters import Filters
from cqo.foundation.lists.specs import Column, ListSpec


class BatchFilters(Filters):
    """By kind of roster and by state."""

    kind = forms.ChoiceField(label=_("名单种类"))
    state = forms.ChoiceField(label=_("状态"), choices=[("", _("全部")), *((state.value, wording.STATES[state]) for state in State)])

    def __init__(self, data: Mapping[str, Any], *, actor: Actor) -> None:
        super().__init__(data, actor=actor)
        kinds = [(recipe.kind, recipe.words.title) for recipe in recipes.everything()]
        self.fields["kind"].choices = [("", _("全部")), *kinds]  # type: ignore[attr-defined]


def narrowed(rows: QuerySet[Batch], chosen: Mapping[str, Any]) -> QuerySet[Batch]:
    """The rows that the filters leave."""
    return rows.filter(**{name: value for name, value in chosen.items() if name in ("kind", "state")})


def searched(rows: QuerySet[Batch], text: str, actor: Actor) -> QuerySet[Batch]:
    """Imports of somebody whose name contains the text; the files' names are sealed."""
    return rows.filter(created_by__name__contains=text)


def title_of(batch: Batch) -> str:
    """What a batch is called: its kind and its file."""
    return (
        f"{recipes.of(batch.kind).words.title} · {batch.file_name.reveal()}" if batch.file_name else str(recipes.of(batch.kind).words.title)
    )


def scope_of(batch: Batch) -> str:
    """For which place a batch was uploaded."""
    return divisions.name_of(batch.county_code or batch.city_code)


BATCHES = ListSpec(
    key="imports",
    title=_("导入名单"),
    says=_("名单先逐行核对，再由您发布；发布之前谁也看不到，发布之后没有后续办理时可以整批撤销。"),
    columns=[
        Column("file", _("名单"), title_of),
        Column("state", _("状态"), lambda batch: str(wording.STATES[State(batch.state)]), sort=("state", "-created_at")),
        Column("rows", _("行数"), lambda batch: batch.rows, css="num end"),
        Column("accepted", _("接受"), lambda batch: batch.accepted, css="num end"),
        Column("rejected", _("不导入"), lambda batch: batch.rejected, css="num end"),
        Column("scope", _("范围"), scope_of),
        Column("by", _("上传人"), lambda batch: batch.created_by.name if batch.created_by else ""),
        Column("at", _("上传时间"), lambda batch: batch.created_at, sort=("created_at",)),
        Column("published", _("发布时间"), lambda batch: batch.published_at, sort=("published_at", "created_at"), default=False),
    ],
    order=("-created_at",),
    search=searched,
    filter_form=BatchFilters,
    apply_filters=narrowed,
    row_url=lambda batch: reverse("intake:batch", args=[batch.pk]),
    export_powers=(),
    search_hint=_("上传人姓名"),
    empty_title=_("还没有导入过名单"),
    empty_hint=_("从上面选择名单种类，上传 xlsx、xls 或 csv 文件；不必先整理格式，标题、合计、合并单元格和各种日期写法都能读。"),
)
