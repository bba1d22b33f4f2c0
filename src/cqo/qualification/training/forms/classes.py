"""What is typed of a class."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.documents.forms import AttachmentField
from cqo.foundation.industries import queries as industries
from cqo.foundation.look.forms import DayField, MomentField, PhoneInput, Sectioned, Sections
from cqo.qualification.certificates.states import Level, Tier
from cqo.qualification.certificates.wording import TIERS
from cqo.qualification.training.models import Syllabus, TrainingClass
from cqo.qualification.training.operations.classes import Plan
from cqo.qualification.training.queries import overlaps, syllabuses
from cqo.qualification.training.queries.overlaps import Clash
from cqo.qualification.training.rules.prerequisites import TrainingTerms, holds

VERSION = forms.IntegerField(widget=forms.HiddenInput)
MOST_SEATS = 2_000


class ClassPlan(Sectioned, forms.Form):
    """A class as it is planned; what the notice says may follow until it is announced."""

    tier = forms.ChoiceField(label=_("层级"))
    title = forms.CharField(label=_("班次名称"), help_text=_("如：2026 年第 1 期城固县首席质量官基础培训班。"), max_length=120)
    syllabus_id = forms.ChoiceField(label=_("培训大纲"))
    industry_id = forms.ChoiceField(label=_("面向行业"), help_text=_("不限行业的留空。"), required=False)
    starts_date = DayField(label=_("开班日期"))
    ends_date = DayField(label=_("结束日期"))
    place = forms.CharField(label=_("地点"), max_length=200)
    seats = forms.IntegerField(label=_("名额"), min_value=1, max_value=MOST_SEATS)
    sign_up_from = MomentField(label=_("报名开始时间"))
    sign_up_until = MomentField(label=_("报名截止时间"), help_text=_("到这一刻为止，最迟为开班当日。"))
    contact_name = forms.CharField(label=_("联系人"), help_text=_("会公开，请写办公联系人。"), max_length=40)
    contact_phone = forms.CharField(label=_("联系电话"), help_text=_("会公开，请写办公电话。"), max_length=30, widget=PhoneInput)
    notice_title = forms.CharField(label=_("通知标题"), max_length=200, required=False)
    notice_number = forms.CharField(label=_("通知文号"), help_text=_("如：汉市监函〔2026〕12号。"), max_length=60, required=False)
    notice = AttachmentField(label=_("盖章通知扫描件"), help_text=_("重新上传的替换以前的。"), required=False)
    says = forms.CharField(
        label=_("报名须知"), help_text=_("会公开。"), max_length=2_000, required=False, widget=forms.Textarea({"rows": 4})
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    SECTIONS: ClassVar[Sections] = (
        (_("班次"), ("tier", "title", "syllabus_id", "industry_id")),
        (_("时间和地点"), ("starts_date", "ends_date", "place", "seats")),
        (_("报名"), ("sign_up_from", "sign_up_until", "contact_name", "contact_phone", "says")),
        (_("开班通知（发布前补齐即可）"), ("notice_title", "notice_number", "notice")),
    )

    def __init__(
        self, *args: Any, actor: Actor, level: Level, terms: TrainingTerms, training_class: TrainingClass | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        kept, tiers = training_class.syllabus_id if training_class else None, holds(level, terms)
        found = list(syllabuses.usable(actor.city, keep=kept))
        self.tier_of = {str(each.pk): each.tier for each in found}
        self._choose("tier", [(tier.value, TIERS[tier]) for tier in tiers])
        self._choose("syllabus_id", [(str(each.pk), _told(each)) for each in found if each.tier in tiers or each.pk == kept])
        self.fields["industry_id"].choices = [("", _("不限行业")), *industries.choices()]  # type: ignore[attr-defined]

    def _choose(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        """The choices of a field; where there is one only, it is chosen."""
        self.fields[name].choices = choices if len(choices) == 1 else [("", _("请选择")), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Days and moments in order; a syllabus of the class's own tier."""
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts_date"), cleaned.get("ends_date")
        if starts and ends and ends < starts:
            self.add_error("ends_date", _("结束日期不能早于开班日期。"))
        opens, shuts = cleaned.get("sign_up_from"), cleaned.get("sign_up_until")
        if opens and shuts and shuts <= opens:
            self.add_error("sign_up_until", _("报名截止时间必须晚于报名开始时间。"))
        syllabus = cleaned.get("syllabus_id")
        if syllabus and cleaned.get("tier") and self.tier_of.get(syllabus) != cleaned["tier"]:
            self.add_error("syllabus_id", _("请选择与班次层级相同的大纲。"))
        return cleaned

    @property
    def plan(self) -> Plan:
        """What was typed, as a plan."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in ("notice", "version")}
        return Plan(**{**given, "tier": Tier(given["tier"]), "industry_id": given["industry_id"] or None})


def _told(syllabus: Syllabus) -> str:
    """A syllabus as a choice."""
    hours = f"{syllabus.hours_tenths / 10:g}"  # type: ignore[attr-defined]
    told = {"tier": TIERS[Tier(syllabus.tier)], "title": syllabus.title, "hours": hours}
    return gettext("%(tier)s · %(title)s（%(hours)s 学时）") % told


class Adjust(forms.Form):
    """What may change after the notice."""

    version = VERSION
    place = forms.CharField(label=_("地点"), help_text=_("地点改变时，已录取的人员会收到消息。"), max_length=200)
    seats_wanted = forms.IntegerField(label=_("名额"), help_text=_("增加名额时，候补人员按先后递补。"), min_value=1, max_value=MOST_SEATS)
    sign_up_until = MomentField(label=_("报名截止时间"))
    contact_name = forms.CharField(label=_("联系人"), max_length=40)
    contact_phone = forms.CharField(label=_("联系电话"), max_length=30, widget=PhoneInput)
    says = forms.CharField(label=_("报名须知"), max_length=2_000, required=False, widget=forms.Textarea({"rows": 4}))
    notice = AttachmentField(label=_("更换盖章通知扫描件"), help_text=_("不更换的留空。"), required=False)


class Reschedule(forms.Form):
    """Other dates. `clashes`: who would then be in two places; that is confirmed before anything is written."""

    version = VERSION
    starts_date = DayField(label=_("新的开班日期"))
    ends_date = DayField(label=_("新的结束日期"))
    reason = forms.CharField(label=_("改期理由"), help_text=_("写入班次记录，公开页面上显示。"), max_length=200)
    despite = forms.BooleanField(label=_("仍然改期，由举办单位另行通知上列人员"), required=False)

    def __init__(self, *args: Any, training_class: TrainingClass, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(training_class, name) for name in ("version", "starts_date", "ends_date")}
        super().__init__(*args, **kwargs)
        self.training_class = training_class
        self.clashes: list[Clash] = []
        if not self.is_bound:
            del self.fields["despite"]

    def clean(self) -> dict[str, Any]:
        """Whoever clashes is named, and the question asked only then."""
        cleaned = super().clean() or {}
        despite, starts, ends = cleaned.pop("despite", False), cleaned.get("starts_date"), cleaned.get("ends_date")
        if starts and ends:
            self.clashes = overlaps.clashing(self.training_class, starts_date=starts, ends_date=ends)
        if self.clashes and not despite:
            self.add_error("despite", _("改期后有人时间冲突，请勾选确认。"))
        if not self.clashes:
            del self.fields["despite"]
        return cleaned


class Reason(forms.Form):
    """Why a class is cancelled."""

    version = VERSION
    reason = forms.CharField(label=_("理由"), max_length=500, widget=forms.Textarea({"rows": 4}))


class Close(forms.Form):
    """A class closes; without results only with a reason."""

    version = VERSION
    reason = forms.CharField(
        label=_("不组织考核的理由"),
        help_text=_("成绩已公布的留空。"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
