"""What is typed of a syllabus: one unit a line, as it comes from a table in Word or Excel."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cqo.foundation.codes import amounts
from cqo.qualification.certificates.states import Tier
from cqo.qualification.certificates.wording import TIERS
from cqo.qualification.training.operations.syllabuses import Unit

LINE = re.compile(r"(?P<code>\S{1,24})\s+(?P<title>\S.{0,119}?)\s+(?P<hours>\S+)")
MOST_HOURS_TENTHS = 10_000


class UnitsField(forms.CharField):
    """Units, one a line: code, title, hours, parted by spaces or tabs."""

    widget = forms.Textarea({"rows": 10})

    def prepare_value(self, value: Any) -> Any:
        """Units as lines."""
        if isinstance(value, list):
            return "\n".join(f"{unit.code} {unit.title} {f'{unit.hours_tenths / 10:g}'}" for unit in value)
        return value

    def clean(self, value: Any) -> list[Unit]:  # type: ignore[override]
        """The units. Raises ValidationError that names every line that cannot be read."""
        lines = [line.strip() for line in super().clean(value).splitlines()]
        units, wrong = [], []
        for place, line in enumerate(lines, start=1):
            if not line:
                continue
            parts = LINE.fullmatch(line)
            hours = amounts.tenths(parts["hours"]) if parts else None
            if parts is None or hours is None or not 0 < hours <= MOST_HOURS_TENTHS:
                wrong.append(str(place))
            else:
                units.append(Unit(parts["code"], parts["title"], hours))
        if wrong:
            told = gettext("第 %(lines)s 行无法识别。每行依次写代码、名称、学时，中间用空格分开，如：ZL01 质量管理基础 4。")
            raise forms.ValidationError(told % {"lines": "、".join(wrong)}, code="lines")
        return units


class NewSyllabus(forms.Form):
    """An edition."""

    tier = forms.ChoiceField(label=_("层级"), choices=[(tier.value, TIERS[tier]) for tier in Tier], widget=forms.HiddenInput)
    after = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    title = forms.CharField(label=_("大纲名称"), help_text=_("如：首席质量官基础培训大纲（2026 年版）。"), max_length=120)
    units = UnitsField(
        label=_("学习单元"),
        help_text=_("每行一个单元：代码、名称、学时，中间用空格分开，如：ZL01 质量管理基础 4。可以从 Word 或 Excel 表格整块粘贴。"),
    )

    def clean_tier(self) -> Tier:
        """The tier itself."""
        return Tier(self.cleaned_data["tier"])
