"""A year's calendar as a file or as pasted text."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LARGEST_FILE = 64 * 1024
ENCODINGS = ("utf-8-sig", "gb18030")


class Calendar(forms.Form):
    """The year, the notice, and its days as CSV."""

    year = forms.IntegerField(label=_("年份"), min_value=2007, max_value=2100, widget=forms.NumberInput({"class": "num"}))
    source = forms.CharField(
        label=_("放假安排通知的文号"), help_text=_("如“国办发明电〔2025〕7号”；有补充通知的一并写上。"), max_length=200
    )
    file = forms.FileField(
        label=_("日历文件"),
        help_text=_("CSV 文件，第一行是“日期,类型,名称”。"),
        required=False,
        widget=forms.FileInput({"accept": ".csv,text/csv,text/plain"}),
    )
    text = forms.CharField(
        label=_("或把内容粘贴在这里"),
        help_text=_("每行一天，如“2027-01-01,放假,元旦”；调休上班的周末写“上班”。"),
        required=False,
        widget=forms.Textarea({"rows": 8, "spellcheck": "false", "class": "num"}),
    )

    def clean_file(self) -> str:
        """The file's text. Raises ValidationError for one that is too large or no text."""
        upload = self.cleaned_data["file"]
        if not upload:
            return ""
        if upload.size > LARGEST_FILE:
            raise forms.ValidationError(_("文件过大：一年的日历只有几十行，请核对选择的文件。"), code="too_large")
        content = upload.read()
        for encoding in ENCODINGS:
            try:
                return str(content.decode(encoding))
            except UnicodeDecodeError:
                continue
        raise forms.ValidationError(_("文件不是文本。请在表格软件中另存为 CSV。"), code="not_text")

    def clean(self) -> dict[str, Any]:
        """One of file and text; the file counts where both are given."""
        cleaned = super().clean() or {}
        cleaned["text"] = cleaned.get("file") or cleaned.get("text", "")
        if not cleaned["text"].strip() and "file" not in self.errors:
            self.add_error("file", _("请选择日历文件，或把内容粘贴在下面。"))
        return cleaned
