"""What is typed of sittings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cqo.foundation.look.forms import MomentField
from cqo.qualification.exams.models import Paper
from cqo.qualification.exams.operations.sittings import Plan

VERSION = forms.IntegerField(widget=forms.HiddenInput)


class PaperField(forms.ModelChoiceField):
    """A fixed paper, by its class and title."""

    def label_from_instance(self, obj: Any) -> str:
        """Class, title, minutes."""
        return f"{obj.training_class.title}：{obj.title}（{obj.minutes} min）"


class PlanSitting(forms.Form):
    """When a sitting opens, until when one may start, when it closes."""

    paper = PaperField(label=_("试卷"), help_text=_("只列出已定稿的试卷。"), queryset=Paper.objects.none())
    title = forms.CharField(label=_("考试名称"), max_length=120)
    opens_at = MomentField(label=_("开考时间"), help_text=_("从这时起考生可以进入。"))
    last_start_at = MomentField(label=_("最晚进入时间"), help_text=_("过了这个时间不能再开始。"))
    closes_at = MomentField(label=_("收卷时间"), help_text=_("到这时全部自动交卷；要让最晚进入的人也有足够时间，请留出整场时长。"))
    place = forms.CharField(label=_("地点"), help_text=_("在线自行参加的，可写“线上”。"), max_length=200, required=False)

    def __init__(self, *args: Any, papers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"].queryset = papers  # type: ignore[attr-defined]

    @property
    def plan(self) -> Plan:
        """What was typed."""
        given = self.cleaned_data
        columns = {name: given[name] for name in ("title", "opens_at", "last_start_at", "closes_at", "place")}
        return Plan(paper_id=given["paper"].pk, **columns)


class AmendSitting(PlanSitting):
    """A plan changed."""

    version = VERSION


class Move(forms.Form):
    """Other moments for a prepared sitting."""

    version = VERSION
    opens_at = MomentField(label=_("开考时间"))
    last_start_at = MomentField(label=_("最晚进入时间"))
    closes_at = MomentField(label=_("收卷时间"))
    place = forms.CharField(label=_("地点"), max_length=200, required=False)


class Minutes(forms.Form):
    """Minutes for one or all."""

    minutes = forms.IntegerField(label=_("加时（分钟）"), min_value=1, max_value=240)
    reason = forms.CharField(label=_("理由"), help_text=_("如：停电、设备故障。写入本场记录。"), max_length=200)


class Cancel(forms.Form):
    """Why a sitting is cancelled."""

    version = VERSION
    reason = forms.CharField(label=_("理由"), max_length=500, widget=forms.Textarea({"rows": 3}))
