"""The workbook of scores: the template that goes out, filled with the people of the class, and the file that comes back."""

from collections.abc import Sequence
from typing import BinaryIO

from django.utils.translation import gettext as _

from cqo.foundation.documents import spreadsheets
from cqo.foundation.sheets import tables
from cqo.foundation.sheets.columns import column
from cqo.qualification.training.models import TrainingClass
from cqo.qualification.training.queries import enrolments
from cqo.qualification.training.queries.assessments import Line
from cqo.qualification.training.rules.assessment import AssessmentTerms
from cqo.qualification.training.rules.scores import Known, Typed
from cqo.qualification.training.states import EnrolmentState

COLUMNS = (
    column("number", "报名编号", "报名编号 编号 报名号"),
    column("name", "姓名", "姓名 学员姓名 学员"),
    column("firm", "工作单位", "工作单位 单位 企业名称 所在企业"),
    column("exam", "考试成绩", "考试成绩 成绩 分数 得分 考试分数 笔试成绩 考试"),
    column("homework", "作业成绩", "作业成绩 作业 案例报告成绩 案例报告 作业分数"),
)


def write_template(lines: Sequence[Line], terms: AssessmentTerms, target: BinaryIO) -> None:
    """A workbook with a row for everybody admitted, what is known already filled in."""
    titles = [(_("报名编号"), 26), (_("姓名"), 12), (_("工作单位"), 36)]
    if terms.exam_percent:
        titles.append((_("考试成绩"), 12))
    if terms.homework_percent:
        titles.append((_("作业成绩"), 12))
    rows = []
    for line in lines:
        scores, member = line.scores, line.enrolment
        cells: list[spreadsheets.Cell] = [member.number, member.person.name, member.enterprise.name if member.enterprise else ""]
        if terms.exam_percent:
            cells.append("缺考" if scores.absent else _points(scores.exam))
        if terms.homework_percent:
            cells.append(_points(scores.homework))
        rows.append(cells)
    sheet = spreadsheets.Sheet(_("成绩"), [spreadsheets.Column(title, width) for title, width in titles], rows)
    spreadsheets.write(target, [sheet])


def read(content: bytes) -> tuple[list[Typed], int]:
    """The rows of a file and how many were passed over as totals, notes or repeated headers. Raises NotATable."""
    reading = tables.read(content, COLUMNS)
    rows = [Typed(row.number, *(row.cells.get(key, "") for key in ("number", "name", "exam", "homework"))) for row in reading]
    return rows, sum(1 for each in reading.left_out if each.number is not None)


def known(training_class: TrainingClass) -> list[Known]:
    """Everybody who signed up for a class, admitted or not; of two sign-ups of one person the last one."""
    rows = enrolments.of_class(training_class, *EnrolmentState).select_related("person")
    return [Known(row.pk, row.number, row.person.name, row.state == EnrolmentState.ADMITTED) for row in rows]


def _points(tenths: int | None) -> float | None:
    return None if tenths is None else tenths / 10
