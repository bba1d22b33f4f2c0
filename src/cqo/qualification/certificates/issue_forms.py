"""What is typed about issuing, templates, keys and sheets."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cqo.foundation.documents.forms import AttachmentField
from cqo.foundation.look.forms import DayField, MomentField
from cqo.qualification.certificates.change_forms import version_field
from cqo.qualification.certificates.issue_words import SHEET_STATES
from cqo.qualification.certificates.rules import wording as rules
from cqo.qualification.certificates.states import SheetState, Tier
from cqo.qualification.certificates.wording import TIERS

MOST_SHEETS = 500


class Approve(forms.Form):
    """The signed approval."""

    version = version_field()
    approval_number = forms.CharField(label=_("审批文号或编号"), help_text=_("没有的留空。"), max_length=60, required=False)
    scan = AttachmentField(label=_("签字盖章的发证审批表"))


class LeaveOut(forms.Form):
    """Why somebody gets none."""

    version = version_field()
    reason = forms.CharField(label=_("不发的原因"), help_text=_("印在发证审批表的备注栏。"), max_length=150)


class Sheets(forms.Form):
    """The first of the sheets that an issue was printed on."""

    first = forms.CharField(
        label=_("第一张空白证书的编号"), help_text=_("按证书编号顺序依次打印的，只填第一张，其余自动顺延。"), max_length=30
    )


class WriteOff(forms.Form):
    """Sheets that were spoiled or lost."""

    first = forms.CharField(label=_("空白证书编号"), help_text=_("连续多张的，填第一张。"), max_length=30)
    count = forms.IntegerField(label=_("空白证书张数"), min_value=1, max_value=MOST_SHEETS, initial=1)
    state = forms.ChoiceField(
        label=_("情况"),
        choices=[(state.value, SHEET_STATES[state]) for state in (SheetState.SPOILED, SheetState.LOST)],
        widget=forms.RadioSelect,
        initial=SheetState.SPOILED.value,
    )
    ground = forms.CharField(label=_("原因"), help_text=_("例如：打印偏移、卡纸、运输遗失。"), max_length=150)

    def clean_state(self) -> SheetState:
        """The state."""
        return SheetState(self.cleaned_data["state"])


class HandOver(forms.Form):
    """The day of handing over."""

    day = DayField(label=_("交付日期"))


class TemplateText(forms.Form):
    """A new edition of a tier's template."""

    tier = forms.ChoiceField(label=_("等级"), choices=[(tier.value, words) for tier, words in TIERS.items()])
    title = forms.CharField(
        label=_("证书名称"), help_text=_("一般使用“首席质量官任职培训合格证书”。不得出现职业资格、执业、全国等字样。"), max_length=60
    )
    confirmed = forms.BooleanField(
        label=_("确认使用“资格证书”"), help_text=_("名称含“资格”时须勾选：这一名称容易被误认为职业资格，请先核对依据。"), required=False
    )
    body = forms.CharField(
        label=_("正文"),
        help_text=_(
            "可用代码：{holder} 姓名，{id_type} 证件类型，{id_number} 证件号码（遮掩），{employer} 单位，{class} 班次，"
            "{tier} 等级，{hours} 学时，{score} 成绩，{issued} 发证日期，{expires} 有效期至，{county} 县区。"
        ),
        max_length=600,
        widget=forms.Textarea({"rows": 5}),
    )
    issuer = forms.CharField(label=_("发证机关"), help_text=_("县区颁发的可写 {county}市场监督管理局。"), max_length=120)
    ground_document = forms.CharField(label=_("发证依据"), help_text=_("印在发证审批表上，不印在证书上。"), max_length=200, required=False)
    offset_x = forms.DecimalField(
        label=_("套打向右移（毫米）"), max_digits=4, decimal_places=1, initial=0, min_value=-50, max_value=50, help_text=_("向左移填负数。")
    )
    offset_y = forms.DecimalField(
        label=_("套打向下移（毫米）"), max_digits=4, decimal_places=1, initial=0, min_value=-50, max_value=50, help_text=_("向上移填负数。")
    )

    def clean_tier(self) -> Tier:
        """The tier."""
        return Tier(self.cleaned_data["tier"])

    def clean(self) -> dict[str, Any]:
        """What must not stand on a certificate is told beside its field."""
        from cqo.foundation.refusal import NotPossible, say

        typed = dict(super().clean() or {})
        for name in ("title", "body", "issuer"):
            if found := rules.forbidden_in(typed.get(name, "")):
                self.add_error(name, say(NotPossible("template.forbidden", what=found)))
        if rules.needs_confirmation(typed.get("title", "")) and not typed.get("confirmed"):
            self.add_error("confirmed", say(NotPossible("template.qualification")))
        return typed


class CompromisedSince(forms.Form):
    """Since when somebody else may hold a key."""

    since = MomentField(label=_("从何时起可能泄露"), help_text=_("此后的签名一律不可信；此前的签名不受影响。"))


class BringKey(forms.Form):
    """A key made elsewhere."""

    private_pem = forms.CharField(label=_("私钥（PEM，无口令）"), widget=forms.Textarea({"rows": 6, "data-keep-out": ""}), max_length=4000)
    certificate_pem = forms.CharField(label=_("证书（PEM）"), widget=forms.Textarea({"rows": 6}), max_length=8000)
