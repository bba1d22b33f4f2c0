"""The list of the question bank. No column holds a key."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.lists.filters import Filters, Fixed
from cqo.foundation.lists.specs import Column, ListSpec
from cqo.qualification.certificates.states import Tier
from cqo.qualification.certificates.wording import TIERS
from cqo.qualification.exams.models import Question
from cqo.qualification.exams.queries import questions
from cqo.qualification.exams.states import QuestionKind
from cqo.qualification.exams.wording.questions import DIFFICULTIES, KINDS

YES, NO = "yes", "no"
NO_UNIT = "-"


class QuestionFilters(Filters):
    """By tier, unit, kind, difficulty, use in papers, and whether it is retired (those in use, unless asked otherwise)."""

    tier = forms.ChoiceField(label=_("层级"), choices=Fixed([(tier.value, TIERS[tier]) for tier in Tier]))
    unit = forms.ChoiceField(label=_("学习单元"))
    kind = forms.ChoiceField(label=_("题型"), choices=Fixed([(kind.value, KINDS[kind]) for kind in QuestionKind]))
    difficulty = forms.ChoiceField(label=_("难度"), choices=Fixed([(str(level), words) for level, words in DIFFICULTIES.items()]))
    used = forms.ChoiceField(label=_("用过"), choices=Fixed([(YES, _("已入卷")), (NO, _("未入卷"))]))
    retired = forms.ChoiceField(label=_("状态"), choices=Fixed([(NO, _("使用中")), (YES, _("已停用"))]))

    def __init__(self, data: Mapping[str, Any], *, actor: Actor) -> None:
        super().__init__(data, actor=actor)
        units = [(code, f"{code} {title}") for code, title in questions.unit_titles(actor.city).items()]
        self.fields["unit"].choices = Fixed([*units, (NO_UNIT, _("未归入单元"))])  # type: ignore[attr-defined]


def narrowed(rows: QuerySet[Question], chosen: Mapping[str, Any]) -> QuerySet[Question]:
    """The rows that the filters leave."""
    rows = rows.filter(**{name: value for name, value in chosen.items() if name in ("tier", "kind", "difficulty")})
    if unit := chosen.get("unit"):
        rows = rows.filter(unit_code="" if unit == NO_UNIT else unit)
    if used := chosen.get("used"):
        rows = rows.filter(Q(is_used=used == YES))
    if retired := chosen.get("retired"):
        rows = rows.filter(retired_at__isnull=retired == NO)
    return rows


QUESTIONS = ListSpec(
    key="questions",
    title=_("题库"),
    says=_("本市各单位共用。修改题目形成新版本，已组好的试卷不变；答案和解析加密保存，列表和导出里都没有。"),
    columns=[
        Column("stem", _("题干"), lambda row: Truncator(row.stem).chars(60), export=lambda row: row.stem, width=60),
        Column("kind", _("题型"), lambda row: KINDS[QuestionKind(row.kind)], width=10),
        Column("tier", _("层级"), lambda row: TIERS[Tier(row.tier)], width=8),
        Column("unit", _("单元"), lambda row: row.unit_code, sort=("unit_code", "pk"), width=12),
        Column("difficulty", _("难度"), lambda row: DIFFICULTIES[row.difficulty], sort=("difficulty", "pk"), width=8),
        Column("used", _("入卷"), lambda row: _("已入卷") if row.is_used else "", width=8),
        Column("state", _("状态"), lambda row: _("已停用") if row.retired_at else _("使用中"), width=10),
        Column("code", _("题号"), lambda row: row.code, default=False, css="num", width=24),
        Column("edition", _("版次"), lambda row: row.edition, default=False, css="num end", width=8),
        Column("source", _("来源"), lambda row: row.source, default=False, width=24),
        Column("recorded", _("登记时间"), lambda row: row.recorded_at, sort=("recorded_at", "pk"), default=False, width=18),
    ],
    search=lambda rows, text, actor: questions.matching(rows, text),
    order=("-recorded_at",),
    rows=lambda actor, scope: questions.listed(actor),
    filter_form=QuestionFilters,
    apply_filters=narrowed,
    row_url=lambda row: row.get_absolute_url(),
    export_powers=(Can.KEEP_QUESTIONS,),
    search_hint=_("题干、来源或题号"),
    empty_title=_("题库里没有符合条件的题目"),
    empty_hint=_("可以逐题新增，也可以从表格或 Word 批量导入。"),
)
