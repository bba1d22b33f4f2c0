"""What the case page of a class shows."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.audit import queries as record
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.documents import queries as documents
from cqo.foundation.industries import queries as industries
from cqo.foundation.lifecycle import queries as lifecycle
from cqo.foundation.look.casepage import CasePage, Deed, Fact, Group, Missing, Station
from cqo.foundation.look.templatetags.look import day, moment
from cqo.foundation.refusal import NotPossible
from cqo.qualification.certificates.states import Level, Tier
from cqo.qualification.certificates.wording import LEVELS, TIERS
from cqo.qualification.training import cases_assessment
from cqo.qualification.training.models import TrainingClass
from cqo.qualification.training.operations.classes import unready
from cqo.qualification.training.queries import counts, learners, overlaps, phases
from cqo.qualification.training.rules.phase import Phase
from cqo.qualification.training.rules.seats import left
from cqo.qualification.training.states import ClassState, EnrolmentState
from cqo.qualification.training.wording.classes import CLASS_STATES, CLASS_STEP_SAYS, CLASS_STEPS, DEFAULT_RULES, PHASE_CHIPS, PHASES
from cqo.qualification.training.wording.enrolments import ENROLMENT_STATES
from cqo.registry.enterprises.cases import events

_ADDRESSES = {
    "announce": "training:announce",
    "take_back": "training:take_back",
    "admit": "training:admit",
    "reopen": "training:reopen",
    "close": "training:close",
    "cancel": "training:cancel",
}
_AT_ONCE = {"announce", "take_back", "reopen"}
_BEGUN = {Phase.RUNNING, Phase.TAUGHT}


def class_page(training_class: TrainingClass, actor: Actor, *, at: datetime, holds: bool) -> CasePage:
    """The case page of a class for an actor. holds: whether it is theirs to hold."""
    phase = phases.of(training_class, at)
    return CasePage(
        number=training_class.number,
        number_label=_("班次编号"),
        title=training_class.title,
        state=str(PHASES[phase]),
        kind=PHASE_CHIPS[phase],
        stations=[Station(str(CLASS_STATES[ClassState(each.state)]), each.place) for each in lifecycle.stations(training_class)],
        deeds=[*cases_assessment.class_deeds(training_class, actor), *_deeds(training_class, actor, phase)]
        if holds
        else _deeds_of_learners(training_class, actor, phase),
        missing=_missing(training_class, at=at) if holds else [],
        missing_title=_("发布前还缺") if training_class.state == ClassState.DRAFT else _("时间冲突的已录取人员"),
        groups=[*_groups(training_class, actor), *cases_assessment.class_groups(training_class, actor, holds=holds)],
        papers=documents.papers("class", training_class.pk),
        events=events(record.timeline("class", training_class.pk)) if actor.is_official else [],
    )


def _deeds(training_class: TrainingClass, actor: Actor, phase: Phase) -> list[Deed]:
    number = training_class.number
    steps = {step.name: step for step in lifecycle.open_steps(training_class, actor)}
    if phase in _BEGUN:
        steps.pop("reopen", None)
    if phase != Phase.TAUGHT:
        steps.pop("close", None)
    if training_class.taken:
        steps.pop("take_back", None)
    deeds = [
        Deed(
            label=str(CLASS_STEPS[name]),
            url=reverse(_ADDRESSES[name], args=[number]),
            says=str(CLASS_STEP_SAYS[name]),
            fields=[("version", str(training_class.version))] if name in _AT_ONCE else None,
            primary=name in ("announce", "close") or (name == "admit" and phase == Phase.SHUT),
            danger=name == "cancel",
        )
        for name in steps
    ]
    more = (
        [Deed(_("报名名单"), _listed(training_class), _("查看、打印或导出全部报名。"))] if training_class.state != ClassState.DRAFT else []
    )
    if training_class.state == ClassState.DRAFT:
        more.append(Deed(_("修改草稿"), reverse("training:amend", args=[number]), _("发布前可以修改全部内容、上传盖章通知。")))
    if training_class.state == ClassState.ADMITTED and phase != Phase.TAUGHT:
        more.append(Deed(_("补录取"), reverse("training:admit", args=[number]), _("录取此后审核通过的人员。")))
    if training_class.state in (ClassState.ANNOUNCED, ClassState.ADMITTED):
        more.append(Deed(_("调整安排"), reverse("training:adjust", args=[number]), _("改地点、名额、报名截止时间和联系方式。")))
        more.append(
            Deed(_("改期"), reverse("training:reschedule", args=[number]), _("须写明理由；先列出时间冲突的人员，再通知已录取人员。"))
        )
    more.append(Deed(_("复制为新班次"), f"{reverse('training:new')}?from={number}", _("带入名称、地点、名额、联系人，填写新的日期。")))
    return [*(deed for deed in deeds if not deed.danger), *more, *(deed for deed in deeds if deed.danger)]


def _deeds_of_learners(training_class: TrainingClass, actor: Actor, phase: Phase) -> list[Deed]:
    if not actor.may(Can.SIGN_UP) or phase != Phase.OPEN:
        return []
    says = _("勾选本企业人员报名；名额满了列入候补。") if actor.is_firm else _("为本人报名；名额满了列入候补。")
    return [Deed(_("报名"), reverse("training:sign_up", args=[training_class.number]), says, primary=True)]


def _missing(training_class: TrainingClass, *, at: datetime) -> list[Missing]:
    if training_class.state == ClassState.DRAFT:
        amend = reverse("training:amend", args=[training_class.number])
        return [Missing(what=str(NotPossible(code)), url=amend, mend=_("去补齐")) for code in unready(training_class, at=at)]
    if training_class.state != ClassState.ADMITTED:
        return []
    found = overlaps.clashing(training_class, starts_date=training_class.starts_date, ends_date=training_class.ends_date)
    return [
        Missing(
            what=_("%(person)s 同一时间还报名了“%(title)s”（%(starts)s至%(ends)s）")
            % {
                "person": each.enrolment.person.name,
                "title": each.other.title,
                "starts": day(each.other.starts_date),
                "ends": day(each.other.ends_date),
            },
            url=each.enrolment.get_absolute_url(),
            mend=_("查看报名"),
        )
        for each in found
    ]


def _groups(training_class: TrainingClass, actor: Actor) -> list[Group]:
    groups = [
        Group(_("班次"), facts_of(training_class)),
        Group(_("报名"), [*sign_up_facts(training_class), *(_standing(training_class) if actor.is_official else [])]),
        Group(_("培训大纲"), syllabus_facts(training_class)),
        Group(_("通知和依据"), grounds(training_class)),
    ]
    moves = [
        Fact(
            moment(move.recorded_at),
            _("由 %(from)s 至 %(until)s 改为 %(starts)s 至 %(ends)s")
            % {
                "from": day(move.from_starts_date),
                "until": day(move.from_ends_date),
                "starts": day(move.starts_date),
                "ends": day(move.ends_date),
            },
            note=move.reason,
        )
        for move in training_class.reschedulings.order_by("recorded_at", "pk")
    ]
    if moves:
        groups.insert(1, Group(_("改期记录"), moves))
    if training_class.reason:
        title = _("取消的理由") if training_class.state == ClassState.CANCELLED else _("不组织考核的理由")
        groups.insert(0, Group(title, [Fact(_("理由"), training_class.reason)]))
    return groups


def facts_of(training_class: TrainingClass) -> list[Fact]:
    """What, who, when and where: what everybody may know of a class."""
    place = divisions.name_of(training_class.county_id or training_class.city_code)
    industry = training_class.industry_id
    return [
        Fact(
            _("层级"), _("%(tier)s（%(level)s）") % {"tier": TIERS[Tier(training_class.tier)], "level": LEVELS[Level(training_class.level)]}
        ),
        Fact(_("举办单位"), training_class.organiser.name),
        Fact(_("面向"), _("%(place)s的企业和人员") % {"place": place}, note=industries.name_of(industry) if industry else ""),
        Fact(_("时间"), _("%(from)s 至 %(until)s") % {"from": day(training_class.starts_date), "until": day(training_class.ends_date)}),
        Fact(_("地点"), training_class.place),
        Fact(_("联系人"), training_class.contact_name, note=training_class.contact_phone),
    ]


def sign_up_facts(training_class: TrainingClass) -> list[Fact]:
    """The window and the seats left."""
    free = left(seats=training_class.seats, taken=training_class.taken)
    return [
        Fact(
            _("报名时间"),
            _("%(from)s 至 %(until)s") % {"from": moment(training_class.sign_up_from), "until": moment(training_class.sign_up_until)},
        ),
        Fact(_("剩余名额"), str(free), note=_("共 %(seats)s 个") % {"seats": training_class.seats}, numeric=True),
        *([Fact(_("报名须知"), training_class.says)] if training_class.says else []),
    ]


def _standing(training_class: TrainingClass) -> list[Fact]:
    listed = _listed(training_class)
    return [
        Fact(
            str(ENROLMENT_STATES[state]),
            str(count),
            url=f"{listed}&state={state.value}",
            numeric=True,
        )
        for state, count in counts.by_state(training_class).items()
        if state != EnrolmentState.WITHDRAWN
    ]


def _listed(training_class: TrainingClass) -> str:
    return f"{reverse('training:enrolments')}?training_class={training_class.number}"


def syllabus_facts(training_class: TrainingClass) -> list[Fact]:
    """The syllabus with its units."""
    units = list(training_class.syllabus.units.order_by("place"))
    hours = sum(unit.hours_tenths for unit in units)
    return [
        Fact(_("大纲"), training_class.syllabus.title, note=_("第 %(edition)s 版") % {"edition": training_class.syllabus.edition}),
        Fact(_("学时"), f"{hours / 10:g}", numeric=True),
        *(Fact(unit.code, unit.title, note=_("%(hours)s 学时") % {"hours": f"{unit.hours_tenths / 10:g}"}) for unit in units),
    ]


def grounds(training_class: TrainingClass) -> list[Fact]:
    """The notice, and the rules the class is held under."""
    edition = learners.terms_of(training_class)
    rules = edition.document.title or str(DEFAULT_RULES)
    return [
        Fact(_("开班通知"), training_class.notice_title, note=training_class.notice_number),
        Fact(_("适用规则"), rules, note=edition.document.number),
    ]
