"""What is typed about changes to certificates."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cqo.foundation.documents.forms import AttachmentField
from cqo.foundation.look.forms import DayField
from cqo.qualification.certificates.change_words import EVIDENCE, GROUNDS
from cqo.qualification.certificates.rules import changes as rules
from cqo.qualification.certificates.states import ChangeKind, Ground


def version_field() -> forms.IntegerField:
    """The version of a row on the screen of whoever changes it."""
    return forms.IntegerField(widget=forms.HiddenInput, max_value=2_000_000_000)


class Propose(forms.Form):
    """A change of one kind: ground, reason, day, papers."""

    version = version_field()
    ground = forms.ChoiceField(label=_("事由"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("具体情况"),
        help_text=_("加密保存，只有办理人员和本人能看到，不对外公开。"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4, "data-keep-out": ""}),
    )
    document_number = forms.CharField(label=_("文号"), help_text=_("有决定书、通知书的填写。"), max_length=60, required=False)
    corrected_issued_date = DayField(label=_("正确的发证日期"), help_text=_("事由为“更正日期错误”时填写。"), required=False)
    corrected_expires_date = DayField(label=_("正确的有效期至"), help_text=_("长期有效的留空。"), required=False)
    effective_date = DayField(label=_("生效日期"))
    evidence = AttachmentField(label=_("依据材料"), required=False)

    def __init__(self, *args: Any, kind: ChangeKind, grounds: list[Ground], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        choices = [(ground.value, GROUNDS[ground]) for ground in grounds]
        self.fields["ground"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["ground"].initial = choices[0][0]
        wanted = [f"{GROUNDS[ground]}：{EVIDENCE[ground]}" for ground in grounds if rules.GROUNDS[kind][ground].evidence]
        if wanted:
            self.fields["evidence"].help_text = f"{'；'.join(wanted)}。{self.fields['evidence'].help_text}"
        else:
            del self.fields["evidence"]
        if kind in rules.AT_ONCE:
            del self.fields["effective_date"]
        if Ground.CORRECTION_DATE not in grounds:
            del self.fields["corrected_issued_date"], self.fields["corrected_expires_date"]

    def clean(self) -> dict[str, Any]:
        """The paper that the ground asks for, and the right date where a date is corrected."""
        cleaned = super().clean() or {}
        ground = Ground(cleaned["ground"]) if cleaned.get("ground") else None
        needs = rules.GROUNDS[self.kind][ground] if ground else rules.Needs()
        if ground and needs.evidence and not cleaned.get("evidence") and "evidence" not in self.errors:
            self.add_error("evidence", _("请上传：%(what)s。") % {"what": EVIDENCE[ground]})
        if ground == Ground.CORRECTION_DATE and not cleaned.get("corrected_issued_date") and "corrected_issued_date" not in self.errors:
            self.add_error("corrected_issued_date", _("请填写正确的发证日期。"))
        return cleaned


class Wish(forms.Form):
    """The holder asks to have the own certificate cancelled."""

    version = version_field()
    reason = forms.CharField(
        label=_("注销原因"), help_text=_("加密保存，不对外公开。"), max_length=500, widget=forms.Textarea({"rows": 3, "data-keep-out": ""})
    )


class Statement(forms.Form):
    """The holder's own statement."""

    text = forms.CharField(
        label=_("陈述和申辩"),
        help_text=_("写明您认为的事实和理由。期限内可以再次提交，以最后一次为准。"),
        max_length=5000,
        widget=forms.Textarea({"rows": 8, "data-keep-out": ""}),
    )


class Hear(forms.Form):
    """What the holder said at the bureau, or that the deadline passed without a word."""

    version = version_field()
    statement = forms.CharField(
        label=_("本人陈述"),
        help_text=_("照本人所说记录；本人已在网上提交的，可以留空。期限已过、本人没有陈述的，留空即可。"),
        max_length=5000,
        required=False,
        widget=forms.Textarea({"rows": 6, "data-keep-out": ""}),
    )


class Decide(forms.Form):
    """A second person revokes."""

    version = version_field()
    effective_date = DayField(label=_("生效日期"))
    document_number = forms.CharField(label=_("决定书文号"), max_length=60)
    outcome = forms.CharField(
        label=_("决定理由"),
        help_text=_("写明对本人陈述的答复。加密保存，本人可以看到，不对外公开。"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4, "data-keep-out": ""}),
    )


class CarryOut(forms.Form):
    """What remains to be settled when a change is carried out."""

    version = version_field()
    effective_date = DayField(label=_("生效日期"))
    official_number = forms.CharField(
        label=_("新证书编号"), help_text=_("留空的，按本地规则编号；发证机关另有编号的，照填。"), max_length=60, required=False
    )

    def __init__(self, *args: Any, kind: ChangeKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind in rules.AT_ONCE:
            del self.fields["effective_date"]
        if kind != ChangeKind.REPLACE:
            del self.fields["official_number"]


class Drop(forms.Form):
    """Why a change is not taken further."""

    version = version_field()
    reason = forms.CharField(
        label=_("原因"), help_text=_("本人可以看到，不对外公开。"), max_length=500, widget=forms.Textarea({"rows": 3, "data-keep-out": ""})
    )
