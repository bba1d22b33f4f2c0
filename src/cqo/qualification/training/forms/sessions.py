"""What is typed of sessions, attendance lists and scores."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cqo.foundation.documents.forms import AttachmentField
from cqo.foundation.look.forms import DayField
from cqo.qualification.training.models import Session
from cqo.qualification.training.operations.sessions import Lesson
from cqo.qualification.training.queries.sessions import Mark
from cqo.qualification.training.states import Presence

VERSION = forms.IntegerField(widget=forms.HiddenInput, required=False)


class TimeInput(forms.TimeInput):
    """A time of the day."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class SessionPlan(forms.Form):
    """A session as it is planned."""

    version = VERSION
    on = DayField(label=_("日期"))
    begins = forms.TimeField(label=_("上课时间"), widget=TimeInput)
    ends = forms.TimeField(label=_("下课时间"), widget=TimeInput)
    title = forms.CharField(label=_("内容"), max_length=120)
    hours = forms.DecimalField(
        label=_("学时"), help_text=_("45 分钟为 1 学时，可有一位小数。"), min_value=0, max_value=24, decimal_places=1
    )
    teacher = forms.CharField(label=_("授课教师"), max_length=40, required=False)
    place = forms.CharField(label=_("地点"), help_text=_("与培训班地点相同的可留空。"), max_length=200, required=False)

    @staticmethod
    def known(session: Session) -> dict[str, Any]:
        """A session as it stands in the form."""
        starts, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
        told = {"on": starts.date(), "begins": starts.time(), "ends": ends.time(), "hours": f"{session.hours_tenths / 10:g}"}
        return {**told, "version": session.version, "title": session.title, "teacher": session.teacher, "place": session.place}

    @property
    def lesson(self) -> Lesson:
        """What was typed."""
        given = self.cleaned_data
        return Lesson(
            starts_at=timezone.make_aware(datetime.combine(given["on"], given["begins"])),
            ends_at=timezone.make_aware(datetime.combine(given["on"], given["ends"])),
            title=given["title"],
            hours_tenths=int(given["hours"] * 10),
            teacher=given["teacher"],
            place=given["place"],
        )


class SignedSheet(forms.Form):
    """The scan of a signed sheet."""

    sheet = AttachmentField(label=_("签到表扫描件"))


class Correction(forms.Form):
    """Why a confirmed list is corrected."""

    version = VERSION
    reason = forms.CharField(label=_("更正理由"), help_text=_("如：签到表第 2 页漏看；本人出具说明。不要写证件号码。"), max_length=200)


@dataclass
class Row:
    """One person on the list, with the presence as typed, "" where nothing is."""

    mark: Mark
    presence: str
    choices: list[tuple[str, Any, bool]] = field(default_factory=list)


def presences(marks: Sequence[Mark], posted: QueryDict) -> dict[UUID, Presence]:
    """What was chosen for those admitted; whatever else was posted is passed over."""
    known = {presence.value for presence in Presence}
    typed = {mark.enrolment.pk: posted.get(f"presence-{mark.enrolment.pk}", "") for mark in marks}
    return {key: Presence(value) for key, value in typed.items() if value in known}


def rows(marks: Sequence[Mark], chosen: Mapping[UUID, Presence], words: Mapping[Presence, Any]) -> list[Row]:
    """The list as the page draws it."""
    found = []
    for mark in marks:
        presence = chosen[mark.enrolment.pk].value if mark.enrolment.pk in chosen else mark.presence
        found.append(Row(mark, presence, [(each.value, words[each], each.value == presence) for each in Presence]))
    return found
