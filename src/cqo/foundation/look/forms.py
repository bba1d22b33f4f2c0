"""How `{{ form }}` is drawn in our look, and the fields every part shares."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.forms.renderers import DjangoTemplates
from django.template.defaultfilters import filesizeformat
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
TYPED_DAY = re.compile(r"(\d{4})\s*[年./\-\s]\s*(\d{1,2})\s*[月./\-\s]\s*(\d{1,2})\s*日?")
SHOWN_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
TYPED_MOMENT = re.compile(r"(\d{4})\s*[年./\-]\s*(\d{1,2})\s*[月./\-]\s*(\d{1,2})\s*日?[T\s]*(\d{1,2}):(\d{2})(?::00)?")
SHOWN_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
CLOSED_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")


class Renderer(DjangoTemplates):
    """Named by the setting FORM_RENDERER: label above, hint under the label, errors tied to the control."""

    form_template_name = "look/forms/form.html"
    field_template_name = "look/forms/field.html"


class DayInput(forms.DateInput):
    """A date control; a browser without one lets the day be typed."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """As Django's; what no date control could show is shown as text, so that nothing typed is lost."""
        context = super().get_context(name, value, attrs)
        typed = context["widget"]["value"]
        if typed and not SHOWN_DAY.fullmatch(typed):
            context["widget"]["type"] = "text"
        return context


class DayField(forms.DateField):
    """A day, picked or typed as people type days: 2026-11-22, 2026/1/2, 2026.11.22, 20261122, 2026年11月22日, in full-width digits too."""

    widget = DayInput
    default_error_messages: ClassVar = {"invalid": _("日期无法识别，请写成 2026-11-22 或 2026年11月22日。")}

    def to_python(self, value: Any) -> date | None:
        """The day. Raises ValidationError for what is no day of the calendar."""
        if not isinstance(value, str):
            return super().to_python(value)
        typed = value.translate(DIGITS).strip()
        if not typed:
            return None
        parts = TYPED_DAY.fullmatch(typed) or CLOSED_DAY.fullmatch(typed)
        try:
            return date(*map(int, parts.groups())) if parts else super().to_python(typed)
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None


class MomentInput(forms.DateTimeInput):
    """A control for a day with its time; a browser without one lets both be typed."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """As Django's; what no such control could show is shown as text, so that nothing typed is lost."""
        context = super().get_context(name, value, attrs)
        typed = context["widget"]["value"]
        if typed and not SHOWN_MOMENT.fullmatch(typed):
            context["widget"]["type"] = "text"
        return context


class MomentField(forms.DateTimeField):
    """A moment in Shanghai: 2026-11-22 18:00, 2026/11/22 18:00, 2026年11月22日 18:00; full-width digits and colons are read too."""

    widget = MomentInput
    default_error_messages: ClassVar = {"invalid": _("时间无法识别，请写成 2026-11-22 18:00。")}

    def to_python(self, value: Any) -> datetime | None:
        """The moment. Raises ValidationError for what is no moment of the calendar."""
        if not isinstance(value, str) or not (typed := value.translate(DIGITS).replace("：", ":").strip()):
            return super().to_python(value)
        parts = TYPED_MOMENT.fullmatch(typed)
        try:
            year, month, day, hour, minute = map(int, parts.groups()) if parts else (0, 0, 0, 0, 0)
            read = datetime(year, month, day, hour, minute)  # noqa: DTZ001
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None
        return super().to_python(read)


class PhoneInput(forms.TextInput):
    """A phone number; a phone offers its digits."""

    input_type = "tel"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "tel", "inputmode": "tel", "maxlength": "24", **(attrs or {})})


class UploadField(forms.FileField):
    """A file, its limits told beside the control and held here. What a file is by its content, `documents` decides."""

    def __init__(self, *, limit: int, kinds: Sequence[str], **options: Any) -> None:
        """limit: bytes. kinds: the endings the file dialog offers, without the dot."""
        self.limit = limit
        limits = format_lazy(_("可上传 {kinds}，单个文件不超过 {size}。"), kinds="、".join(kinds).upper(), size=filesizeformat(limit))
        options["help_text"] = format_lazy("{}{}", options.get("help_text", ""), limits)
        options.setdefault("widget", forms.FileInput(attrs={"accept": ",".join(f".{kind}" for kind in kinds)}))
        super().__init__(**options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The upload. Raises ValidationError for one over the limit."""
        upload = super().clean(data, initial)
        if isinstance(upload, UploadedFile) and (upload.size or 0) > self.limit:
            told = {"size": filesizeformat(upload.size or 0), "limit": filesizeformat(self.limit)}
            raise forms.ValidationError(gettext("文件有 %(size)s，超过 %(limit)s 的上限。请压缩或分开后再上传。") % told, code="too_large")
        return upload


Sections = Sequence[tuple[Any, Sequence[str]]]


class Sectioned:
    """A form cut into fieldsets: SECTIONS = ((legend, (names …)), …); what no section names comes last, without a legend."""

    SECTIONS: ClassVar[Sections] = ()

    def sections(self) -> Iterator[tuple[Any, list[BoundField]]]:
        """Each legend with its bound fields; fields that this form does without are passed over, and a section without any."""
        named = {name for _legend, names in self.SECTIONS for name in names}
        for legend, names in self.SECTIONS:
            if bound := [self[name] for name in names if name in self.fields]:  # type: ignore[index, attr-defined]
                yield legend, bound
        rest = [bound for bound in self.visible_fields() if bound.name not in named]  # type: ignore[attr-defined]
        if rest:
            yield "", rest
