"""What sessions and the assessment add to the case page of a class and of a sign-up, and the case page of the assessment itself."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.audit import queries as record
from cqo.foundation.lifecycle import queries as lifecycle
from cqo.foundation.look.casepage import CasePage, Deed, Fact, Group, Missing, Station
from cqo.foundation.look.templatetags.look import moment
from cqo.qualification.certificates.states import IssueState
from cqo.qualification.learning.wording import hours
from cqo.qualification.training.models import Assessment, Enrolment, Result, TrainingClass
from cqo.qualification.training.operations import certifying
from cqo.qualification.training.queries import assessments, enrolments, sessions
from cqo.qualification.training.queries.assessments import Line
from cqo.qualification.training.rules.assessment import AssessmentTerms
from cqo.qualification.training.states import AssessmentState, ClassState, Verdict
from cqo.qualification.training.wording import assessment as words
from cqo.registry.enterprises.cases import events

_ADDRESSES = {
    "submit": "training:submit_assessment",
    "take_back": "training:take_back_assessment",
    "publish": "training:publish_assessment",
    "send_back": "training:send_back_assessment",
}


def class_deeds(training_class: TrainingClass, actor: Actor) -> list[Deed]:
    """What whoever holds a class can do about its sessions and its assessment."""
    number = training_class.number
    if training_class.state in (ClassState.DRAFT, ClassState.CANCELLED):
        return []
    deeds = [Deed(_("课次和签到"), reverse("training:sessions", args=[number]), _("排课、打印签到表、录入并确认签到。"))]
    sheet = assessments.of_class(training_class)
    if sheet is not None and sheet.state == AssessmentState.PUBLISHED:
        deeds = [*certifying_deeds(training_class, actor), *deeds]
    if training_class.state in (ClassState.ADMITTED, ClassState.CLOSED):
        says = _("录入或导入成绩，提交另一人复核，公布结果。")
        deeds.append(Deed(_("考核成绩"), reverse("training:assessment", args=[number]), says))
    if training_class.state == ClassState.ADMITTED and actor.may(Can.KEEP_QUESTIONS):
        says = _("从题库组卷、安排在线考试；成绩由考试写入考核。纸笔考试的直接录入成绩。")
        deeds.append(Deed(_("在线考试"), reverse("exams:papers"), says))
    return deeds


def class_groups(training_class: TrainingClass, actor: Actor, *, holds: bool) -> list[Group]:
    """The time table for everybody who sees the class; where lists and scores stand for whoever holds it; published results for their own."""
    groups = [*_time_table(training_class, holds=holds)]
    if holds:
        groups += _standing(training_class)
    elif not actor.is_official and training_class.state in (ClassState.ADMITTED, ClassState.CLOSED):
        own = list(enrolments.within(actor).filter(training_class=training_class).order_by("person__name", "pk"))
        groups += result_groups(own, actor)
    return groups


def result_groups(rows: Sequence[Enrolment], actor: Actor) -> list[Group]:
    """Published results: to a firm whether its people passed, to a person and to officials the parts and the reasons."""
    found = list(assessments.published_of(rows)) if rows else []
    if not found:
        return []
    terms = assessments.terms_of(found[0].enrolment.training_class).terms
    if actor.is_firm:
        facts = [
            Fact(row.enrolment.person.name, str(words.VERDICTS[Verdict(row.verdict)]), kind=words.VERDICT_CHIPS[Verdict(row.verdict)])
            for row in found
        ]
        return [Group(_("考核结果"), facts)]
    return [Group(_("考核结果"), _parts(row, terms)) for row in found]


def _parts(row: Result, terms: AssessmentTerms) -> list[Fact]:
    verdict = Verdict(row.verdict)
    told = [
        (_("考试"), _("缺考") if row.absent else words.points(row.exam_tenths), terms.exam_percent),
        (_("考勤"), words.points(row.attendance_tenths), terms.attendance_percent),
        (_("作业"), words.points(row.homework_tenths), terms.homework_percent),
    ]
    facts = [Fact(_("结论"), str(words.VERDICTS[verdict]), kind=words.VERDICT_CHIPS[verdict])]
    facts += [Fact(_("理由"), reason) for reason in words.reasons(row.unmet, terms)]
    facts += [
        Fact(label, value, note=_("占 %(percent)s%%") % {"percent": percent}, numeric=True) for label, value, percent in told if percent
    ]
    return [*facts, Fact(_("总评"), words.points(row.total_tenths), numeric=True)]


def _time_table(training_class: TrainingClass, *, holds: bool) -> list[Group]:
    rows = list(sessions.of_class(training_class))
    if not rows:
        return []
    facts = [
        Fact(
            moment(row.starts_at),
            row.title,
            url=reverse("training:attendance", args=[training_class.number, row.pk]) if holds else "",
            note=" · ".join(part for part in (_("%(hours)s 学时") % {"hours": hours(row.hours_tenths)}, row.teacher, row.place) if part),
        )
        for row in rows
    ]
    return [Group(_("课程安排"), facts)]


def _standing(training_class: TrainingClass) -> list[Group]:
    """Lists confirmed, hours planned, and where the scores stand."""
    rows = list(sessions.of_class(training_class))
    if not rows and training_class.state not in (ClassState.ADMITTED, ClassState.CLOSED):
        return []
    planned, wanted = sessions.hours(training_class)
    sheet = assessments.of_class(training_class)
    facts = [
        Fact(
            _("课次"),
            _("%(count)s 个") % {"count": len(rows)},
            url=reverse("training:sessions", args=[training_class.number]),
            note=_("已排 %(planned)s 学时，大纲 %(wanted)s 学时") % {"planned": hours(planned), "wanted": hours(wanted)},
        ),
        Fact(
            _("已确认签到"),
            _("%(confirmed)s / %(count)s 个课次")
            % {"confirmed": sum(1 for row in rows if row.confirmed_at is not None), "count": len(rows)},
        ),
    ]
    if sheet is not None:
        state = AssessmentState(sheet.state)
        facts.append(
            Fact(
                _("考核"),
                str(words.ASSESSMENT_STATES[state]),
                url=reverse("training:assessment", args=[training_class.number]),
                kind=words.ASSESSMENT_CHIPS[state],
            )
        )
    return [Group(_("签到和考核"), facts)]


def assessment_page(assessment: Assessment, actor: Actor, lines: Sequence[Line], *, at: datetime) -> CasePage:
    """The case page of an assessment for whoever holds the class."""
    training_class = assessment.training_class
    state, edition = AssessmentState(assessment.state), assessments.terms_of(training_class)
    return CasePage(
        number=training_class.number,
        number_label=_("班次编号"),
        title=_("%(title)s 考核") % {"title": training_class.title},
        state=str(words.ASSESSMENT_STATES[state]),
        kind=words.ASSESSMENT_CHIPS[state],
        stations=[
            Station(str(words.ASSESSMENT_STATES[AssessmentState(each.state)]), each.place) for each in lifecycle.stations(assessment)
        ],
        deeds=_deeds(assessment, actor, state),
        deeds_note=str(_("成绩由您提交，须由另一人复核公布。本单位只有一人的，请联系市局公布。"))
        if state == AssessmentState.SUBMITTED and assessment.submitted_by_id == actor.user
        else "",
        missing=_missing(assessment, lines, state),
        missing_title=_("提交复核前还缺"),
        groups=[_counts(assessment, lines, state), _rules(edition.terms, edition.document.title, edition.document.number)],
        events=events(record.timeline("assessment", assessment.pk)),
    )


def _deeds(assessment: Assessment, actor: Actor, state: AssessmentState) -> list[Deed]:
    number = assessment.training_class.number
    own = state == AssessmentState.SUBMITTED and assessment.submitted_by_id == actor.user
    left_to_another = {"publish", "send_back"} if own else set()
    deeds = []
    if state == AssessmentState.ENTERING:
        deeds = [
            Deed(_("录入成绩"), reverse("training:scores", args=[number]), _("在一页上录入全班成绩。"), primary=True),
            Deed(_("导入成绩表"), reverse("training:import_scores", args=[number]), _("下载带名单的模板，填好后上传；有错的行逐行说明。")),
        ]
    deeds += [
        Deed(
            label=str(words.ASSESSMENT_STEPS[step.name]),
            url=reverse(_ADDRESSES[step.name], args=[number]),
            says=str(words.ASSESSMENT_STEP_SAYS[step.name]),
            fields=[("version", str(assessment.version))] if step.name in ("submit", "take_back") else None,
            primary=step.name == "publish",
        )
        for step in lifecycle.open_steps(assessment, actor)
        if step.name not in left_to_another
    ]
    if state == AssessmentState.PUBLISHED:
        deeds.append(Deed(_("成绩单"), reverse("training:results", args=[number]), _("查看、打印、导出公布的结果。")))
        deeds += certifying_deeds(assessment.training_class, actor)
    return deeds


def certifying_deeds(training_class: TrainingClass, actor: Actor) -> list[Deed]:
    """The button that drafts the approval of certificates, or leads to the one there is."""
    if not actor.may(Can.ISSUE_CERTIFICATES):
        return []
    there = certifying.issue_of(training_class)
    address = reverse("training:draft_issue", args=[training_class.number])
    if there is None:
        says = _("为合格人员起草发证审批表，附人员名单。")
        return [Deed(_("起草发证审批"), address, says, fields=[], primary=True)]
    says = _("发证审批 %(number)s 的名单、进度和证书。") % {"number": there.number}
    seen = [Deed(_("查看发证审批"), there.get_absolute_url(), says)]
    if there.state == IssueState.ISSUED:
        seen.append(Deed(_("补充发证"), address, _("还有合格人员没有证书的（如证书作废后重发），另起草一份审批表。"), fields=[]))
    return seen


def _missing(assessment: Assessment, lines: Sequence[Line], state: AssessmentState) -> list[Missing]:
    if state != AssessmentState.ENTERING:
        return []
    number = assessment.training_class.number
    found = [Missing(_("复核人退回：%(reason)s") % {"reason": assessment.reason})] if assessment.reason else []
    found += [
        Missing(
            _("课次“%(title)s”（%(starts)s）的签到没有确认") % {"title": row.title, "starts": moment(row.starts_at)},
            url=reverse("training:attendance", args=[number, row.pk]),
            mend=_("去确认"),
        )
        for row in assessments.unconfirmed(assessment.training_class)
    ]
    lacking = sum(1 for line in lines if {"exam_missing", "homework_missing"} & set(line.outcome.unmet))
    if lacking:
        told = _("还有 %(count)s 人没有成绩；缺考的请注明缺考") % {"count": lacking}
        found.append(Missing(told, url=reverse("training:scores", args=[number]), mend=_("去录入")))
    return found


def _counts(assessment: Assessment, lines: Sequence[Line], state: AssessmentState) -> Group:
    verdicts = [line.outcome.verdict for line in lines]
    facts = [Fact(_("录取人数"), str(len(lines)), numeric=True)]
    facts += [Fact(str(words.VERDICTS[verdict]), str(verdicts.count(verdict)), numeric=True) for verdict in Verdict]
    if assessment.submitted_by is not None and assessment.submitted_at is not None:
        facts.append(Fact(_("提交人"), assessment.submitted_by.name, note=moment(assessment.submitted_at)))
    if assessment.published_by is not None and assessment.published_at is not None:
        facts.append(Fact(_("复核公布"), assessment.published_by.name, note=moment(assessment.published_at)))
    return Group(_("结果") if state == AssessmentState.PUBLISHED else _("按现有成绩计算，公布前只有举办单位能看到"), facts)


def _rules(terms: AssessmentTerms, title: str, number: str) -> Group:
    weights = [(_("考试"), terms.exam_percent), (_("考勤"), terms.attendance_percent), (_("作业"), terms.homework_percent)]
    facts = [Fact(_("比重"), "，".join(f"{label} {percent}%" for label, percent in weights if percent))]
    if terms.exam_percent:
        facts.append(Fact(_("考试合格线"), _("%(points)s 分") % {"points": terms.pass_exam}))
    facts.append(Fact(_("总评合格线"), _("%(points)s 分") % {"points": terms.pass_total}))
    if terms.least_attendance_percent:
        late = _("迟到计入学时") if terms.late_counts else _("迟到不计学时")
        facts.append(Fact(_("最低出勤率"), f"{terms.least_attendance_percent}%", note=late))
    return Group(_("适用规则"), [*facts, Fact(_("文件"), title, note=number)])
