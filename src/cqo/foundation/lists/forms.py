"""What people type about lists: a view's name, the order of columns, an export."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from cqo.foundation.lists import specs
from cqo.foundation.lists.selection import asked_of
from cqo.foundation.lists.specs import ListSpec


class PlaceField(forms.CharField):
    """An address of this site, to go back to."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> str:
        """The path. Raises ValidationError for another site's address."""
        path = str(super().clean(value))
        if not path.startswith("/") or not url_has_allowed_host_and_scheme(path, allowed_hosts=None):
            raise forms.ValidationError(_("返回地址不对，请从名单页面重新操作。"))
        return path


class Back(forms.Form):
    """The list one came from."""

    path = PlaceField()
    query = forms.CharField(required=False, max_length=4_000, widget=forms.HiddenInput)

    def clean_query(self) -> str:
        """The query without what only says where in the list one was."""
        return asked_of(QueryDict(self.cleaned_data["query"])).urlencode()

    @property
    def address(self) -> str:
        """Where to go back to; the first page where the form made no sense."""
        path, query = self.cleaned_data.get("path", "/"), self.cleaned_data.get("query", "")
        return f"{path}?{query}" if query else path

    @property
    def address_without_columns(self) -> str:
        """The same, with the columns the person has remembered instead of those in the address."""
        asked = QueryDict(self.cleaned_data.get("query", ""), mutable=True)
        asked.pop("columns", None)
        return f"{self.cleaned_data.get('path', '/')}?{asked.urlencode()}"


class SaveView(Back):
    """A name for the search one sees."""

    list = forms.RegexField(r"^[a-z][a-z0-9_.]{0,59}$", widget=forms.HiddenInput)
    name = forms.CharField(max_length=40, label=_("名称"))


class RenameView(Back):
    """Another name for a saved view."""

    name = forms.CharField(max_length=40, label=_("名称"))


class AskForExport(forms.Form):
    """Which list, which rows of it."""

    list = forms.CharField(max_length=60)
    scope = forms.CharField(required=False, max_length=60)
    query = forms.CharField(required=False, max_length=4_000)

    def clean_list(self) -> ListSpec:
        """The list itself."""
        spec = specs.find(self.cleaned_data["list"])
        if spec is None:
            raise forms.ValidationError(_("没有这个名单。"))
        return spec


class Columns(forms.Form):
    """A place for each column of a list, or none."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, spec: ListSpec, chosen: Sequence[str]) -> None:
        super().__init__(data)
        places = [("0", _("不显示")), *((str(place), str(place)) for place in range(1, len(spec.columns) + 1))]
        order = {key: str(place) for place, key in enumerate(chosen, start=1)}
        for column in spec.columns:
            place = order.get(column.key, "0")
            self.fields[column.key] = forms.ChoiceField(choices=places, label=str(column.label), initial=place)

    @property
    def in_order(self) -> list[str]:
        """The columns that got a place, by place; of two at one place the list's own order decides."""
        placed = [(int(place), key) for key, place in self.cleaned_data.items() if place != "0"]
        return [key for _place, key in sorted(placed, key=lambda each: each[0])]
