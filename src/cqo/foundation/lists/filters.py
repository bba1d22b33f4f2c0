"""The form above a list."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.utils.choices import BaseChoiceIterator
from django.utils.translation import gettext_lazy as _

from cqo.foundation.access.actor import Actor

RESERVED = frozenset({"q", "sort", "columns", "after", "before", "page", "print", "export"})
"""Parameters of the list page itself; a filter may not be named like one."""


class Fixed(BaseChoiceIterator):
    """Choices in the shape Django wants them, "all" before them; Django would otherwise go through a hundred industries for every page."""

    def __init__(self, choices: Iterable[Any]) -> None:
        self._choices = [("", _("全部")), *choices]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._choices)


class Filters(forms.Form):
    """A list's filters, always bound to the address. Fields that narrow by what the actor may choose read `self.actor` in `__init__`."""

    use_required_attribute = False

    def __init__(self, data: Mapping[str, Any], *, actor: Actor) -> None:
        super().__init__(data)
        self.actor = actor
        for field in self.fields.values():
            field.required = False

    def valid(self) -> dict[str, Any]:
        """What was chosen and could be read; a filter that makes no sense narrows nothing and shows its error."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [])}
