"""Questions out of the rows of a spreadsheet: its columns, and a draft for each row."""

from collections.abc import Mapping

from cqo.foundation.sheets.columns import column
from cqo.qualification.exams.rules import questions
from cqo.qualification.exams.rules.choices import LETTERS
from cqo.qualification.exams.rules.questions import Draft
from cqo.qualification.exams.states import QuestionKind

COLUMNS = (
    column("kind", "题型", "题型 题目类型 试题类型 类型"),
    column("stem", "题干", "题干 题目 试题 题目内容 试题内容 问题", required=True),
    *(
        column(f"option_{letter}", f"选项{letter}", f"选项{letter} {letter}选项 {letter} 答案{letter} 备选项{letter}")
        for letter in LETTERS[:10]
    ),
    column("key", "答案", "答案 正确答案 标准答案 参考答案"),
    column("explanation", "解析", "解析 答案解析 试题解析 说明"),
    column("unit", "单元代码", "单元代码 单元 学习单元 知识点"),
    column("difficulty", "难度", "难度 难易程度 难易度"),
    column("source", "来源", "来源 出处 依据"),
)
EXAMPLE = {
    "kind": "多选题",
    "stem": "以下属于质量基础设施的有（　　）。",
    "option_A": "计量",
    "option_B": "标准",
    "option_C": "认证认可",
    "option_D": "广告宣传",
    "key": "ABC",
    "explanation": "见《质量强国建设纲要》。",
    "unit": "",
    "difficulty": "中",
    "source": "",
}


def draft(cells: Mapping[str, str]) -> Draft:
    """The question in a row; what cannot be read is for `rules.questions.faults` to tell. Empty options at the end are none."""
    options = [cells.get(f"option_{letter}", "").strip() for letter in LETTERS[:10]]
    while options and not options[-1]:
        options.pop()
    typed, key = cells.get("kind", ""), cells.get("key", "")
    kind = questions.read_kind(typed) if typed.strip() else _guessed(key, options)
    return Draft(
        kind=kind,
        stem=cells.get("stem", "").strip(),
        options=questions.TRUE_FALSE_OPTIONS if kind == QuestionKind.TRUE_FALSE else tuple(options),
        key=questions.read_key(key, kind),
        explanation=cells.get("explanation", "").strip(),
        unit_code=cells.get("unit", "").strip(),
        difficulty=questions.read_difficulty(cells.get("difficulty", "")),
        source=cells.get("source", "").strip()[:120],
    )


def _guessed(key: str, options: list[str]) -> QuestionKind | None:
    if not options:
        return QuestionKind.TRUE_FALSE if questions.read_key(key, QuestionKind.TRUE_FALSE) in ("A", "B") else None
    return QuestionKind.MULTIPLE if len(questions.read_key(key, None)) > 1 else QuestionKind.SINGLE
