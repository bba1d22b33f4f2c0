"""A letter to enterprises as it is typed."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cqo.foundation.inbox.operations import letters
from cqo.foundation.refusal import NotPossible, say

ALL, CHOSEN = "all", "chosen"
MOST_NAMED = 5


class Letter(forms.Form):
    """Subject, text and for whom. `key` is made with the empty form, so that the same form sent twice is one letter."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    subject = forms.CharField(label=_("标题"), max_length=100)
    text = forms.CharField(
        label=_("正文"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("不得写入身份证号码和手机号码；联系电话可写办公固定电话。"),
    )
    scope = forms.ChoiceField(
        label=_("收件企业"),
        choices=[(ALL, _("辖区内全部已认领档案的企业")), (CHOSEN, _("只发给下面列出的企业"))],
        widget=forms.RadioSelect,
        initial=ALL,
    )
    chosen = forms.CharField(
        label=_("企业名单"),
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("每行一家，填写统一社会信用代码或企业全称，可从表格中整列复制。"),
    )

    def __init__(self, *args: Any, claimed: Any, named: Any, **kwargs: Any) -> None:
        """claimed: () → keys of all enterprises that can be written to; named: lines → (keys, lines that name none of them)."""
        super().__init__(*args, **kwargs)
        self._claimed = claimed
        self._named = named
        self.organisations: list[UUID] = []

    def clean(self) -> dict[str, Any]:
        """Resolve the recipients and refuse personal data, each error beside its field."""
        typed = dict(super().clean() or {})
        for name in ("subject", "text"):
            try:
                letters.refuse_personal_data(typed.get(name, ""))
            except NotPossible as refused:
                self.add_error(name, say(refused))
        if typed.get("scope") == ALL:
            self.organisations = self._claimed()
            if not self.organisations:
                self.add_error("scope", say(NotPossible("letter.nobody")))
        elif typed.get("scope") == CHOSEN:
            self._resolve(typed.get("chosen", ""))
        return typed

    def _resolve(self, chosen: str) -> None:
        self.organisations, unknown = self._named(chosen.splitlines())
        if unknown:
            told = {"count": len(unknown), "names": "、".join(unknown[:MOST_NAMED])}
            self.add_error("chosen", _now("有 %(count)s 行不是辖区内已认领档案的企业，请核对：%(names)s") % told)
        elif not self.organisations:
            self.add_error("chosen", _now("请至少列出一家企业。"))
