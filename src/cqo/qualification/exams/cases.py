"""What the case page of a paper shows."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.audit import queries as record
from cqo.foundation.lifecycle import queries as lifecycle
from cqo.foundation.look.casepage import CasePage, Deed, Fact, Group, Missing, Station
from cqo.qualification.certificates.states import Tier
from cqo.qualification.certificates.wording import TIERS
from cqo.qualification.exams.models import Paper, PaperItem
from cqo.qualification.exams.states import PaperState, QuestionKind
from cqo.qualification.exams.wording.papers import PAPER_CHIPS, PAPER_STATES, PAPER_STEP_SAYS, PAPER_STEPS
from cqo.qualification.exams.wording.questions import KINDS
from cqo.registry.enterprises.cases import events


def paper_page(paper: Paper, actor: Actor, items: list[PaperItem]) -> CasePage:
    """The case page of a paper."""
    state = PaperState(paper.state)
    return CasePage(
        number=paper.number,
        number_label=_("试卷编号"),
        title=paper.title,
        state=str(PAPER_STATES[state]),
        kind=PAPER_CHIPS[state],
        stations=[Station(str(PAPER_STATES[PaperState(each.state)]), each.place) for each in lifecycle.stations(paper)],
        deeds=_deeds(paper, actor, has_items=bool(items)),
        missing=_missing(paper, items),
        missing_title=_("定稿前请留意"),
        groups=[Group(_("试卷"), _facts(paper, items))],
        events=events(record.timeline("paper", paper.pk)),
    )


def _deeds(paper: Paper, actor: Actor, *, has_items: bool) -> list[Deed]:
    to = {name: reverse(f"exams:{name}", args=[paper.number]) for name in ("draw_paper", "arrange_paper", "add_to_paper", "amend_paper")}
    version = [("version", str(paper.version))]
    steps = {step.name for step in lifecycle.open_steps(paper, actor)}
    deeds = []
    if "fix" in steps:
        if has_items:
            url = reverse("exams:fix_paper", args=[paper.number])
            deeds.append(Deed(str(PAPER_STEPS["fix"]), url, str(PAPER_STEP_SAYS["fix"]), fields=version, primary=True))
        says = _("按单元和题型填写题数，从题库随机抽题；重新抽题会替换现有题目。")
        deeds.append(Deed(_("重新抽题") if has_items else _("按蓝图抽题"), to["draw_paper"], says, primary=not has_items))
        deeds.append(Deed(_("手工选题"), to["add_to_paper"], _("从题库里勾选题目，加到试卷末尾。")))
        if has_items:
            deeds.append(Deed(_("调整题目"), to["arrange_paper"], _("改顺序和分值，移出或换掉题目。")))
        deeds.append(Deed(_("修改名称和时长"), to["amend_paper"], _("改试卷名称、时长，以及是否打乱顺序。")))
    if has_items:
        printed = reverse("exams:print_paper", args=[paper.number])
        deeds.append(Deed(_("打印试卷"), printed, _("只有题目，没有答案；用于纸笔考试。")))
        deeds.append(Deed(_("打印答题卡"), reverse("exams:print_sheet", args=[paper.number]), _("按题号排好的填涂格。")))
    if state_is(paper, PaperState.FIXED):
        plan = f"{reverse('exams:new_sitting')}?paper={paper.number}"
        deeds.insert(0, Deed(_("安排考试"), plan, _("用这份试卷安排一场在线考试。"), primary=True))
        key = reverse("exams:paper_key", args=[paper.number])
        deeds.append(Deed(_("查看标准答案"), key, _("供阅卷人用。每次查看都会记入办理记录。"), fields=[]))
    if not state_is(paper, PaperState.DISCARDED):
        copy = reverse("exams:copy_paper", args=[paper.number])
        deeds.append(Deed(_("复制为新试卷"), copy, _("题目取最新版本，已停用的不带入。")))
    if "discard" in steps:
        url = reverse("exams:discard_paper", args=[paper.number])
        deeds.append(Deed(str(PAPER_STEPS["discard"]), url, str(PAPER_STEP_SAYS["discard"]), fields=version, danger=True))
    return deeds


def state_is(paper: Paper, state: PaperState) -> bool:
    """Whether a paper is in a state."""
    return paper.state == state.value


def _missing(paper: Paper, items: list[PaperItem]) -> list[Missing]:
    if not state_is(paper, PaperState.DRAFT) or not items:
        return []
    total = sum(item.points_tenths for item in items)
    found = []
    if total != 1000:
        says = _("总分是 %(total)s 分，不是 100 分；成绩会按百分制折算。") % {"total": f"{total / 10:g}"}
        found.append(Missing(says, url=reverse("exams:arrange_paper", args=[paper.number]), mend=_("调整分值")))
    if retired := sum(1 for item in items if item.question.retired_at is not None):
        says = _("%(count)s 道题在题库里已停用或已有新版本。") % {"count": retired}
        found.append(Missing(says, url=reverse("exams:arrange_paper", args=[paper.number]), mend=_("换题")))
    return found


def _facts(paper: Paper, items: list[PaperItem]) -> list[Fact]:
    held = paper.training_class
    facts = [
        Fact(_("培训班"), held.title, url=held.get_absolute_url(), note=str(TIERS[Tier(held.tier)])),
        Fact(_("时长"), _("%(minutes)s 分钟") % {"minutes": paper.minutes}),
        Fact(_("题目顺序"), _("每名考生不同") if paper.shuffled else _("所有考生相同")),
        Fact(_("题数"), str(len(items)), numeric=True),
        Fact(_("总分"), f"{sum(item.points_tenths for item in items) / 10:g}", numeric=True),
    ]
    for kind in QuestionKind:
        own = [item for item in items if item.question.kind == kind.value]
        if own:
            points = _("%(points)s 分") % {"points": f"{sum(item.points_tenths for item in own) / 10:g}"}
            facts.append(Fact(str(KINDS[kind]), _("%(count)s 题") % {"count": len(own)}, note=points))
    if state_is(paper, PaperState.FIXED):
        half = _("选对但不全得一半分") if paper.half_for_incomplete else _("选全才得分")
        facts += [Fact(_("多选题计分"), half), Fact(_("内容摘要"), paper.digest[:16], note=_("SM3，定稿后任何改动都会对不上"))]
    return facts
