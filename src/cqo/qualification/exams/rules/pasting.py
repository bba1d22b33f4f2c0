"""Questions out of what people paste from Word, and back into the same form.

    一、单项选择题                       a heading: the kind of what follows
    1．题干……（ A ）                     a number begins a question; a key may stand in its brackets
    A．…… B．……                         options on one line or several
    答案：ABD   【解析】……   【单元】ZL  【难度】易   【来源】……
    参考答案 1-5 ABCDA  6.√              at the end: keys by number

Full-width digits, letters and marks are read like narrow ones. What cannot be read is told, never guessed silently.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from cqo.qualification.exams.rules import questions
from cqo.qualification.exams.rules.choices import LETTERS
from cqo.qualification.exams.rules.questions import Draft
from cqo.qualification.exams.states import QuestionKind

_NUMBER = re.compile(r"^(?:第\s*)?(\d{1,4})\s*(?:题\s*[.、:．]?|[.、．)]|(?=[(【]))\s*(?!\d)(.*)$")
_NUMBER_BEFORE_A_DIGIT = re.compile(r"^(\d{1,4})\s*[.、．]\s*(\d.*[\u3400-\u9fff].*)$")
_NUMBER_IN_BRACKETS = re.compile(r"^\((\d{1,4})\)\s*(.+)$")
_HEADING = re.compile(
    r"^(?:[一二三四五六七八九十]+\s*[、.．]\s*)?[(【\[]?\s*(单选题?|单项选择题?|多选题?|多项选择题?|不定项选择题|判断题|是非题|判断)\s*[)】\]]?(?![^(（\s:：。])"
)
_KIND_MARK = re.compile(r"^[(\[【]\s*(单选题?|多选题?|判断题?|单项选择题?|多项选择题?)\s*[)\]】]\s*")
_OPTION = re.compile(r"(?:^|(?<=[\s;；。　\t)）]))([A-Za-z])\s*[.、．:：)]\s*")
_OPTION_BRACKETED = re.compile(r"(?:^|\s)[(]([A-Z])[)]\s*")
_TAG = re.compile(
    r"^[【\[]?\s*(参考答案|正确答案|标准答案|答案解析|答案|解析|解答|试题解析|答题解析|难度|单元|知识点|来源|出处|题型)\s*(?:[】\]]\s*[:：]?|[:：])\s*(.*)$"
)
_SHEET_HEADING = re.compile(r"^[【\[]?\s*(?:参考|标准|正确|试题)?答案(?:及解析|与解析)?\s*[】\]]?\s*[:：]?\s*(.*)$")
_RANGE = re.compile(r"(\d{1,4})\s*[-~—–－至到]\s*(\d{1,4})\s*(?:题)?\s*[:：.、]?\s*([A-Z√×✓✗对错\s,、]+?)(?=\s*\d|\s*$)")
_SINGLE_KEY = re.compile(r"(\d{1,4})\s*[.、．:：)]?\s*([A-Z]{1,8}|√|×|✓|✗|正确|错误|对|错)(?![A-Za-z])")
_IN_STEM = re.compile(r"[(]\s*([A-Z](?:[\s,、]*[A-Z]){0,7}|√|×|✓|✗|对|错|正确|错误)\s*[)]")
_PAIR = re.compile(r"(.?)\(([^()]*)\)(?=(.?))", re.DOTALL)
_COLON = re.compile(r"(?<=[\u3400-\u9fff）”》]):")
_HANZI = re.compile(r"[\u3400-\u9fff，。、；：？！“”《》]")
_EXPLAINING = {"答案解析", "解析", "解答", "试题解析", "答题解析"}
_MARKS = str.maketrans({"．": ".", "（": "(", "）": ")", "［": "[", "］": "]", "：": ":", "\u3000": " ", "\xa0": " ", "\t": " ", "ｘ": "×"})


@dataclass(frozen=True)
class Pasted:
    """One question as it was understood. number: as it was typed, "" for none; line: where it began; text: as it was pasted; faults: codes, none for sound."""

    number: str
    line: int
    text: str
    draft: Draft
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """What was understood, and the lines (number, text) that belong to no question."""

    questions: tuple[Pasted, ...]
    unread: tuple[tuple[int, str], ...] = ()


@dataclass
class _Open:
    """A question while its lines come in."""

    number: str
    line: int
    kind: QuestionKind | None
    stem: list[str] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)
    key: str = ""
    said: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    last: str = "stem"


def parse(text: str) -> Reading:
    """Read what was pasted. Everything that is not a question of its own is in `unread`, headings and empty lines excepted."""
    found: list[_Open] = []
    unread: list[tuple[int, str]] = []
    keys: dict[str, str] = {}
    kind: QuestionKind | None = None
    in_sheet = False
    for place, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        line = _narrow(raw)
        if not line:
            continue
        current = found[-1] if found else None
        if sheet := _sheet_of(line, current):
            in_sheet = True
            if rest := sheet.strip("\0 "):
                _read_sheet(rest, keys)
            continue
        if heading := _HEADING.match(line):
            kind = questions.read_kind(heading.group(1))
            if not in_sheet and found and _is_bare(line):
                found[-1].last = "done"
            if in_sheet:
                _read_sheet(line[heading.end() :], keys)
            continue
        if in_sheet and _read_sheet(line, keys):
            continue
        begun = _begins(line, current)
        if begun is not None:
            in_sheet = False
            found.append(_Open(begun[0], place, kind, lines=[raw.strip()]))
            _take(found[-1], begun[1])
        elif current is None or current.last == "done":
            if current is None and _OPTION.match(line) is None and _TAG.match(line) is None and _looks_like_a_stem(line):
                found.append(_Open("", place, kind, lines=[raw.strip()]))
                _take(found[-1], line)
            else:
                unread.append((place, raw.strip()))
        else:
            current.lines.append(raw.strip())
            _take(current, line)
    return Reading(tuple(_closed(each, keys) for each in found), tuple(unread))


def write(draft: Draft, *, number: int | str = 1) -> str:
    """A draft in the form that `parse` reads back as the same draft."""
    kinds = {QuestionKind.SINGLE: "单选题", QuestionKind.MULTIPLE: "多选题", QuestionKind.TRUE_FALSE: "判断题"}
    lines = [f"{number}．{draft.stem.replace(chr(10), ' ')}"]
    if draft.kind != QuestionKind.TRUE_FALSE:
        lines += [f"{letter}．{option.replace(chr(10), ' ')}" for letter, option in zip(LETTERS, draft.options, strict=False)]
    key = {"A": "正确", "B": "错误"}.get(draft.key, draft.key) if draft.kind == QuestionKind.TRUE_FALSE else draft.key
    lines.append(f"【题型】{kinds[draft.kind] if draft.kind else ''}")
    lines.append(f"【答案】{key}")
    told = [("解析", draft.explanation), ("单元", draft.unit_code), ("来源", draft.source)]
    lines += [f"【{tag}】{text.replace(chr(10), ' ')}" for tag, text in told if text]
    if draft.difficulty in (1, 3):
        lines.append(f"【难度】{'易' if draft.difficulty == 1 else '难'}")
    return "\n".join(lines)


def _narrow(raw: str) -> str:
    """A line with narrow digits, letters and brackets; other marks and Hanzi stay as they are."""
    folded = "".join(unicodedata.normalize("NFKC", char) if "！" <= char <= "～" and char not in "，；！？" else char for char in raw)
    return folded.translate(_MARKS).strip()


def _wide(text: str) -> str:
    """Brackets and colons among Hanzi as they are printed in Chinese; a blank to fill in as two wide spaces."""

    def pair(match: re.Match[str]) -> str:
        before, inside, after = match.groups()
        if not inside.strip(" _"):
            return f"{before}（　　）"
        return f"{before}（{inside}）" if _HANZI.search(before + inside + after) else match.group(0)

    return _COLON.sub("：", _PAIR.sub(pair, text))


def _is_bare(line: str) -> bool:
    return len(line) < 60


def _looks_like_a_stem(line: str) -> bool:
    return "(" in line and ")" in line


def _sheet_of(line: str, current: _Open | None) -> str:
    """What follows the heading of a sheet of answers ("\\0" for a heading alone); "" where the line is none."""
    match = _SHEET_HEADING.match(line)
    if match is None:
        return ""
    rest = match.group(1)
    if not rest:
        return "\0" if current is None or current.key or current.said.get("answer") or "参考" in line or "及" in line else ""
    return rest if _RANGE.search(rest) or (len(_SINGLE_KEY.findall(rest)) > 1) or re.match(r"\d{1,4}\s*[.、:]\s*[A-Z√×]", rest) else ""


def _read_sheet(line: str, keys: dict[str, str]) -> bool:
    """Take keys by number out of a line of the sheet of answers; whether there were any and nothing else of weight."""
    rest = line
    for first, last, typed in _RANGE.findall(line):
        marks = re.findall(r"[A-Z]|√|×|✓|✗|对|错", typed)
        groups = [part for part in re.split(r"[\s,、]+", typed.strip()) if part]
        count = int(last) - int(first) + 1
        chosen = groups if len(groups) == count else marks
        if len(chosen) == count:
            keys.update({str(int(first) + step): choice for step, choice in enumerate(chosen)})
    rest = _RANGE.sub(" ", line)
    singles = _SINGLE_KEY.findall(rest)
    keys.update({str(int(number)): typed for number, typed in singles})
    left = re.sub(r"[\s,、;；。.]+", "", _SINGLE_KEY.sub("", rest))
    return (bool(singles) or rest != line) and len(left) <= 8


def _begins(line: str, current: _Open | None) -> tuple[str, str] | None:
    """The number and the rest where a line begins a question; 7.8D方法 does so only behind question 6, whose key is known."""
    tight = _NUMBER_BEFORE_A_DIGIT.match(line)
    answered = current is not None and current.said.get("answer") and current.number.isdecimal()
    if tight and current is not None and answered and int(tight.group(1)) == int(current.number) + 1:
        return str(int(tight.group(1))), tight.group(2)
    match = _NUMBER.match(line) or (None if current is not None and current.last == "explanation" else _NUMBER_IN_BRACKETS.match(line))
    return (str(int(match.group(1))), match.group(2)) if match else None


def _take(current: _Open, line: str) -> None:
    """Put a line where it belongs: a tag, options, or more of what came last."""
    if mark := _KIND_MARK.match(line):
        current.kind = questions.read_kind(mark.group(1)) or current.kind
        line = line[mark.end() :]
    if tag := _TAG.match(line):
        _take_tag(current, tag.group(1), tag.group(2))
        return
    if current.last in ("stem", "options") and (options := _options_of(line, expected=len(current.options))):
        before, read = options
        if before:
            _more(current, before)
        current.options.extend(read)
        current.last = "options"
    else:
        _more(current, line)


def _take_tag(current: _Open, tag: str, rest: str) -> None:
    if tag in _EXPLAINING:
        current.said["explanation"] = rest
        current.last = "explanation"
    elif tag in ("难度", "单元", "知识点", "来源", "出处", "题型"):
        current.said[{"知识点": "单元", "出处": "来源"}.get(tag, tag)] = rest.strip()
        current.last = "tag"
    else:
        answer, _tag, explanation = (
            re.split(r"([【\[]?\s*(?:解析|答案解析)\s*[】\]:])", rest, maxsplit=1) if re.search("解析", rest) else (rest, "", "")
        )
        current.said["answer"] = answer.strip().strip("。;；")
        current.last = "answer"
        if explanation:
            current.said["explanation"] = explanation.strip(" :")
            current.last = "explanation"


def _more(current: _Open, line: str) -> None:
    if current.last == "explanation":
        current.said["explanation"] = f"{current.said['explanation']}\n{line}".strip()
    elif current.last == "options" and current.options:
        letter, text = current.options[-1]
        current.options[-1] = (letter, f"{text} {line}".strip())
    elif current.last == "answer" and not current.said.get("answer"):
        current.said["answer"] = line
    else:
        current.stem.append(line)


def _options_of(line: str, *, expected: int) -> tuple[str, list[tuple[str, str]]] | None:
    """The options on a line, and what stands before the first; None where there are none. The letters must go on from those before."""
    matches = [*_OPTION.finditer(line)] or [*_OPTION_BRACKETED.finditer(line)]
    if not matches or (matches[0].start() > 0 and (len(matches) < 2 or matches[0].group(1).upper() != "A")):
        return None
    starts: list[re.Match[str]] = []
    wanted = expected
    for match in matches:
        letter = match.group(1).upper()
        if letter == LETTERS[min(wanted, len(LETTERS) - 1)] or match.start() == 0 or not starts:
            starts.append(match)
            wanted = LETTERS.find(letter) + 1 if letter in LETTERS else wanted + 1
    ends = [*(match.start() for match in starts[1:]), len(line)]
    read = [(match.group(1).upper(), line[match.end() : end].strip().rstrip(";；")) for match, end in zip(starts, ends, strict=True)]
    return line[: starts[0].start()].strip(), read


def _closed(each: _Open, sheet: dict[str, str]) -> Pasted:
    stem = "\n".join(each.stem).strip()
    in_stem = [*_IN_STEM.finditer(stem)]
    typed_in_stem = in_stem[-1].group(1) if in_stem else ""
    typed = each.said.get("answer", "") or sheet.get(each.number, "") or typed_in_stem
    kind = questions.read_kind(each.said["题型"]) if each.said.get("题型") else each.kind
    kind = kind or _guessed(typed, each.options)
    if in_stem and (each.options or kind == QuestionKind.TRUE_FALSE):
        stem = f"{stem[: in_stem[-1].start()]}( ){stem[in_stem[-1].end() :]}".strip()
    else:
        typed_in_stem = ""
    key = questions.read_key(typed, kind)
    texts = questions.TRUE_FALSE_OPTIONS if kind == QuestionKind.TRUE_FALSE else tuple(_wide(text) for _letter, text in each.options)
    draft = Draft(
        kind=kind,
        stem=_wide(stem),
        options=texts,
        key=key,
        explanation=_wide(each.said.get("explanation", "").strip()),
        unit_code=each.said.get("单元", ""),
        difficulty=questions.read_difficulty(each.said.get("难度", "")),
        source=each.said.get("来源", "")[:120],
    )
    return Pasted(each.number, each.line, "\n".join(each.lines), draft, tuple(_doubts(each, draft, typed_in_stem)))


def _doubts(each: _Open, draft: Draft, typed_in_stem: str) -> list[str]:
    """What the form of the text makes doubtful beside what is wrong with the draft."""
    found = questions.faults(draft)
    letters = "".join(letter for letter, _text in each.options)
    if letters and draft.kind != QuestionKind.TRUE_FALSE and letters != LETTERS[: len(letters)]:
        found.append("question.letters_out_of_order")
    if typed_in_stem and questions.read_key(typed_in_stem, draft.kind) != draft.key:
        found.append("question.keys_disagree")
    return found


def _guessed(typed: str, options: Sequence[tuple[str, str]]) -> QuestionKind | None:
    """The kind where nothing names it: no options and a mark are true or false, several letters are multiple."""
    if not options:
        return QuestionKind.TRUE_FALSE if not typed or questions.is_true_or_false(typed) else None
    if [text for _letter, text in options] in (["正确", "错误"], ["对", "错"], ["√", "×"]):
        return QuestionKind.TRUE_FALSE
    return QuestionKind.MULTIPLE if len(questions.read_key(typed, None)) > 1 else QuestionKind.SINGLE
