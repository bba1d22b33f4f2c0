"""What the case page of a request to correct or erase shows."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.audit import queries as record
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.lifecycle import queries as lifecycle
from cqo.foundation.look.casepage import CasePage, Deed, Fact, Group, Station
from cqo.foundation.look.templatetags.look import day, moment
from cqo.registry.enterprises.cases import events
from cqo.registry.people.models import Request
from cqo.registry.people.states import RequestKind, RequestState
from cqo.registry.people.wording import REQUEST_CHIPS, REQUEST_KINDS, REQUEST_STATES, REQUEST_STEP_SAYS, REQUEST_STEPS

ADDRESSES = {"carry_out": "people:carry_out", "refuse": "people:refuse_request", "withdraw": "people:withdraw_request"}
AT_ONCE = {"withdraw"}


def request_page(request: Request, actor: Actor) -> CasePage:
    """The case page for the official who answers and for the person who asked."""
    kind, state = RequestKind(request.kind), RequestState(request.state)
    person = request.person.merged_into or request.person
    name = person.name or _("（已删除）")
    facts = [
        Fact(_("事项"), str(REQUEST_KINDS[kind])),
        Fact(_("本人"), name, url=person.get_absolute_url() if actor.is_official else reverse("dossier:own_file"), note=person.id_masked),
        Fact(_("受理县区"), divisions.name_of(request.county_code)),
        Fact(_("具体内容"), request.text.reveal() if request.text else ""),
        Fact(_("提出时间"), moment(request.submitted_at), numeric=True),
    ]
    if request.due_date and state == RequestState.SUBMITTED:
        facts.append(
            Fact(_("答复期限"), day(request.due_date), note=_("《个人信息保护法》第五十条；GB/T 35273—2020 规定三十天内"), numeric=True)
        )
    if request.answer:
        facts.append(Fact(_("答复"), request.answer, note=moment(request.answered_at)))
    return CasePage(
        number=request.number,
        number_label=_("请求编号"),
        title=_("%(name)s · %(kind)s") % {"name": name, "kind": REQUEST_KINDS[kind]},
        state=str(REQUEST_STATES[state]),
        kind=REQUEST_CHIPS[state],
        stations=[Station(str(REQUEST_STATES[RequestState(each.state)]), each.place) for each in lifecycle.stations(request)],
        deeds=[
            Deed(
                label=str(REQUEST_STEPS[step.name]),
                url=reverse(ADDRESSES[step.name], args=[request.number]),
                says=str(REQUEST_STEP_SAYS[step.name]),
                fields=[("version", str(request.version))] if step.name in AT_ONCE else None,
                primary=step.name == "carry_out",
                danger=step.name != "carry_out",
            )
            for step in lifecycle.open_steps(request, actor)
        ],
        groups=[Group(_("请求内容"), facts)],
        events=events(record.timeline("request", request.pk)),
    )
