"""What makes a question of the bank: what is wrong with a draft, how key, kind and difficulty are read from what people type, and when two are the same."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from cqo.qualification.exams.rules.choices import LETTERS
from cqo.qualification.exams.states import QuestionKind

MOST_OPTIONS = 8
LONGEST_STEM, LONGEST_OPTION = 2000, 500
TRUE_FALSE_OPTIONS = ("正确", "错误")
_KINDS = {
    QuestionKind.SINGLE: ("单选", "单选题", "单项选择", "单项选择题", "single"),
    QuestionKind.MULTIPLE: ("多选", "多选题", "多项选择", "多项选择题", "不定项选择题", "multiple"),
    QuestionKind.TRUE_FALSE: ("判断", "判断题", "是非", "是非题", "对错题", "true_false"),
}
_TRUE = {"√", "✓", "✔", "☑", "对", "正确", "是", "T", "TRUE", "Y", "YES", "A", "1", "V"}
_FALSE = {"×", "✗", "✘", "✕", "☒", "错", "错误", "否", "F", "FALSE", "N", "NO", "B", "0", "X", "不正确", "不对"}
_DIFFICULTIES = {"易": 1, "容易": 1, "简单": 1, "1": 1, "中": 2, "中等": 2, "一般": 2, "2": 2, "难": 3, "较难": 3, "困难": 3, "3": 3}
_SEPARATORS = re.compile(r"[\s,、;.。·/|和与及]+")
_NOT_SAID = re.compile(r"[\s\W_]+")


@dataclass(frozen=True)
class Draft:
    """A question as it is to stand in the bank. key: letters in order; for true or false "A" (true) or "B". kind and difficulty: None where unreadable."""

    kind: QuestionKind | None
    stem: str
    options: tuple[str, ...] = ()
    key: str = ""
    explanation: str = ""
    unit_code: str = ""
    difficulty: int | None = 2
    source: str = ""


def faults(draft: Draft, *, units: Sequence[str] = ()) -> list[str]:
    """Everything that is wrong with a draft, as codes of refusals; none for a sound one. units: the codes it may belong to; none known: any."""
    options = draft.options
    lacks = [
        ("question.no_stem", not draft.stem.strip()),
        ("question.stem_long", len(draft.stem) > LONGEST_STEM),
        ("question.kind_unknown", draft.kind is None),
        ("question.difficulty_unknown", draft.difficulty not in (1, 2, 3)),
        ("question.explanation_long", len(draft.explanation) > LONGEST_STEM),
        ("question.unit_unknown", bool(draft.unit_code and units and draft.unit_code not in units)),
    ]
    if draft.kind != QuestionKind.TRUE_FALSE:
        lacks += [
            ("question.no_options", len(options) < 2),
            ("question.too_many_options", len(options) > MOST_OPTIONS),
            ("question.option_empty", any(not option.strip() for option in options)),
            ("question.option_long", any(len(option) > LONGEST_OPTION for option in options)),
            ("question.option_twice", len({_tidied(option) for option in options}) < len(options)),
        ]
    return [code for code, lacking in lacks if lacking] + _key_faults(draft)


def _key_faults(draft: Draft) -> list[str]:
    if not draft.key:
        return ["question.no_key"]
    offered = LETTERS[: 2 if draft.kind == QuestionKind.TRUE_FALSE else len(draft.options)]
    if any(letter not in LETTERS for letter in draft.key):
        return ["question.key_unreadable"]
    found = ["question.key_not_among_options"] if any(letter not in offered for letter in draft.key) else []
    if draft.kind in (QuestionKind.SINGLE, QuestionKind.TRUE_FALSE) and len(draft.key) > 1:
        found.append("question.single_with_several")
    if draft.kind == QuestionKind.MULTIPLE and len(draft.key) == 1:
        found.append("question.multiple_with_one")
    return found


def read_kind(typed: str) -> QuestionKind | None:
    """The kind that words name; None where they name none."""
    plain = unicodedata.normalize("NFKC", typed).strip().casefold().strip("()[]【】 ")
    return next((kind for kind, words in _KINDS.items() if plain in words), None)


def read_difficulty(typed: str) -> int | None:
    """1 (easy) to 3 (hard), 2 where nothing is typed; None where it names none."""
    plain = unicodedata.normalize("NFKC", typed).strip()
    return _DIFFICULTIES.get(plain) if plain else 2


def read_key(typed: str, kind: QuestionKind | None) -> str:
    """The letters of a key as people type it (ＡＢＤ, "A、B、D", "acb", "√", "错误"): in order, each once; "?" where it cannot be read, "" for none."""
    plain = unicodedata.normalize("NFKC", typed).strip().upper().strip("。.()[]【】 ")
    if not plain:
        return ""
    if kind == QuestionKind.TRUE_FALSE:
        return "A" if plain in _TRUE else "B" if plain in _FALSE else "?"
    letters = _SEPARATORS.sub("", plain)
    if all("A" <= letter <= "Z" for letter in letters):
        return "".join(sorted(set(letters)))
    return "?"


def is_true_or_false(typed: str) -> bool:
    """Whether a key can only be that of a true-or-false question: a mark or a word, no letter."""
    plain = unicodedata.normalize("NFKC", typed).strip().upper().strip("。.()[]【】 ")
    return plain in (_TRUE | _FALSE) - {"A", "B", "F", "1", "0", "X", "T", "V", "Y", "N"}


def folded(stem: str, options: Sequence[str], kind: QuestionKind) -> str:
    """What makes two questions the same: the stem without spaces, punctuation and width; the options without spaces and width, in any order."""
    parts = sorted(_tidied(option) for option in options) if kind != QuestionKind.TRUE_FALSE else []
    return "\n".join([_said(stem) or stem, *parts])


def _tidied(text: str) -> str:
    """An option without spaces and width; its marks stay: 1.5% is not 15%."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _said(text: str) -> str:
    return _NOT_SAID.sub("", unicodedata.normalize("NFKC", text).casefold())
