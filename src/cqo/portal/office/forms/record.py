"""A printed head to hold against the chain."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PrintedHead(forms.Form):
    """Number and hash as they stand on a notice."""

    seq = forms.IntegerField(label=_("第几号"), min_value=1, widget=forms.NumberInput({"class": "num"}))
    hash = forms.RegexField(
        r"^[0-9a-fA-F]{16,64}$",
        label=_("链头"),
        help_text=_("至少前 16 位。"),
        error_messages={"invalid": _("链头由 0—9 和 a—f 组成，至少填前 16 位。")},
        widget=forms.TextInput({"class": "num", "spellcheck": "false", "autocapitalize": "none"}),
    )
