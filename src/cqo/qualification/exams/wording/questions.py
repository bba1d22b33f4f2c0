"""The question bank in words."""

from django.utils.translation import gettext_lazy as _

from cqo.qualification.exams.states import QuestionKind

KINDS = {QuestionKind.SINGLE: _("单选题"), QuestionKind.MULTIPLE: _("多选题"), QuestionKind.TRUE_FALSE: _("判断题")}
DIFFICULTIES = {1: _("易"), 2: _("中"), 3: _("难")}
FAULTS = {
    "question.no_stem": _("没有题干。"),
    "question.stem_long": _("题干超过 2000 字。"),
    "question.kind_unknown": _("题型无法识别，请写单选题、多选题或判断题。"),
    "question.no_options": _("至少要有两个选项。"),
    "question.too_many_options": _("选项最多 8 个（A 至 H）。"),
    "question.option_empty": _("有空白的选项。"),
    "question.option_long": _("有选项超过 500 字。"),
    "question.option_twice": _("有两个选项内容相同。"),
    "question.letters_out_of_order": _("选项字母不连续，请按 A、B、C 的顺序写。"),
    "question.no_key": _("没有答案。"),
    "question.key_unreadable": _("答案无法识别：单选、多选写选项字母，判断写对或错。"),
    "question.key_not_among_options": _("答案里有选项中没有的字母。"),
    "question.single_with_several": _("单选题只能有一个答案。"),
    "question.multiple_with_one": _("多选题至少要有两个答案。"),
    "question.difficulty_unknown": _("难度无法识别，请写易、中、难或 1、2、3。"),
    "question.unit_unknown": _("大纲里没有这个单元代码。"),
    "question.explanation_long": _("解析超过 2000 字。"),
    "question.duplicate_in_bank": _("题库中已有题干和选项相同的题目。"),
    "question.duplicate_in_file": _("与前面的一题重复。"),
    "question.keys_disagree": _("题干括号里的答案和后面写的答案不一致。"),
}
REFUSALS = {
    **FAULTS,
    "question.changed_meanwhile": _("在您打开页面之后，这道题已被修改或停用。请核对最新的内容后再提交。"),
    "question.not_latest": _("这不是题目的最新版本，不能恢复使用。"),
    "question.too_many": _("一次最多导入 %(most)s 题，请分批导入。"),
    "question.nothing_to_import": _("没有识别出题目。"),
    "question.no_city": _("请切换到市局或县区局的工作人员身份再维护题库。"),
}
EVENTS = {
    "question.recorded": _("新增题目"),
    "question.revised": _("修改题目，形成新版本"),
    "question.retired": _("停用题目"),
    "question.restored": _("恢复使用题目"),
    "question.imported": _("批量导入题目"),
}
