"""Papers in words."""

from django.utils.translation import gettext_lazy as _

from cqo.qualification.exams.states import PaperState

PAPER_STATES = {PaperState.DRAFT: _("组卷中"), PaperState.FIXED: _("已定稿"), PaperState.DISCARDED: _("已作废")}
PAPER_CHIPS = {PaperState.DRAFT: "wait", PaperState.FIXED: "ok", PaperState.DISCARDED: "plain"}
PAPER_STEPS = {"fix": _("定稿"), "discard": _("作废试卷")}
PAPER_STEP_SAYS = {
    "fix": _("定稿后题目、顺序、分值和时长都不能再改，可以安排考试或打印。需要改动的，复制为新试卷。"),
    "discard": _("只能作废没有定稿的试卷；题目仍在题库里。"),
}
REFUSALS = {
    "paper.not_yours": _("只能为本单位举办的培训班组卷。"),
    "paper.empty": _("试卷里还没有题目。"),
    "paper.pool_too_small": _("题库里的题目不够：%(lines)s。请减少抽题数量，或先往题库里添题。"),
    "paper.no_counts": _("请至少填写一格抽题数量。"),
    "paper.points_missing": _("%(kind)s要抽题，但没有填写每题分值。"),
    "paper.question_twice": _("同一道题不能在一份试卷里出现两次。"),
    "paper.question_unfit": _("这道题已停用，或不属于这个层级，不能放进试卷。"),
    "paper.no_other_question": _("题库里没有同单元、同题型的其他题目可换。"),
    "paper.places_wrong": _("题号必须从 1 到 %(count)s，每个只用一次。"),
    "paper.too_many_items": _("一份试卷最多 %(most)s 题。"),
}
EVENTS = {
    "paper.drafted": _("新建试卷"),
    "paper.copied": _("复制为新试卷"),
    "paper.drawn": _("按蓝图抽题"),
    "paper.arranged": _("调整试卷"),
    "paper.added": _("手工选题"),
    "paper.replaced": _("换题"),
    "paper.fix": _("试卷定稿"),
    "paper.discard": _("作废试卷"),
    "paper.key_read": _("查看试卷标准答案"),
}
