"""What the case page of a change shows, and the buttons for changes on a certificate's own page."""

from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.reach import Scale
from cqo.foundation.accounts import queries as accounts
from cqo.foundation.audit import queries as record
from cqo.foundation.documents import queries as documents
from cqo.foundation.lifecycle import queries as lifecycle
from cqo.foundation.look.casepage import CasePage, Deed, Fact, Group, Missing, Station
from cqo.foundation.look.templatetags.look import day, moment
from cqo.foundation.sealing.fields import Sealed
from cqo.qualification.certificates.change_words import GROUNDS, KIND_SAYS, KINDS, STATE_CHIPS, STATES, STEP_SAYS, STEPS
from cqo.qualification.certificates.models import Certificate, Change
from cqo.qualification.certificates.queries import changes as queries
from cqo.qualification.certificates.queries import status
from cqo.qualification.certificates.rules import changes as rules
from cqo.qualification.certificates.states import ChangeKind, ChangeState, Ground, Level, Tier
from cqo.qualification.certificates.wording import CHIPS, LEVELS, STATUSES, TIERS
from cqo.registry.enterprises.cases import events

ADDRESSES = {
    "hear": "certificates:hear_change",
    "decide": "certificates:decide_change",
    "carry_out": "certificates:carry_out_change",
    "drop": "certificates:drop_change",
    "withdraw": "certificates:withdraw_change",
}
DANGEROUS = frozenset({ChangeKind.CANCEL, ChangeKind.REVOKE, ChangeKind.VOID})


def changes_deeds(certificate: Certificate, actor: Actor, *, on: date | None = None) -> list[Deed]:
    """What an actor can set about with a certificate: the changes its status allows, the holder's wish, or the one that is going on.

    on: the day in question, today where none is given.
    """
    today = on or timezone.localdate()
    may_change = actor.may(Can.CHANGE_CERTIFICATES) and queries.is_of_bureau(actor, certificate)
    is_own = not may_change and queries.is_own(actor, certificate)
    if not may_change and not is_own:
        return []
    going_on = queries.open_of(certificate)
    if going_on is not None:
        label = _("正在办理：%(kind)s") % {"kind": KINDS[ChangeKind(going_on.kind)]}
        return [Deed(label, going_on.get_absolute_url(), _("办结或不再办理后，才能提出新的变更。"), primary=True)]
    case = queries.case_of(certificate)
    if is_own:
        if rules.obstacle(case, ChangeKind.CANCEL, Ground.HOLDER_WISH, today=today):
            return []
        address = reverse("certificates:wish", args=[certificate.number])
        return [Deed(_("申请注销"), address, _("不再需要这本证书时提出，由发证机关办理。办理前可以撤回，办理后不能恢复。"))]
    return [
        Deed(
            label=str(KINDS[kind]),
            url=reverse("certificates:propose_change", args=[certificate.number, kind.value]),
            says=str(KIND_SAYS[kind]),
            danger=kind in DANGEROUS,
        )
        for kind in rules.kinds_open(case, today)
    ]


def change_page(change: Change, actor: Actor, *, on: date) -> CasePage:
    """The case page, for the bureau, for the holder, and (once carried out, without the story) for the firm."""
    kind, ground, state = ChangeKind(change.kind), Ground(change.ground), ChangeState(change.state)
    certificate = change.certificate
    title = _("%(name)s · %(kind)s") % {"name": certificate.holder_name, "kind": KINDS[kind]}
    return CasePage(
        number=change.number,
        number_label=_("办理编号"),
        title=title,
        state=str(STATES[state]),
        kind=STATE_CHIPS[state],
        stations=[Station(str(STATES[ChangeState(each.state)]), each.place) for each in _stations(change)],
        deeds=_deeds(change, actor, on=on),
        missing=_missing(change, actor, on=on),
        groups=[_certificate(certificate, on=on), Group(_("办理内容"), _facts(change, kind, ground, state, actor))],
        papers=documents.papers("certificate_change", change.pk) if actor.reach.scale != Scale.ORGANISATION else (),
        events=events(record.timeline("certificate_change", change.pk)),
    )


def certificate_page(certificate: Certificate, actor: Actor, *, on: date) -> CasePage:
    """The case page of a certificate: what is printed on it, what it is worth today, and how that came about."""
    now = status.of(certificate, on)
    return CasePage(
        number=certificate.official_number,
        number_label=_("证书编号"),
        title=_("%(name)s · %(title)s") % {"name": certificate.holder_name, "title": certificate.title},
        state=str(STATUSES[now]),
        kind=CHIPS[now],
        deeds=changes_deeds(certificate, actor, on=on),
        groups=[
            Group(
                _("证书内容"),
                [
                    Fact(_("平台编号"), certificate.number, numeric=True),
                    Fact(_("持证人"), certificate.holder_name, note=certificate.id_masked),
                    Fact(_("等级"), f"{TIERS[Tier(certificate.tier)]} · {LEVELS[Level(certificate.level)]}"),
                    Fact(_("培训班次"), certificate.class_title),
                    Fact(_("学时"), f"{certificate.hours_tenths / 10:g}", numeric=True),
                    Fact(_("发证机关"), certificate.issuer),
                    Fact(_("发证日期"), day(certificate.issued_date), numeric=True),
                    Fact(_("有效期至"), day(certificate.expires_date) or _("长期有效"), numeric=True),
                    Fact(_("公开查验"), _("打开查验页面"), url=f"/c/{certificate.number}/{certificate.check_code}"),
                ],
            ),
            *_history(certificate),
        ],
        events=events(record.timeline("certificate", certificate.pk)),
    )


def _history(certificate: Certificate) -> list[Group]:
    """What was carried out, oldest first, and where the certificate leads."""
    facts = [
        Fact(str(KINDS[ChangeKind(row.kind)]), day(row.effective_date), url=row.get_absolute_url(), note=str(GROUNDS[Ground(row.ground)]))
        for row in queries.done_of(certificate)
    ]
    if certificate.replaces is not None:
        facts.insert(0, Fact(_("换发自"), certificate.replaces.official_number, url=certificate.replaces.get_absolute_url()))
    return [Group(_("变更历史"), facts)] if facts else []


def _stations(change: Change) -> list[lifecycle.Station]:
    """Only a revocation passes through the hearing."""
    is_heard = change.kind == ChangeKind.REVOKE
    return [each for each in lifecycle.stations(change) if is_heard or each.state != ChangeState.HEARD]


def _deeds(change: Change, actor: Actor, *, on: date) -> list[Deed]:
    is_own = change.state in queries.OPEN and queries.is_own(actor, change.certificate)
    deeds = []
    if is_own and change.kind == ChangeKind.REVOKE and change.state == ChangeState.PROPOSED:
        address = reverse("certificates:state_change", args=[change.number])
        deeds.append(Deed(_("提交陈述申辩"), address, _("写下事实和理由，由发证机关在决定前考虑。"), primary=True))
    if not is_own and not queries.is_of_bureau(actor, change.certificate):
        return deeds
    may_withdraw = is_own and change.proposed_by_id == actor.user
    steps = [step for step in lifecycle.open_steps(change, actor) if step.name in _fitting(change)]
    return deeds + [_deed(change, step.name) for step in steps if step.name != "withdraw" or may_withdraw]


def _deed(change: Change, step: str) -> Deed:
    ends_it = step in ("drop", "withdraw")
    return Deed(
        label=str(STEPS[step]).rstrip("…"),
        url=reverse(ADDRESSES[step], args=[change.number]),
        says=str(STEP_SAYS[step]),
        fields=[("version", str(change.version))] if step == "withdraw" else None,
        primary=not ends_it,
        danger=ends_it,
    )


def _fitting(change: Change) -> tuple[str, ...]:
    """The steps that the kind of change knows."""
    if change.kind == ChangeKind.REVOKE:
        return ("hear", "decide", "drop")
    return ("carry_out", "drop", "withdraw")


def _missing(change: Change, actor: Actor, *, on: date) -> list[Missing]:
    if change.state not in queries.OPEN or not queries.is_of_bureau(actor, change.certificate):
        return []
    needs = rules.GROUNDS[ChangeKind(change.kind)][Ground(change.ground)]
    missing = []
    if (
        change.state == ChangeState.PROPOSED
        and needs.hearing
        and not change.statement
        and change.statement_due
        and on <= change.statement_due
    ):
        missing.append(Missing(what=_("本人还没有陈述，期限到 %(day)s。") % {"day": day(change.statement_due)}))
    if needs.second and change.proposed_by_id == actor.user:
        missing.append(Missing(what=_("这一项须由提出人以外的人决定。请本单位另一名工作人员办理；只有一人的单位，由市局办理。")))
    return missing


def _certificate(certificate: Certificate, *, on: date) -> Group:
    now = status.of(certificate, on)
    return Group(
        _("证书"),
        [
            Fact(_("证书编号"), certificate.official_number, url=certificate.get_absolute_url(), numeric=True),
            Fact(_("现在的状态"), str(STATUSES[now]), kind=CHIPS[now]),
            Fact(_("持证人"), certificate.holder_name, note=certificate.id_masked),
            Fact(_("培训班次"), certificate.class_title),
            Fact(_("发证日期"), day(certificate.issued_date), numeric=True),
            Fact(_("有效期至"), day(certificate.expires_date) or _("长期有效"), numeric=True),
        ],
    )


def _facts(change: Change, kind: ChangeKind, ground: Ground, state: ChangeState, actor: Actor) -> list[Fact]:
    people = accounts.names_of({str(key) for key in (change.proposed_by_id, change.decided_by_id) if key})
    facts = [
        Fact(_("事项"), str(KINDS[kind])),
        Fact(_("事由"), str(GROUNDS[ground])),
        Fact(_("生效日期"), day(change.effective_date), numeric=True),
    ]
    if change.legal_basis:
        facts.append(Fact(_("依据"), change.legal_basis, note=_("公开查验时显示")))
    if change.document_number:
        facts.append(Fact(_("文号"), change.document_number))
    if change.corrected_issued_date:
        facts.append(Fact(_("更正后的发证日期"), day(change.corrected_issued_date), numeric=True))
        facts.append(Fact(_("更正后的有效期至"), day(change.corrected_expires_date) or _("长期有效"), numeric=True))
    if change.replacement is not None:
        new = change.replacement
        facts.append(Fact(_("新证书"), new.official_number, url=new.get_absolute_url(), numeric=True))
    if actor.reach.scale != Scale.ORGANISATION:
        facts += _story(change)
    facts.append(Fact(_("提出"), people.get(str(change.proposed_by_id), _("系统")), note=moment(change.proposed_at)))
    if change.decided_at and state == ChangeState.DONE:
        facts.append(Fact(_("办理"), people.get(str(change.decided_by_id), _("系统")), note=moment(change.decided_at)))
    return facts


def _story(change: Change) -> list[Fact]:
    """What the bureau and the holder alone read."""
    told = [
        (_("具体情况"), change.reason),
        (_("本人陈述"), change.statement),
        (_("决定理由") if change.state == ChangeState.DONE else _("不再办理的原因"), change.outcome),
    ]
    return [Fact(label, text.reveal()) for label, text in told if isinstance(text, Sealed)]
