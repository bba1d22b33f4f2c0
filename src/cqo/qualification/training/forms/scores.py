"""What is typed of scores: the whole sheet on one page, or a file."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cqo.foundation.look.forms import UploadField
from cqo.qualification.training.operations.results import Entry
from cqo.qualification.training.queries.assessments import Line
from cqo.qualification.training.rules.assessment import AssessmentTerms
from cqo.qualification.training.rules.scores import BadScore, tenths
from cqo.qualification.training.wording.assessment import fault

LARGEST_FILE = 5 * 1024 * 1024


@dataclass
class Row:
    """One person on the sheet, as typed, with what is wrong."""

    line: Line
    exam: str
    homework: str
    absent: bool
    faults: dict[str, str] = field(default_factory=dict)


class Sheet:
    """The sheet of scores as it is typed; nothing typed is lost where a cell is wrong."""

    def __init__(self, lines: Sequence[Line], terms: AssessmentTerms, posted: QueryDict | None = None) -> None:
        self.terms = terms
        self.entries: dict[UUID, Entry] = {}
        self.rows = [self._row(line, posted) for line in lines]

    @property
    def faults(self) -> list[tuple[str, str, str]]:
        """Name, anchor and reason of every cell that is wrong."""
        return [
            (row.line.enrolment.person.name, f"{part}-{row.line.enrolment.pk}", said)
            for row in self.rows
            for part, said in row.faults.items()
        ]

    def _row(self, line: Line, posted: QueryDict | None) -> Row:
        key = line.enrolment.pk
        if posted is None:
            return Row(line, _points(line.scores.exam), _points(line.scores.homework), line.scores.absent)
        row = Row(line, posted.get(f"exam-{key}", ""), posted.get(f"homework-{key}", ""), f"absent-{key}" in posted)
        exam = None if row.absent else self._score(row, "exam", row.exam)
        homework = self._score(row, "homework", row.homework) if self.terms.homework_percent else line.scores.homework
        self.entries[key] = Entry(exam, homework, absent=row.absent)
        return row

    def _score(self, row: Row, part: str, typed: str) -> int | None:
        try:
            return tenths(typed)
        except BadScore as bad:
            row.faults[part] = fault(bad.code, typed)
            return None


def _points(score: int | None) -> str:
    return "" if score is None else f"{score / 10:g}"


class ScoreFile(forms.Form):
    """A workbook of scores."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    file = UploadField(label=_("成绩表"), limit=LARGEST_FILE, kinds=("xlsx", "xls", "csv", "et"))


class SendBack(forms.Form):
    """What is to be looked at again."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("需要核对的内容"), help_text=_("提交人会看到这段文字。"), max_length=500, widget=forms.Textarea({"rows": 4})
    )
