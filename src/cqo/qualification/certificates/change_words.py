"""Changes to certificates in words: kinds, grounds, states, steps, refusals, events, messages."""

from django.utils.translation import gettext_lazy as _

from cqo.foundation import refusal
from cqo.foundation.audit import wording as record
from cqo.foundation.documents import wording as documents
from cqo.foundation.inbox import wording as inbox
from cqo.foundation.inbox.wording import Kind
from cqo.qualification.certificates.states import ChangeKind, ChangeState, Ground

KINDS = {
    ChangeKind.SUSPEND: _("暂停使用"),
    ChangeKind.RESUME: _("恢复使用"),
    ChangeKind.CANCEL: _("注销"),
    ChangeKind.REVOKE: _("撤销"),
    ChangeKind.REPLACE: _("换发"),
    ChangeKind.VOID: _("作废"),
}
KIND_SAYS = {
    ChangeKind.SUSPEND: _("调查期间暂停使用，查清后恢复或另行处理；公开查验显示“暂停使用”。"),
    ChangeKind.RESUME: _("调查结束、不予处理的，恢复为有效；本人会收到消息。"),
    ChangeKind.CANCEL: _("本人自愿注销或者持证人死亡。注销不表示有过错，办理后不能恢复。"),
    ChangeKind.REVOKE: _("须有事由和证据，先告知本人并听取陈述申辩，由第二人决定；决定后不能恢复。"),
    ChangeKind.REPLACE: _("更正姓名、证件或日期，依法更名，或遗失补发：发新编号的证书，旧证书显示“已换发”。"),
    ChangeKind.VOID: _("发错或印错、还没有交给本人的证书，作废后可以重新发。"),
}
GROUNDS = {
    Ground.HOLDER_WISH: _("本人自愿"),
    Ground.DEATH: _("持证人死亡"),
    Ground.CORRECTION_NAME: _("更正姓名错误"),
    Ground.CORRECTION_ID: _("更正证件类型或号码错误"),
    Ground.CORRECTION_DATE: _("更正日期错误"),
    Ground.LEGAL_RENAME: _("依法更改姓名"),
    Ground.LOST: _("证书遗失，补发"),
    Ground.CHEATING: _("考核作弊"),
    Ground.FALSE_MATERIALS: _("提供虚假材料取得证书"),
    Ground.DISQUALIFIED: _("出现不得任职的情形"),
    Ground.UNDER_INQUIRY: _("正在接受调查"),
    Ground.INQUIRY_CLOSED: _("调查结束，不予处理"),
    Ground.ISSUED_IN_ERROR: _("发放有误，不应发证"),
    Ground.MISPRINT: _("印制错误"),
}
EVIDENCE = {
    Ground.HOLDER_WISH: _("本人签字的注销申请"),
    Ground.DEATH: _("死亡证明或户籍注销证明"),
    Ground.CORRECTION_DATE: _("发证审批表等能说明正确日期的材料"),
    Ground.LEGAL_RENAME: _("户口簿曾用名页或公安机关出具的更名证明"),
    Ground.LOST: _("本人签字的遗失说明"),
    Ground.CHEATING: _("考场记录、监考报告等证据"),
    Ground.FALSE_MATERIALS: _("核查材料、出具单位证明等证据"),
    Ground.DISQUALIFIED: _("判决书、处罚决定书等证据"),
    Ground.UNDER_INQUIRY: _("立案或者调查通知"),
}
STATES = {
    ChangeState.PROPOSED: _("已提出"),
    ChangeState.HEARD: _("已听取陈述"),
    ChangeState.DONE: _("已办结"),
    ChangeState.DROPPED: _("不再办理"),
}
STATE_CHIPS = {ChangeState.PROPOSED: "wait", ChangeState.HEARD: "wait", ChangeState.DONE: "ok", ChangeState.DROPPED: "plain"}
STEPS = {
    "hear": _("记录陈述申辩…"),
    "decide": _("决定撤销…"),
    "carry_out": _("办理…"),
    "drop": _("不再办理…"),
    "withdraw": _("撤回注销申请"),
}
STEP_SAYS = {
    "hear": _("写下本人的陈述，或者在期限过后注明本人未陈述；之后由第二人决定。"),
    "decide": _("由提出人以外的人决定。决定后公开查验显示“已撤销”，本人和所在企业会收到消息，不能恢复。"),
    "carry_out": _("下一页列出将写入的内容，确认后生效；本人和所在企业会收到消息。"),
    "drop": _("写明原因后结束办理，证书保持原状；已告知本人的，本人会收到消息。"),
    "withdraw": _("撤回后证书保持原状，以后可以重新申请。"),
}
REFUSALS = {
    "change.ground_misfit": _("所选事由不适用于这一项办理，请重新选择。"),
    "change.ended_already": _("这本证书已经注销、撤销、换发或作废（或已决定在某日办理），不能再办理。"),
    "change.not_in_this_status": _("证书在今天或生效日的状态不允许办理这一项。请刷新页面，查看证书的最新状态。"),
    "change.handed_over": _("证书已交给本人，不能作废。确需收回的，请办理撤销；内容有误的，请办理换发。"),
    "change.under_inquiry": _("证书因调查暂停使用，调查结束之前不办理本人自愿注销。"),
    "change.takes_effect_today": _("换发和作废自办理当天生效，不能另选日期。"),
    "change.too_early": _("生效日期最早为 %(day)s：不能早于规则允许追溯的天数、发证日期和上一次变更。"),
    "change.too_late": _("生效日期最晚为 %(day)s。"),
    "change.open_already": _("这本证书有一项变更正在办理（%(number)s），办结或不再办理后才能提出新的变更。"),
    "change.of_issuing_bureau": _("这本证书由市局颁发，请由市局办理。"),
    "change.evidence_missing": _("请先上传：%(what)s。"),
    "change.second_person": _("提出人不能自己决定，委托代办也不行。请由本单位另一名工作人员办理；只有一人的单位，由市局办理。"),
    "change.not_heard_yet": _("本人还没有陈述，期限到 %(day)s。请记录本人的陈述，或者等期限过后再办理。"),
    "change.no_basis": _("本地规则没有写明这一事由的撤销依据，不能撤销。请先在“规则”中补充“证书变更”的撤销依据。"),
    "change.file_not_mended": _("人员档案中的姓名、证件与证书完全相同。请先在人员档案中更正，再办理换发：新证书的内容取自档案。"),
    "change.no_glyph": _("姓名中的“%(signs)s”暂时不能打印，请联系运维补充字库后再换发。"),
    "change.dates_missing": _("请填写正确的发证日期。有效期截止日不能早于发证日期，两项中至少一项与原证书不同。"),
    "change.date_in_future": _("发证日期不能晚于今天。"),
    "certificate.official_number_taken": _("证书编号 %(number)s 已被另一本证书使用，请核对后重填。"),
    "change.not_yours": _("只能办理本人的证书。"),
    "change.hearing_first": _("撤销要先听取本人的陈述申辩，再由第二人决定。"),
    "change.hearing_only_for_revocation": _("只有撤销需要听取陈述申辩。"),
    "change.statement_closed": _("这项办理已经不在听取陈述的阶段，不能再提交陈述。"),
}
EVENTS = {
    "certificate_change.propose": _("提出证书变更"),
    "certificate_change.hear": _("记录陈述申辩"),
    "certificate_change.decide": _("决定撤销证书"),
    "certificate_change.carry_out": _("办理证书变更"),
    "certificate_change.drop": _("不再办理证书变更"),
    "certificate_change.withdraw": _("本人撤回注销申请"),
    "certificate_change.state": _("本人提交陈述"),
    "certificate.suspend": _("证书暂停使用"),
    "certificate.resume": _("证书恢复使用"),
    "certificate.cancel": _("证书注销"),
    "certificate.revoke": _("证书撤销"),
    "certificate.replace": _("证书换发"),
    "certificate.void": _("证书作废"),
    "certificate.issued_in_place": _("换发新证书"),
}
MESSAGES = {
    "certificate.revocation_proposed": Kind(
        _("拟撤销您的证书，请陈述意见"),
        _(
            "发证机关拟撤销您的证书 %(certificate)s（办理编号 %(number)s）。您有权陈述和申辩，请在 %(due)s 前打开办理页面提交，或者到发证机关当面陈述。"
        ),
        _("发证机关拟撤销您的证书%(certificate)s，请于%(due)s前登录提交陈述申辩。"),
        necessary=True,
    ),
    "certificate.revocation_dropped": Kind(
        _("不再撤销您的证书"),
        _("办理编号 %(number)s：发证机关决定不再撤销您的证书 %(certificate)s，证书保持原状。"),
        _("发证机关决定不再撤销您的证书%(certificate)s。"),
        necessary=True,
    ),
    "certificate.wish_dropped": Kind(
        _("注销申请未办理"),
        _("您对证书 %(certificate)s 提出的注销申请（%(number)s）没有办理，证书保持原状。请打开申请查看原因。"),
        _("您的证书%(certificate)s注销申请未办理，请登录查看原因。"),
        necessary=True,
    ),
    "certificate.suspended": Kind(
        _("证书暂停使用"),
        _("证书 %(certificate)s 自 %(day)s 起暂停使用，办理编号 %(number)s。"),
        _("证书%(certificate)s自%(day)s起暂停使用。"),
        necessary=True,
    ),
    "certificate.resumed": Kind(
        _("证书恢复使用"),
        _("证书 %(certificate)s 自 %(day)s 起恢复使用，办理编号 %(number)s。"),
        _("证书%(certificate)s自%(day)s起恢复使用。"),
        necessary=True,
    ),
    "certificate.cancelled": Kind(
        _("证书已注销"),
        _("证书 %(certificate)s 自 %(day)s 起注销，办理编号 %(number)s。"),
        _("证书%(certificate)s自%(day)s起注销。"),
        necessary=True,
    ),
    "certificate.revoked": Kind(
        _("证书已撤销"),
        _("证书 %(certificate)s 自 %(day)s 起撤销，办理编号 %(number)s。对决定不服的，可以依法申请行政复议或者提起行政诉讼。"),
        _("证书%(certificate)s自%(day)s起撤销，详情请登录查看。"),
        necessary=True,
    ),
    "certificate.replaced": Kind(
        _("证书已换发"),
        _("证书 %(certificate)s 已换发为 %(successor)s，自 %(day)s 起使用新证书，办理编号 %(number)s。"),
        _("证书%(certificate)s已换发为%(successor)s，请使用新证书。"),
        necessary=True,
    ),
    "certificate.voided": Kind(
        _("证书已作废"),
        _("证书 %(certificate)s 未发放即作废，办理编号 %(number)s。"),
        _("证书%(certificate)s未发放即作废。"),
        necessary=True,
    ),
}
MESSAGE_OF = {
    ChangeKind.SUSPEND: "certificate.suspended",
    ChangeKind.RESUME: "certificate.resumed",
    ChangeKind.CANCEL: "certificate.cancelled",
    ChangeKind.REVOKE: "certificate.revoked",
    ChangeKind.REPLACE: "certificate.replaced",
    ChangeKind.VOID: "certificate.voided",
}


def connect() -> None:
    """Hand the sentences to the tables of refusals, events, messages and papers."""
    refusal.register(REFUSALS)
    record.register(EVENTS)
    inbox.register(MESSAGES)
    documents.add_purposes({"change_evidence": _("变更依据"), "statement": _("书面陈述")})
