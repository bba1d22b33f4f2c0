"""What the case page of a sign-up shows."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.audit import queries as record
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.documents import queries as documents
from cqo.foundation.lifecycle import queries as lifecycle
from cqo.foundation.lifecycle.states import Step
from cqo.foundation.look.casepage import CasePage, Deed, Fact, Group, Missing, Station
from cqo.foundation.look.templatetags.look import day, moment
from cqo.qualification.training import cases_assessment
from cqo.qualification.training.models import Enrolment
from cqo.qualification.training.queries import enrolments as queries
from cqo.qualification.training.states import ClassState, EnrolmentState
from cqo.qualification.training.wording.enrolments import ENROLMENT_CHIPS, ENROLMENT_STATES, ENROLMENT_STEP_SAYS, ENROLMENT_STEPS
from cqo.registry.enterprises.cases import events

_ADDRESSES = {
    "accept": "training:accept_enrolment",
    "return_for_changes": "training:return_enrolment",
    "resubmit": "training:resubmit_enrolment",
    "refuse": "training:refuse_enrolment",
    "reopen": "training:reopen_enrolment",
    "withdraw": "training:withdraw_enrolment",
    "remove": "training:remove_enrolment",
}
_AT_ONCE = {"accept", "reopen"}
_OF_OFFICIALS = {"accept", "return_for_changes", "refuse", "reopen"}


def enrolment_page(enrolment: Enrolment, actor: Actor, *, organises: bool) -> CasePage:
    """The case page for who checks, who holds the class (organises), the firm and the person."""
    state, training_class = EnrolmentState(enrolment.state), enrolment.training_class
    person = enrolment.person.merged_into or enrolment.person
    firm = enrolment.enterprise
    facts = [
        Fact(_("培训班"), training_class.title, url=training_class.get_absolute_url(), note=training_class.number),
        Fact(_("时间"), _("%(from)s 至 %(until)s") % {"from": day(training_class.starts_date), "until": day(training_class.ends_date)}),
        Fact(_("地点"), training_class.place),
        Fact(_("学员"), person.name, url=person.get_absolute_url() if actor.is_official else "", note=person.id_masked),
        Fact(_("工作单位"), firm.name if firm else _("没有登记"), url=firm.get_absolute_url() if firm and actor.is_official else ""),
        Fact(_("县区"), divisions.name_of(enrolment.county_code)),
        Fact(_("报名时间"), moment(enrolment.submitted_at), numeric=True),
    ]
    if enrolment.exemption:
        facts.append(Fact(_("免除参训条件"), enrolment.exemption))
    if enrolment.note and may_read_note(enrolment, actor):
        facts.append(Fact(_("备注"), enrolment.note.reveal()))
    if enrolment.reason:
        facts.append(Fact(_("理由"), enrolment.reason))
    return CasePage(
        number=enrolment.number,
        number_label=_("报名编号"),
        title=_("%(person)s 报名“%(title)s”") % {"person": person.name, "title": training_class.title},
        state=str(ENROLMENT_STATES[state]),
        kind=ENROLMENT_CHIPS[state],
        stations=[Station(str(ENROLMENT_STATES[EnrolmentState(each.state)]), each.place) for each in lifecycle.stations(enrolment)],
        deeds=_deeds(enrolment, actor, organises=organises),
        missing=_missing(enrolment, state),
        missing_title=_("县区局告知的补正内容") if state == EnrolmentState.RETURNED else _("候补中"),
        groups=[*cases_assessment.result_groups([enrolment], actor), Group(_("报名内容"), facts)],
        papers=documents.papers("enrolment", enrolment.pk),
        events=events(record.timeline("enrolment", enrolment.pk)),
    )


def may_read_note(enrolment: Enrolment, actor: Actor) -> bool:
    """What somebody notes when they sign up is for the officials, for whoever wrote it and for the person."""
    return not actor.is_firm or enrolment.signed_up_by_id == actor.user


def _missing(enrolment: Enrolment, state: EnrolmentState) -> list[Missing]:
    if state == EnrolmentState.RETURNED:
        return [Missing(what=enrolment.missing)]
    if state == EnrolmentState.WAITING:
        ahead = queries.ahead_of(enrolment)
        told = _("名额已满，前面还有 %(ahead)s 人候补。有人退出时按先后自动递补，并发消息告知；没有递补的不能参加。") % {"ahead": ahead}
        return [Missing(what=told)]
    return []


def _deeds(enrolment: Enrolment, actor: Actor, *, organises: bool) -> list[Deed]:
    if enrolment.training_class.state in (ClassState.CLOSED, ClassState.CANCELLED):
        return []
    deeds = [step for step in lifecycle.open_steps(enrolment, actor) if _is_theirs(step, enrolment, actor, organises=organises)]
    return [
        Deed(
            label=str(ENROLMENT_STEPS[step.name]),
            url=reverse(_ADDRESSES[step.name], args=[enrolment.number]),
            says=str(ENROLMENT_STEP_SAYS[step.name]),
            fields=[("version", str(enrolment.version))] if step.name in _AT_ONCE else None,
            primary=step.name in ("accept", "resubmit"),
            danger=step.name in ("refuse", "withdraw", "remove"),
        )
        for step in deeds
    ]


def _is_theirs(step: Step, enrolment: Enrolment, actor: Actor, *, organises: bool) -> bool:
    """Whether a step is this actor's: checks by whoever checks it, admission on the class's own page, taking off by the organiser."""
    if step.name == "return_for_changes" and enrolment.returned_at is not None:
        return False
    if step.name in _OF_OFFICIALS:
        return queries.may_check(actor, enrolment)
    if step.name == "remove":
        return organises
    return step.name in ("withdraw", "resubmit") and not actor.is_official
