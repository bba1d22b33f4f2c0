"""What is typed of papers: the head, the blueprint, the arrangement, questions ticked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cqo.qualification.certificates.states import Tier
from cqo.qualification.certificates.wording import TIERS
from cqo.qualification.exams.operations.papers import Row
from cqo.qualification.exams.rules.blueprint import Line
from cqo.qualification.exams.states import QuestionKind
from cqo.qualification.exams.wording.questions import KINDS
from cqo.qualification.training.models import TrainingClass

VERSION = forms.IntegerField(widget=forms.HiddenInput)
MOST_POINTS = 100


class PointsField(forms.DecimalField):
    """Points with one decimal, given as tenths."""

    def __init__(self, **options: Any) -> None:
        widget = forms.NumberInput({"inputmode": "decimal", "step": "0.1", "min": "0.1"})
        super().__init__(min_value=Decimal("0.1"), max_value=MOST_POINTS, decimal_places=1, max_digits=4, widget=widget, **options)

    def clean(self, value: Any) -> Any:
        """Tenths; None where nothing is typed."""
        points = super().clean(value)
        return None if points is None else int(points * 10)


class ClassField(forms.ModelChoiceField):
    """A class, by title and number."""

    def label_from_instance(self, obj: Any) -> str:
        """Title, tier and number."""
        return f"{obj.title} · {TIERS[Tier(obj.tier)]} · {obj.number}"


class NewPaper(forms.Form):
    """The head of a paper."""

    training_class = ClassField(label=gettext_lazy("培训班"), queryset=TrainingClass.objects.none())
    title = forms.CharField(
        label=gettext_lazy("试卷名称"), help_text=gettext_lazy("印在试卷上，如：首席质量官基础培训班结业考试（A 卷）。"), max_length=120
    )
    minutes = forms.IntegerField(label=gettext_lazy("考试时长（分钟）"), min_value=5, max_value=480)
    shuffled = forms.BooleanField(
        label=gettext_lazy("每名考生题目顺序不同"), help_text=gettext_lazy("选项顺序不变，试后可以逐人还原。"), required=False, initial=True
    )

    def __init__(self, *args: Any, classes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["training_class"].queryset = classes  # type: ignore[attr-defined]


class AmendPaper(NewPaper):
    """The head of a draft; its class stays."""

    version = VERSION

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, classes=TrainingClass.objects.none(), **kwargs)
        del self.fields["training_class"]


class CopyTo(forms.Form):
    """The class a copy is for."""

    training_class = ClassField(label=gettext_lazy("用于哪个培训班"), queryset=TrainingClass.objects.none())

    def __init__(self, *args: Any, classes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["training_class"].queryset = classes  # type: ignore[attr-defined]


@dataclass(frozen=True)
class GridRow:
    """A unit in the blueprint: its title, and for each kind the field and how many questions there are."""

    title: str
    cells: Sequence[tuple[BoundField, int]]


class Blueprint(forms.Form):
    """How many questions of each unit and kind, and what each kind is worth."""

    version = VERSION

    def __init__(self, *args: Any, units: Sequence[tuple[str, str]], counts: Mapping[tuple[str, QuestionKind], int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._units, self._counts = list(units), counts
        for kind in QuestionKind:
            label = _("%(kind)s每题分值") % {"kind": KINDS[kind]}
            self.fields[f"points-{kind.value}"] = PointsField(label=label, required=False)
            for place, (_code, title) in enumerate(self._units):
                label = _("%(unit)s：%(kind)s题数") % {"unit": title, "kind": KINDS[kind]}
                widget = forms.NumberInput({"inputmode": "numeric", "min": "0"})
                self.fields[f"count-{place}-{kind.value}"] = forms.IntegerField(
                    label=label, required=False, min_value=0, max_value=300, widget=widget
                )

    @property
    def grid(self) -> list[GridRow]:
        """The units with their fields."""
        return [
            GridRow(title, [(self[f"count-{place}-{kind.value}"], self._has(code, kind)) for kind in QuestionKind])
            for place, (code, title) in enumerate(self._units)
        ]

    @property
    def points(self) -> list[BoundField]:
        """What each kind is worth."""
        return [self[f"points-{kind.value}"] for kind in QuestionKind]

    def clean(self) -> dict[str, Any]:
        """Whoever draws a kind says what it is worth."""
        given = super().clean() or {}
        for kind in QuestionKind:
            wanted = any(given.get(f"count-{place}-{kind.value}") for place in range(len(self._units)))
            name = f"points-{kind.value}"
            if wanted and not given.get(name) and name not in self.errors:
                self.add_error(name, _("%(kind)s要抽题，请填写每题分值。") % {"kind": KINDS[kind]})
        return given

    @property
    def lines(self) -> list[Line]:
        """The blueprint as it was typed."""
        given = self.cleaned_data
        return [
            Line(code, kind, count, given[f"points-{kind.value}"])
            for place, (code, _title) in enumerate(self._units)
            for kind in QuestionKind
            if (count := given.get(f"count-{place}-{kind.value}"))
        ]

    def _has(self, code: str, kind: QuestionKind) -> int:
        if code == "*":
            return sum(count for (_unit, each), count in self._counts.items() if each == kind)
        return self._counts.get((code, kind), 0)


class Arrangement(forms.Form):
    """Place and points of each item, and which are taken out."""

    version = VERSION

    def __init__(self, *args: Any, items: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._items = items
        for item in items:
            key = item.pk.hex
            self.fields[f"place-{key}"] = forms.IntegerField(
                label=_("第 %(place)s 题的新题号") % {"place": item.place},
                initial=item.place,
                min_value=1,
                max_value=999,
                widget=forms.NumberInput({"inputmode": "numeric"}),
            )
            self.fields[f"points-{key}"] = PointsField(
                label=_("第 %(place)s 题的分值") % {"place": item.place}, initial=f"{item.points_tenths / 10:g}"
            )
            self.fields[f"out-{key}"] = forms.BooleanField(label=_("移出第 %(place)s 题") % {"place": item.place}, required=False)

    @property
    def lines(self) -> list[tuple[Any, BoundField, BoundField, BoundField]]:
        """Each item with its fields."""
        return [(item, self[f"place-{item.pk.hex}"], self[f"points-{item.pk.hex}"], self[f"out-{item.pk.hex}"]) for item in self._items]

    @property
    def rows(self) -> list[Row]:
        """What was typed; whoever is moved to a taken place stands before what stood there, and the numbers close up."""
        given = self.cleaned_data
        typed = [(item, given[f"place-{item.pk.hex}"], given[f"points-{item.pk.hex}"], given[f"out-{item.pk.hex}"]) for item in self._items]
        stays = [each for each in typed if not each[3]]
        stays.sort(key=lambda each: (each[1], each[1] == each[0].place, each[0].place))
        kept = [Row(item.pk, place, points) for place, (item, _typed, points, _out) in enumerate(stays, start=1)]
        return [*kept, *(Row(item.pk, 0, points, is_removed=True) for item, _typed, points, is_out in typed if is_out)]


class Add(forms.Form):
    """Questions ticked, worth so much each."""

    version = VERSION
    points = PointsField(label=gettext_lazy("每题分值"))


def ticked(typed: Sequence[str]) -> list[UUID]:
    """The keys that were ticked; what is no key was not sent by our pages and is passed over."""
    found = []
    for text in typed:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return list(dict.fromkeys(found))
