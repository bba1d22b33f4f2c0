"""What is typed about enterprises."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.accounts.forms import PhoneField
from cqo.foundation.codes import amounts, credit_code, names
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.documents.forms import AttachmentField
from cqo.foundation.industries import queries as industries
from cqo.foundation.look.forms import DayField, Sectioned, Sections
from cqo.registry.enterprises.states import Status
from cqo.registry.enterprises.wording import STATUSES

VERSION = forms.IntegerField(widget=forms.HiddenInput)


class MoneyField(forms.CharField):
    """An amount in 万元, kept in fen."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("单位：万元。"))
        super().__init__(max_length=20, **options)
        self.widget.attrs.update({"inputmode": "decimal", "class": "num"})

    def prepare_value(self, value: Any) -> Any:
        """Fen as 万元 without trailing zeros."""
        return f"{value / amounts.FEN_PER_WAN_YUAN:.6f}".rstrip("0").rstrip(".") if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:  # type: ignore[override]
        """Fen, or None where nothing is typed."""
        typed = super().clean(value)
        if not typed:
            return None
        fen = amounts.fen(typed, unit=amounts.FEN_PER_WAN_YUAN)
        if fen is None or fen < 0:
            raise forms.ValidationError(_("请填写金额，如 2350.5。"), code="money")
        return fen


def place_choices(actor: Actor) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The counties and zones an official's capacity reaches, as choices."""
    counties = [(place.code, place.name) for place in divisions.counties(actor.city)]
    zones = [(str(zone.pk), zone.name) for zone in divisions.open_zones(actor.city)]
    if actor.reach.scale == "county":
        counties = [choice for choice in counties if choice[0] == actor.reach.key]
    if actor.reach.scale == "zone":
        zones = [choice for choice in zones if choice[0] == actor.reach.key]
    return counties, [("", gettext("不在功能区")), *zones]


class _Particulars(Sectioned, forms.Form):
    """What may be amended: particulars and contact."""

    industry = forms.ChoiceField(label=_("行业（GB/T 4754—2017）"), required=False)
    legal_representative = forms.CharField(label=_("法定代表人"), max_length=80, required=False)
    address = forms.CharField(label=_("地址"), max_length=300, required=False)
    employees = forms.IntegerField(label=_("从业人数"), min_value=0, max_value=10_000_000, required=False)
    revenue_fen = MoneyField(label=_("营业收入"), required=False)
    assets_fen = MoneyField(label=_("资产总额"), required=False)
    established_date = DayField(label=_("成立日期"), required=False)
    contact_name = forms.CharField(label=_("联系人"), max_length=80, required=False)
    phone = PhoneField(label=_("联系电话"), mobile_only=False, required=False)

    SECTIONS: ClassVar[Sections] = (
        (_("企业信息"), ("industry", "legal_representative", "address", "established_date")),
        (_("规模（按统计上大中小微型企业划分办法自动判定）"), ("employees", "revenue_fen", "assets_fen")),
        (_("联系方式"), ("contact_name", "phone")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["industry"].choices = [("", _("未登记")), *industries.choices()]  # type: ignore[attr-defined]


class Register(_Particulars):
    """Open a file."""

    credit_code = forms.CharField(label=_("统一社会信用代码"), help_text=_("营业执照上的 18 位代码。"), max_length=40)
    name = forms.CharField(label=_("企业名称"), max_length=200)
    county = forms.ChoiceField(label=_("县区"))
    zone = forms.ChoiceField(label=_("功能区"), required=False)
    code_ground = forms.CharField(
        label=_("历史代码登记理由"), help_text=_("仅当代码校验位不符、确为历史发证时填写，写入办理记录。"), max_length=200, required=False
    )

    SECTIONS: ClassVar[Sections] = ((_("身份和属地"), ("credit_code", "name", "county", "zone", "code_ground")), *_Particulars.SECTIONS)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        counties, zones = place_choices(actor)
        self.fields["county"].choices = counties if len(counties) == 1 else [("", _("请选择")), *counties]  # type: ignore[attr-defined]
        self.fields["zone"].choices = zones  # type: ignore[attr-defined]
        if not actor.may(Can.OVERRIDE_CODE):
            del self.fields["code_ground"]

    def clean_credit_code(self) -> str:
        """The tidied code; whether its check character holds is the operation's question, since a historic code may be registered."""
        code = credit_code.normalise(self.cleaned_data["credit_code"])
        if credit_code.fault(code) == credit_code.Fault.FORMAT:
            raise forms.ValidationError(_("信用代码应为 18 位数字和大写字母，请对照营业执照核对。"), code="format")
        return code

    def clean_name(self) -> str:
        """The name without stray spaces."""
        return names.tidy(self.cleaned_data["name"])


class Amend(_Particulars):
    """Change particulars; the bureau may do so for the firm with its stamped paper (代录)."""

    version = VERSION
    for_firm = forms.BooleanField(label=_("代录：依据企业盖章的纸质材料"), required=False)
    paper = AttachmentField(label=_("盖章材料扫描件"), required=False)

    SECTIONS: ClassVar[Sections] = (*_Particulars.SECTIONS, (_("代录"), ("for_firm", "paper")))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not actor.may(Can.KEEP_REGISTRY):
            for name in ("for_firm", "paper", "established_date"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """A paper where the bureau files for the firm."""
        cleaned = super().clean() or {}
        if cleaned.get("for_firm") and not cleaned.get("paper"):
            self.add_error("paper", _("代录须上传企业盖章的纸质材料扫描件。"))
        return cleaned


class Rename(forms.Form):
    """A new name from a day."""

    version = VERSION
    name = forms.CharField(label=_("新名称"), max_length=200)
    on = DayField(label=_("原名称使用至"), help_text=_("更名登记日的前一日。原名称仍可查到。"))

    def clean_name(self) -> str:
        """The name without stray spaces."""
        return names.tidy(self.cleaned_data["name"])


class SetStatus(forms.Form):
    """In operation, moved out, struck off."""

    version = VERSION
    status = forms.ChoiceField(label=_("状态"), choices=[(status.value, STATUSES[status]) for status in Status], widget=forms.RadioSelect)
    on = DayField(label=_("自哪一日起"))


class PlanMove(forms.Form):
    """Another county or zone from a day."""

    county = forms.ChoiceField(label=_("迁入县区"))
    zone = forms.ChoiceField(label=_("迁入功能区"), required=False)
    effective = DayField(label=_("生效日期"), help_text=_("当日或以前的立即生效，以后的到日自动生效。已固定的年度名录不变。"))
    ground = forms.CharField(label=_("依据"), help_text=_("如：营业执照变更登记。"), max_length=200)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["county"].choices = [(place.code, place.name) for place in divisions.counties(actor.city)]  # type: ignore[attr-defined]
        zones = [(str(zone.pk), zone.name) for zone in divisions.open_zones(actor.city)]
        self.fields["zone"].choices = [("", _("不在功能区")), *zones]  # type: ignore[attr-defined]


class Reason(forms.Form):
    """Why a claim is returned or refused."""

    version = VERSION
    reason = forms.CharField(label=_("理由"), max_length=500, widget=forms.Textarea({"rows": 4}))


class Resubmit(forms.Form):
    """A claim mended."""

    version = VERSION
    letter = AttachmentField(label=_("补交的材料"), help_text=_("不需要补交文件的可留空。"), required=False)


class MergeFiles(forms.Form):
    """Which file stays, and why."""

    kept = forms.ChoiceField(label=_("保留哪一份"), widget=forms.RadioSelect)
    ground = forms.CharField(label=_("合并理由"), help_text=_("写明怎样确认是同一家企业。"), max_length=200)
    left_version = VERSION
    right_version = VERSION

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kept"].choices = choices  # type: ignore[attr-defined]


class DraftList(forms.Form):
    """A year's list of enterprises above designated size."""

    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)
    scope = forms.CharField(label=_("范围"), help_text=_("如：规模以上工业企业。"), max_length=60)
    source = forms.CharField(label=_("来源"), help_text=_("提供名录的部门，如：汉中市统计局。"), max_length=200)
    document_number = forms.CharField(label=_("来函文号"), max_length=80, required=False)
    permitted_use = forms.CharField(label=_("许可用途"), help_text=_("统计部门同意的用途。名录按此使用，逐户数据不公开。"), max_length=200)
    list_date = DayField(label=_("名录日期"))


class AddToList(forms.Form):
    """An enterprise by its credit code."""

    credit_code = forms.CharField(label=_("统一社会信用代码"), max_length=40)

    def clean_credit_code(self) -> str:
        """The tidied code."""
        return credit_code.normalise(self.cleaned_data["credit_code"])
