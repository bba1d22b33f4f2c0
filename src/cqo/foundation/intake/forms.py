"""What is typed in an import: the file with its options, which column is which, the cells of a row."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cqo.foundation.audit.ids import new_id
from cqo.foundation.intake import queries
from cqo.foundation.intake.models import Row
from cqo.foundation.intake.recipes import Option, Recipe
from cqo.foundation.intake.surveys import Group, Surveyed
from cqo.foundation.look.forms import UploadField

KINDS = ("xlsx", "xls", "csv")
CELL_LENGTH = 500


class Upload(forms.Form):
    """A roster, with what its recipe asks for besides."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)

    def __init__(self, *args: Any, options: Sequence[Option], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"] = UploadField(label=gettext_lazy("名单文件"), limit=settings.ROSTER_LIMIT, kinds=KINDS)
        self._options = options
        for option in options:
            told: dict[str, Any] = {"label": option.label, "help_text": option.hint, "required": option.required}
            if option.choices is not None:
                self.fields[option.key] = forms.ChoiceField(choices=option.choices, **told)
            else:
                self.fields[option.key] = forms.CharField(max_length=120, **told)

    @property
    def chosen(self) -> dict[str, str]:
        """The options that were filled in."""
        return {option.key: self.cleaned_data[option.key] for option in self._options if self.cleaned_data.get(option.key)}


class Columns(forms.Form):
    """Which of a file's columns is which of ours, by the words of its header."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, recipe: Recipe, surveyed: Surveyed, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._recipe, self._surveyed = recipe, surveyed
        choices = [("", _("（不读这一列）")), *((column.key, recipe.words.label(column.key)) for column in recipe.columns)]
        self._names = {heading.text: f"column-{place}" for place, heading in enumerate(surveyed.headings())}
        for heading in surveyed.headings():
            self.fields[self._names[heading.text]] = forms.ChoiceField(
                label=heading.text, choices=choices, required=False, initial=heading.key
            )

    def field_of(self, header: str) -> forms.BoundField:
        """The select of a header."""
        return self[self._names[header]]

    def clean(self) -> dict[str, Any]:
        """Refuses one column of ours for two of a sheet's, and a column that every row needs chosen for none."""
        chosen = self._chosen()
        for group in self._surveyed.groups:
            taken = Counter(chosen[heading.text] for heading in group.headings if chosen[heading.text])
            for key, times in taken.items():
                if times > 1:
                    told = {"sheet": group.sheets[0], "column": self._recipe.words.label(key), "times": times}
                    self.add_error(None, _("工作表“%(sheet)s”中有 %(times)d 列都选成了“%(column)s”，请只留一列。") % told)
        for key in self.missing_everywhere(chosen):
            self.add_error(
                None,
                _("没有一列选为“%(column)s”，请在下面选一列；文件里没有这一列时，请补上后重新上传。")
                % {"column": self._recipe.words.label(key)},
            )
        return self.cleaned_data

    def missing_everywhere(self, chosen: Mapping[str, str]) -> list[str]:
        """The columns every row needs that no header has."""
        return [column.key for column in self._recipe.columns if column.required and column.key not in chosen.values()]

    def missing_in(self, group: Group) -> list[str]:
        """The labels of columns every row needs that a group of sheets lacks, as guessed."""
        keys = {heading.key for heading in group.headings}
        return [self._recipe.words.label(column.key) for column in self._recipe.columns if column.required and column.key not in keys]

    @property
    def corrections(self) -> dict[str, str]:
        """Header → column where a person chose another than was guessed."""
        chosen = self._chosen()
        return {heading.text: chosen[heading.text] for heading in self._surveyed.headings() if chosen[heading.text] != heading.key}

    def _chosen(self) -> dict[str, str]:
        return {text: self.cleaned_data.get(name) or "" for text, name in self._names.items()}


class Cells(forms.Form):
    """The cells of a row, as they were read or mended; `seen` is the mark of the row on screen."""

    seen = forms.CharField(max_length=16, widget=forms.HiddenInput)

    def __init__(self, *args: Any, recipe: Recipe, row: Row, **kwargs: Any) -> None:
        cells = queries.cells_of(row)
        kwargs["initial"] = {"seen": queries.mark_of(row), **{f"cell-{key}": text for key, text in cells.items()}}
        super().__init__(*args, **kwargs)
        self._keys = [column.key for column in recipe.columns if column.key in cells or column.required or column.key in recipe.words.shown]
        for key in self._keys:
            self.fields[f"cell-{key}"] = forms.CharField(label=recipe.words.label(key), required=False, max_length=CELL_LENGTH, strip=True)

    @property
    def cells(self) -> dict[str, str]:
        """The cells as typed."""
        return {key: self.cleaned_data[f"cell-{key}"] for key in self._keys}


class Version(forms.Form):
    """The version of the batch on the person's screen."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class Place(forms.Form):
    """Where somebody was in the rows of a batch."""

    show = forms.ChoiceField(choices=[(name, name) for name in queries.SHOWN], required=False)
    page = forms.IntegerField(min_value=1, max_value=100_000, required=False)

    @classmethod
    def of(cls, asked: Mapping[str, Any]) -> dict[str, Any]:
        """The narrowing and the page; what makes no sense leads to the beginning."""
        form = cls(asked)
        form.full_clean()
        return {"show": form.cleaned_data.get("show") or "", "page": form.cleaned_data.get("page") or 1}
