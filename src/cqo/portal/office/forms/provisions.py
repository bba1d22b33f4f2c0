"""A new edition as it is typed: its fields are made from the dataclass of the subject's terms."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cqo.foundation.look.forms import DayField
from cqo.foundation.look.templatetags.look import day
from cqo.foundation.provisions import rules, subjects
from cqo.foundation.provisions.queries import Document, Edition
from cqo.foundation.provisions.subjects import Shape, Subject, Term
from cqo.foundation.refusal import NotPossible, say

YES, NO = "yes", "no"
UNSET = [("", _("未规定"))]


class NewEdition(forms.Form):
    """Terms, each with its article; the document; from when; the number of the edition on the person's screen (`after`)."""

    document_title = forms.CharField(label=_("文件名称"), max_length=200, help_text=_("例如：某市首席质量官管理办法（试行）。"))
    document_number = forms.CharField(label=_("文号"), max_length=80, help_text=_("按印发的文件填写，例如：某市监发〔2026〕3号。"))
    issued_date = DayField(label=_("印发日期"))
    valid_from = DayField(label=_("施行日期"), help_text=_("从这一天零时起，新提交的事项适用新版本；此前提交的事项仍按原版本办理。"))
    valid_to = DayField(label=_("失效日期"), required=False, help_text=_("文件写明有效期的，填写最后一天；未写明的留空。"))
    reason = forms.CharField(label=_("补录理由"), max_length=200, required=False, help_text=_("施行日期早于今天时必须填写。"))
    note = forms.CharField(label=_("说明"), max_length=200, required=False)
    after = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, subject: Subject, current: Edition[Any], newest: Edition[Any] | None, today: date, **kwargs: Any
    ) -> None:
        """current: whose terms stand in the fields at first; newest: the last edition the division itself enacted, if any."""
        super().__init__(*args, **kwargs)
        self.subject = subject
        self.newest = newest
        self.today = today
        self.terms_of_subject = subjects.terms_of(subject)
        self.fields["after"].initial = newest.edition if newest else 0
        for term in self.terms_of_subject:
            self.fields[f"term_{term.name}"] = _field(term, getattr(current.terms, term.name))
            self.fields[f"article_{term.name}"] = forms.CharField(
                label=format_lazy(_("依据条款（{label}）"), label=term.label),
                max_length=60,
                required=False,
                initial=current.articles.get(term.name, ""),
            )

    def rules(self) -> Iterator[tuple[BoundField, BoundField]]:
        """Each term beside its article."""
        return ((self[f"term_{term.name}"], self[f"article_{term.name}"]) for term in self.terms_of_subject)

    def sections(self) -> Iterator[tuple[Any, list[BoundField]]]:
        """The fieldsets under the rules: where they come from, from when they hold."""
        yield _("依据文件"), [self["document_title"], self["document_number"], self["issued_date"]]
        yield _("施行"), [self["valid_from"], self["valid_to"], self["reason"], self["note"]]

    def clean(self) -> dict[str, Any]:
        """What the act would refuse is told here already, beside its field."""
        typed = dict(super().clean() or {})
        first, last = typed.get("valid_from"), typed.get("valid_to")
        if first is None:
            return typed
        earlier = [rules.Span(self.newest.valid_from, self.newest.valid_to)] if self.newest and self.newest.valid_from else []
        refused = rules.refused_start(first, today=self.today, reason=typed.get("reason", ""), earlier=earlier)
        if refused:
            latest = day(self.newest.valid_from) if self.newest else ""
            self.add_error("reason" if refused == "provisions.starts_in_past" else "valid_from", say(NotPossible(refused, latest=latest)))
        if last is not None and last < first:
            self.add_error("valid_to", say(NotPossible("provisions.ends_before_start")))
        return typed

    def terms(self) -> Any:
        """The terms as typed, as an instance of the subject's dataclass."""
        typed = {term.name: _value(term, self.cleaned_data[f"term_{term.name}"]) for term in self.terms_of_subject}
        return self.subject.terms(**typed)

    def articles(self) -> dict[str, str]:
        """The article of each term that has one."""
        typed = {term.name: self.cleaned_data[f"article_{term.name}"] for term in self.terms_of_subject}
        return {name: place for name, place in typed.items() if place}

    def document(self) -> Document:
        """The paper the edition comes from."""
        return Document(self.cleaned_data["document_title"], self.cleaned_data["document_number"], self.cleaned_data["issued_date"])


def _field(term: Term, value: Any) -> forms.Field:
    label = format_lazy("{label}（{unit}）", label=term.label, unit=term.unit) if term.unit else term.label
    shown: dict[str, Any] = {"label": label, "help_text": term.help, "required": not term.optional, "initial": value}
    match term.shape:
        case Shape.NUMBER:
            return forms.IntegerField(min_value=0, max_value=1_000_000, **shown)
        case Shape.FLAG:
            shown["initial"] = "" if value is None else YES if value else NO
            return forms.ChoiceField(choices=[*(UNSET if term.optional else []), (YES, _("是")), (NO, _("否"))], **shown)
        case Shape.LIST if term.choices:
            return forms.MultipleChoiceField(
                choices=list(term.choices.items()), widget=forms.CheckboxSelectMultiple, **(shown | {"required": False})
            )
        case Shape.LIST:
            lines = "\n".join(value or ())
            return forms.CharField(
                widget=forms.Textarea(attrs={"rows": 4}), max_length=2000, **(shown | {"required": False, "initial": lines})
            )
        case _ if term.choices:
            return forms.ChoiceField(
                choices=[*(UNSET if term.optional else []), *term.choices.items()], **(shown | {"initial": value or ""})
            )
        case _:
            return forms.CharField(max_length=200, **shown)


def _value(term: Term, typed: Any) -> Any:
    """What was typed, as the dataclass takes it."""
    if term.shape == Shape.LIST:
        return tuple(line.strip() for line in typed.splitlines() if line.strip()) if isinstance(typed, str) else tuple(typed)
    if typed in ("", None):
        return None if term.optional else typed
    return typed == YES if term.shape == Shape.FLAG else typed
