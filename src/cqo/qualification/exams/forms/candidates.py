"""What candidates type: the plain form of an exam, the text of a receipt."""

import json
from collections.abc import Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from cqo.qualification.exams.rules import choices


class Paste(forms.Form):
    """A receipt's text."""

    text = forms.CharField(
        label=gettext_lazy("回执内容"),
        help_text=gettext_lazy("打开下载的回执文件，把全部文字复制到这里。"),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=4000,
    )


def changed_choices(typed: QueryDict, items: Sequence[int]) -> dict[int, str]:
    """The choices that differ from what the page showed when it was loaded, by item; a page left open on another device overwrites nothing else."""
    try:
        shown = {int(item): str(choice) for item, choice in json.loads(typed.get("shown", "{}")).items()}
    except (ValueError, AttributeError):
        shown = {}
    now = {item: choices.joined(typed.getlist(f"q{item}")) for item in items}
    return {item: choice[: len(choices.LETTERS)] for item, choice in now.items() if choice != shown.get(item, "")}
