"""What the case page of an issue shows."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.audit import queries as record
from cqo.foundation.documents import queries as documents
from cqo.foundation.lifecycle import queries as lifecycle
from cqo.foundation.look.casepage import CasePage, Deed, Fact, Group, Missing, Station
from cqo.foundation.look.templatetags.look import day
from cqo.foundation.refusal import NotPossible
from cqo.qualification.certificates.issue_words import STATE_CHIPS, STATES, STEP_SAYS, STEPS
from cqo.qualification.certificates.models import Issue
from cqo.qualification.certificates.queries import issues as queries
from cqo.qualification.certificates.states import IssueState, Level, Tier
from cqo.qualification.certificates.wording import LEVELS, TIERS
from cqo.registry.enterprises.cases import events


def issue_page(issue: Issue, actor: Actor) -> CasePage:
    """The case page of an issue."""
    state = IssueState(issue.state)
    steps = {step.name for step in lifecycle.open_steps(issue, actor)}
    obstacles = _obstacles(issue, actor) if "approve" in steps else []
    return CasePage(
        number=issue.number,
        number_label=_("审批编号"),
        title=_("发证审批：%(title)s") % {"title": issue.class_title},
        state=str(STATES[state]),
        kind=STATE_CHIPS[state],
        stations=[Station(str(STATES[IssueState(each.state)]), each.place) for each in lifecycle.stations(issue)],
        deeds=_deeds(issue, steps, can_approve=not obstacles),
        missing=[Missing(what=str(obstacle)) for obstacle in obstacles],
        missing_title=_("批准发证之前要先办好"),
        groups=[Group(_("发证内容"), _facts(issue, state))],
        papers=documents.papers("issue", issue.pk),
        events=events(record.timeline("issue", issue.pk)),
    )


def _obstacles(issue: Issue, actor: Actor) -> list[NotPossible]:
    wrong_level = queries.level_refused(actor, issue)
    return [*([wrong_level] if wrong_level else []), *queries.obstacles(queries.terms_of(issue))]


def _deeds(issue: Issue, steps: set[str], *, can_approve: bool) -> list[Deed]:
    def address(name: str) -> str:
        return reverse(f"certificates:{name}", args=[issue.number])

    deeds = []
    if issue.state == IssueState.DRAFT:
        deeds.append(Deed(_("打印发证审批表"), address("approval_form"), _("PDF，附人员名单；签字盖章后扫描上传。")))
        deeds.append(Deed(_("预览样张"), address("sample"), _("看一看第一位持证人的证书会印成什么样，未签名、不能查验。")))
    if "approve" in steps and can_approve:
        deeds.insert(0, Deed(str(STEPS["approve"]).rstrip("…"), address("approve_issue"), str(STEP_SAYS["approve"]), primary=True))
    if issue.state == IssueState.ISSUED:
        deeds += [
            Deed(_("套打到空白证书"), address("stock"), _("PDF，一人一页，不含边框，按模板的偏移量定位。")),
            Deed(_("打印偏移测试页"), address("offset_test"), _("第一次套打或换打印机前，用普通纸打印一张核对位置。")),
            Deed(_("登记空白证书编号"), address("assign_sheets"), _("写下这一批打印在哪些空白证书上。")),
            Deed(_("打印领取签收表"), address("receipts"), _("领取人当面签收。")),
            Deed(_("登记交付"), address("hand_over"), _("勾选已领取的证书，登记交付日期。")),
        ]
    if "withdraw" in steps:
        fields = [("version", str(issue.version))]
        deeds.append(Deed(str(STEPS["withdraw"]), address("withdraw_issue"), str(STEP_SAYS["withdraw"]), fields=fields, danger=True))
    return deeds


def _facts(issue: Issue, state: IssueState) -> list[Fact]:
    how_far = queries.progress(issue)
    facts = [
        Fact(_("培训班次"), issue.class_title, note=issue.source_number),
        Fact(_("等级"), f"{TIERS[Tier(issue.tier)]} · {LEVELS[Level(issue.level)]}"),
        Fact(_("证书名称"), issue.template.title, note=_("模板第 %(edition)s 版") % {"edition": issue.template.edition}),
        Fact(_("发证日期"), day(issue.issued_date), numeric=True),
        Fact(_("有效期至"), day(issue.expires_date) or _("长期有效"), numeric=True),
        Fact(
            _("发证人数"),
            str(how_far.wanted),
            numeric=True,
            note=_("不发 %(count)s 人") % {"count": how_far.left_out} if how_far.left_out else "",
        ),
    ]
    if state == IssueState.ISSUED:
        url = f"{reverse('certificates:list')}?issue={issue.number}"
        facts.append(Fact(_("已发证书"), _("%(count)s 本") % {"count": how_far.issued}, url=url))
    if issue.approval_number:
        facts.append(Fact(_("审批文号"), issue.approval_number))
    return facts
