"""What the case page of a sitting shows."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.audit import queries as record
from cqo.foundation.lifecycle import queries as lifecycle
from cqo.foundation.look.casepage import CasePage, Deed, Fact, Group, Missing, Station
from cqo.foundation.look.templatetags.look import moment
from cqo.qualification.exams.models import Sitting
from cqo.qualification.exams.queries.sittings import Counts
from cqo.qualification.exams.states import SittingState
from cqo.qualification.exams.wording.sittings import CLOCK_RULE, SITTING_CHIPS, SITTING_STATES, SITTING_STEP_SAYS, SITTING_STEPS
from cqo.registry.enterprises.cases import events


def sitting_page(sitting: Sitting, actor: Actor, *, counts: Counts, at: datetime, published: bool, can_resit: bool) -> CasePage:
    """The case page of a sitting. published: whether the class's results are; can_resit: whether somebody failed or was absent."""
    state = SittingState(sitting.state)
    running = state == SittingState.READY and sitting.opens_at <= at
    return CasePage(
        number=sitting.number,
        number_label=_("场次编号"),
        title=sitting.title,
        state=str(_("考试中") if running and at < sitting.closes_at else SITTING_STATES[state]),
        kind=SITTING_CHIPS[state],
        stations=[Station(str(SITTING_STATES[SittingState(each.state)]), each.place) for each in lifecycle.stations(sitting)],
        deeds=_deeds(sitting, actor, at=at, published=published, can_resit=can_resit),
        missing=_missing(sitting, at=at),
        missing_title=_("请留意"),
        groups=[Group(_("考试安排"), _facts(sitting)), *_standing(sitting, counts), *_extra(sitting)],
        events=events(record.timeline("sitting", sitting.pk)),
    )


def _deeds(sitting: Sitting, actor: Actor, *, at: datetime, published: bool, can_resit: bool) -> list[Deed]:
    to = {
        name: reverse(f"exams:{name}", args=[sitting.number])
        for name in (
            "prepare_sitting",
            "amend_sitting",
            "move_sitting",
            "add_candidates",
            "room",
            "extend_sitting",
            "hand_over",
            "cancel_sitting",
        )
    }
    version = [("version", str(sitting.version))]
    state, steps = SittingState(sitting.state), {step.name for step in lifecycle.open_steps(sitting, actor)}
    deeds = []
    if "prepare" in steps:
        deeds.append(
            Deed(str(SITTING_STEPS["prepare"]), to["prepare_sitting"], str(SITTING_STEP_SAYS["prepare"]), fields=version, primary=True)
        )
        deeds.append(Deed(_("修改安排"), to["amend_sitting"], _("生成考生试卷以前，试卷、时间和地点都可以改。")))
    if state == SittingState.READY:
        says = _("看谁还没进入、谁在作答、谁已交卷，以及上次保存到现在的秒数。")
        deeds.append(Deed(_("监考"), to["room"], says, primary=at < sitting.closes_at))
        if at < sitting.last_start_at:
            deeds.append(Deed(_("补充考生"), to["add_candidates"], _("为生成试卷以后录取的学员补发试卷。"), fields=version))
        if at < sitting.opens_at:
            deeds.append(Deed(_("调整时间"), to["move_sitting"], _("开考以前可以改时间和地点，考生都会收到消息。")))
        deeds.append(Deed(_("全体加时"), to["extend_sitting"], _("给所有还没交卷的考生加时，立即生效。")))
        says = str(SITTING_STEP_SAYS["hand_over"])
        deeds.append(Deed(str(SITTING_STEPS["hand_over"]), to["hand_over"], says, fields=version, primary=at >= sitting.closes_at))
    if state == SittingState.MARKED:
        if not published and can_resit:
            url = f"{reverse('exams:new_sitting')}?resit={sitting.number}"
            deeds.append(Deed(_("安排补考"), url, _("只有缺考和低于补考分数线的考生参加；成绩公布以前可以安排。")))
        if published:
            says = _("每题的正确率和各选项的选择人数。")
            deeds.append(Deed(_("题目统计"), reverse("exams:item_statistics", args=[sitting.number]), says))
    if "cancel" in steps:
        deeds.append(Deed(str(SITTING_STEPS["cancel"]), to["cancel_sitting"], str(SITTING_STEP_SAYS["cancel"]), danger=True))
    return deeds


def _missing(sitting: Sitting, *, at: datetime) -> list[Missing]:
    found = []
    if sitting.state in (SittingState.DRAFT, SittingState.READY) and at < sitting.opens_at:
        left = int((sitting.closes_at - sitting.last_start_at).total_seconds() // 60)
        if left < sitting.paper.minutes:
            says = _("最晚进入的考生只有 %(left)s 分钟，少于规定的 %(minutes)s 分钟。") % {"left": left, "minutes": sitting.paper.minutes}
            page = "exams:amend_sitting" if sitting.state == SittingState.DRAFT else "exams:move_sitting"
            found.append(Missing(says, url=reverse(page, args=[sitting.number]), mend=_("调整时间")))
    return found


def _facts(sitting: Sitting) -> list[Fact]:
    held, before = sitting.training_class, sitting.resit_of
    facts = [
        Fact(_("培训班"), held.title, url=held.get_absolute_url()),
        Fact(_("试卷"), sitting.paper.title, url=sitting.paper.get_absolute_url()),
        Fact(_("开考时间"), moment(sitting.opens_at)),
        Fact(_("最晚进入时间"), moment(sitting.last_start_at)),
        Fact(_("收卷时间"), moment(sitting.closes_at)),
        Fact(_("考试时长"), _("%(minutes)s 分钟") % {"minutes": sitting.paper.minutes}),
        Fact(_("地点"), sitting.place or "—"),
        Fact(_("计时"), str(CLOCK_RULE)),
    ]
    if before is not None:
        facts.append(Fact(_("补考"), before.title, url=before.get_absolute_url(), note=before.number))
    if sitting.reason:
        facts.append(Fact(_("取消的理由"), sitting.reason))
    return facts


def _standing(sitting: Sitting, counts: Counts) -> list[Group]:
    if sitting.state == SittingState.DRAFT:
        return []
    told = [(_("考生"), counts.candidates), (_("未进入"), counts.waiting), (_("作答中"), counts.sitting), (_("已交卷"), counts.handed_in)]
    return [Group(_("考生情况"), [Fact(label, str(count), numeric=True) for label, count in told])]


def _extra(sitting: Sitting) -> list[Group]:
    rows = list(sitting.allowances.select_related("attempt__enrolment__person").order_by("recorded_at", "pk"))
    facts = [
        Fact(
            row.attempt.enrolment.person.name if row.attempt else _("全体"),
            _("加 %(minutes)s 分钟") % {"minutes": row.minutes},
            note=f"{row.reason} · {moment(row.recorded_at)}",
        )
        for row in rows
    ]
    return [Group(_("加时记录"), facts)] if facts else []
