"""What is typed of a sign-up."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cqo.foundation.documents.forms import AttachmentField

VERSION = forms.IntegerField(widget=forms.HiddenInput)


class SignUp(forms.Form):
    """What goes with a sign-up: a ground of exemption where the class asks for a certificate, and a note."""

    exemption = forms.ChoiceField(
        label=_("免除参训条件的情形"), help_text=_("没有所要求证书的人员，符合其中一种情形才能报名；县区局会核对。"), required=False
    )
    note = forms.CharField(label=_("备注"), help_text=_("如：饮食、无障碍需要。只有办理人员能看到。"), max_length=200, required=False)

    def __init__(self, *args: Any, exempt_by: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if exempt_by:
            self.fields["exemption"].choices = [("", _("没有")), *((ground, ground) for ground in exempt_by)]  # type: ignore[attr-defined]
        else:
            del self.fields["exemption"]


class Resubmit(SignUp):
    """A sign-up mended, with a paper where one was asked for."""

    version = VERSION
    paper = AttachmentField(label=_("补交的材料"), help_text=_("不需要补交文件的可留空。"), required=False)


class Missing(forms.Form):
    """Everything that is missing, at once."""

    version = VERSION
    missing = forms.CharField(
        label=_("缺少的全部内容"),
        help_text=_("一次写全：只能退回一次，补正后只能通过或不予通过。不要写证件号码。"),
        max_length=500,
        widget=forms.Textarea({"rows": 4}),
    )


class Reason(forms.Form):
    """Why somebody is refused or taken off."""

    version = VERSION
    reason = forms.CharField(label=_("理由"), max_length=500, widget=forms.Textarea({"rows": 4}))
