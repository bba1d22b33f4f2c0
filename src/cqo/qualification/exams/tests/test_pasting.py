"""What people paste from Word is understood, and what is not is told."""

import pytest

from cqo.qualification.exams.rules import pasting, questions
from cqo.qualification.exams.rules.questions import Draft
from cqo.qualification.exams.states import QuestionKind

SINGLE, MULTIPLE, TRUE_FALSE = QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.TRUE_FALSE


def drafts(text: str) -> list[Draft]:
    return [each.draft for each in pasting.parse(text).questions]


def test_a_key_in_the_stem_and_options_on_one_line():
    (found,) = pasting.parse("1．企业质量安全第一责任人是（ A ）。\nA．主要负责人  B．质检员　C．车间主任 D．供应商").questions
    assert (found.draft.kind, found.draft.key, found.draft.options) == (SINGLE, "A", ("主要负责人", "质检员", "车间主任", "供应商"))
    assert (found.draft.stem, found.faults) == ("企业质量安全第一责任人是（　　）。", ())


def test_full_width_digits_letters_and_marks():
    text = "１２．以下属于质量基础设施的有（　）\nＡ．计量\nＢ．标准\nＣ．认证认可\nＤ．广告\n答案：ＡＢＣ\n【解析】见纲要第一条。\n还有第二行。"
    assert drafts(text) == [
        Draft(MULTIPLE, "以下属于质量基础设施的有（　　）", ("计量", "标准", "认证认可", "广告"), "ABC", "见纲要第一条。\n还有第二行。")
    ]


@pytest.mark.parametrize(("mark", "key"), [("√", "A"), ("×", "B"), ("对", "A"), ("错", "B"), ("正确", "A"), ("错误", "B")])
def test_true_or_false_in_every_way_it_is_marked(mark, key):
    in_stem, below = drafts(f"1、生产者应当对其生产的产品质量负责。（ {mark} ）\n2、销售者不承担责任。\n答案：{mark}")
    assert (in_stem.kind, in_stem.key, in_stem.options) == (TRUE_FALSE, key, ("正确", "错误"))
    assert (below.kind, below.key) == (TRUE_FALSE, key)


def test_answers_at_the_end_of_the_file():
    body = "\n".join(f"{number}. 第{number}问的正确做法是（  ）\nA. 甲{number} B. 乙 C. 丙 D. 丁" for number in range(1, 8))
    found = pasting.parse(f"一、单项选择题\n{body}\n参考答案\n1-5 ABCDA  6. B\n7、C").questions
    assert [(each.draft.key, each.faults) for each in found] == [(key, ()) for key in "ABCDABC"]


def test_headings_name_the_kind_and_keys_of_several_letters_in_a_range():
    text = (
        "二、多选题（每题 4 分）\n1. 甲说（ ）\nA. 一 B. 二 C. 三\n2. 乙说（ ）\nA. 四 B. 五 C. 六\n"
        "三、判断题\n3. 丙说得对。（ ）\n标准答案：1-2 AB ABC 3.×"
    )
    assert [(each.kind, each.key) for each in drafts(text)] == [(MULTIPLE, "AB"), (MULTIPLE, "ABC"), (TRUE_FALSE, "B")]


def test_what_is_wrong_is_told_for_each_question():
    text = (
        "1. 没有答案（ ）\nA. 甲 B. 乙\n"
        "2. 答案不在选项里（ E ）\nA. 甲 B. 乙\n"
        "3.（多选题）只有一个答案（ A ）\nA. 甲 B. 乙 C. 丙\n"
        "4. 前后不一（ A ）\nA. 甲 B. 乙\n答案：B\n"
        "5. 字母跳了（ A ）\nA. 甲\nC. 乙\n"
    )
    assert [each.faults for each in pasting.parse(text).questions] == [
        ("question.no_key",),
        ("question.key_not_among_options",),
        ("question.multiple_with_one",),
        ("question.keys_disagree",),
        ("question.letters_out_of_order",),
    ]


def test_lines_that_belong_to_no_question_are_told():
    reading = pasting.parse("汉中市首席质量官培训题库\n编制：质量科\n1. 甲（ A ）\nA. 一 B. 二")
    assert reading.unread == ((1, "汉中市首席质量官培训题库"), (2, "编制：质量科"))
    assert len(reading.questions) == 1


def test_what_is_written_is_read_back_the_same():
    known = [
        Draft(SINGLE, "某企业应当怎样做？", ("甲", "乙", "丙"), "C", "见第二条。", "ZL01", 1, "条例"),
        Draft(MULTIPLE, "哪些正确（　　）。", ("2.5 毫米", "A 级", "ISO 9001"), "AC", difficulty=3),
        Draft(TRUE_FALSE, "这句话正确。", questions.TRUE_FALSE_OPTIONS, "B"),
    ]
    text = "\n\n".join(pasting.write(draft, number=number) for number, draft in enumerate(known, start=1))
    assert drafts(text) == known


def test_decimals_years_and_letters_inside_are_no_new_question_and_no_option():
    text = "1. 误差不超过\n2.5 毫米的 A 类产品（ B ）\nA. 合格\nB. 不合格，依据 GB/T 19001—2016 中 B. 项"
    (found,) = drafts(text)
    assert found.options[0] == "合格"
    assert found.key == "B"


def test_a_stem_that_begins_with_a_digit_follows_a_question_whose_key_is_known():
    text = "6．甲（　　）。\nA．一　B．二\n答案：A\n7．8D方法的第一步是（　　）。\nA．组建小组　B．描述问题\n答案：A"
    assert [(each.number, each.draft.stem) for each in pasting.parse(text).questions] == [
        ("6", "甲（　　）。"),
        ("7", "8D方法的第一步是（　　）。"),
    ]


def test_options_that_differ_in_a_decimal_point_differ():
    text = "1．不合格品率为（　　）。\nA．0.15%　B．1%　C．1.5%　D．15%\n答案：C"
    assert [each.faults for each in pasting.parse(text).questions] == [()]
