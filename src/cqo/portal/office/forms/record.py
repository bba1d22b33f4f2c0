"""A printed head to hold against the chain."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

_HASH = re.compile(r"[0-9a-f]{16,64}")


class PrintedHead(forms.Form):
    """Number and hash as they stand on a notice, in groups or in one."""

    seq = forms.IntegerField(label=_("第几号"), min_value=1, widget=forms.NumberInput({"class": "num"}))
    hash = forms.CharField(
        label=_("链头"),
        help_text=_("至少前 16 位。"),
        max_length=100,
        widget=forms.TextInput({"class": "num", "spellcheck": "false", "autocapitalize": "none"}),
    )

    def clean_hash(self) -> str:
        """The hash without the spaces of its groups. Raises ValidationError for what is none, or too short to tell."""
        tidy = "".join(self.cleaned_data["hash"].split()).lower()
        if not _HASH.fullmatch(tidy):
            raise forms.ValidationError(_("链头由 0—9 和 a—f 组成，至少填前 16 位。"), code="hash")
        return tidy
