"""Issuing in words: states and steps of an issue, refusals, events, messages."""

from django.utils.translation import gettext_lazy as _

from cqo.foundation import refusal
from cqo.foundation.audit import wording as record
from cqo.foundation.documents import wording as documents
from cqo.foundation.inbox import wording as inbox
from cqo.foundation.inbox.wording import Kind
from cqo.qualification.certificates.states import IssueState, SheetState

STATES = {
    IssueState.DRAFT: _("待审批"),
    IssueState.APPROVED: _("正在发证"),
    IssueState.ISSUED: _("已发证"),
    IssueState.WITHDRAWN: _("已撤回"),
}
STATE_CHIPS = {IssueState.DRAFT: "wait", IssueState.APPROVED: "info", IssueState.ISSUED: "ok", IssueState.WITHDRAWN: "plain"}
STEPS = {"approve": _("审批发证…"), "withdraw": _("撤回发证审批")}
STEP_SAYS = {
    "approve": _("上传签字盖章的发证审批表后发证：按顺序编号、生成签名的电子证书，持证人会收到消息。发证后不能整批收回。"),
    "withdraw": _("撤回后不发证；可以从培训班次重新提出。"),
}
SHEET_STATES = {SheetState.PRINTED: _("已打印"), SheetState.SPOILED: _("作废"), SheetState.LOST: _("遗失")}
REFUSALS = {
    "issue.open_already": _("这个班次已有一份正在办理的发证审批 %(number)s，请在那里办理。"),
    "issue.nobody": _("没有可以发证的人员：考核合格的都已有本班次的证书，或者都已注明不发。"),
    "issue.level_wrong": _("%(tier)s证书由%(level)s市场监管部门颁发%(article)s，请由该级审批。"),
    "issue.scan_missing": _("请先打印发证审批表，签字盖章后上传扫描件。"),
    "issue.no_signing_key": _("还没有签名密钥，不能发证。请系统管理员在“签名密钥”中生成，或执行 ./cqo manage signing_key create。"),
    "issue.no_public_address": _(
        "还没有设置平台的公开网址，证书上的二维码将无法查验，不能发证。请运维人员设置 CQO_PUBLIC_ADDRESS 后重启平台。"
    ),
    "issue.pattern_unreadable": _("规则“证书颁发”中的证书编号格式“%(pattern)s”写法有误，大括号不成对。请市局改正后再发证。"),
    "issue.pattern_unknown": _(
        "规则“证书颁发”中的证书编号格式“%(pattern)s”有不认识的内容。可用：{city_short} {county_short} {tier} {year} {counter:04}。请市局改正后再发证。"
    ),
    "issue.pattern_counter_missing": _(
        "规则“证书颁发”中的证书编号格式“%(pattern)s”缺少流水号 {counter:04}，编号会重复。请市局改正后再发证。"
    ),
    "issue.pattern_year_missing": _(
        "规则“证书颁发”中的证书编号格式“%(pattern)s”缺少年份 {year}：流水号每年从头计算，编号会重复。请市局改正后再发证。"
    ),
    "issue.pattern_too_long": _("规则“证书颁发”中的证书编号格式“%(pattern)s”太长。请市局改短后再发证。"),
    "template.forbidden": _("证书上不能出现“%(what)s”：培训证书不得使用职业资格、执业、国家机关全称等字样，也不得印国徽或画印章。"),
    "template.qualification": _("“资格证书”容易被误认为职业资格。确需使用的，请勾选确认；一般使用“首席质量官任职培训合格证书”。"),
    "template.placeholder": _("正文中的“%(what)s”不能识别，请使用页面列出的代码。"),
    "template.holder_missing": _("正文须写明持证人，请加上 {holder}。"),
    "template.retired": _("这一版已经停用。"),
    "signing_key.unreadable": _("密钥或证书不能读取，请提供 PEM 格式、没有口令的文件。"),
    "signing_key.not_p256": _("密钥须是 ECDSA P-256。"),
    "signing_key.not_a_pair": _("证书与密钥不是一对。"),
    "signing_key.known": _("这个密钥已经登记过；停用的密钥不能再用，请生成新的。"),
    "signing_key.retired": _("这个密钥已经停用。"),
    "signing_key.compromised": _("这个密钥已经登记为泄露。"),
    "signing_key.since_future": _("泄露时间不能晚于现在。"),
    "certificate.pdf_waiting": _("电子证书正在生成，请稍后再试。"),
    "sheet.number_unreadable": _("空白证书编号须以数字结尾，例如 HZ000123。"),
    "sheet.taken": _("空白证书 %(number)s 已经登记过。"),
    "sheet.out_of_reach": _("空白证书 %(number)s 已打印其他县区的证书，请由该县区局或市局登记。"),
    "sheet.none_waiting": _("这一批没有需要登记空白证书编号的证书。"),
}
EVENTS = {
    "issue.draft": _("提出发证审批"),
    "issue.leave_out": _("注明不发证人员"),
    "issue.take_in": _("恢复发证人员"),
    "issue.approve": _("批准发证"),
    "issue.finish": _("发证完成"),
    "issue.withdraw": _("撤回发证审批"),
    "issue.print_form": _("打印发证审批表"),
    "certificate.issue": _("颁发证书"),
    "certificate.hand_over": _("证书交付本人"),
    "template.enact": _("证书模板启用新版"),
    "template.retire": _("证书模板停用"),
    "signing_key.create": _("生成签名密钥"),
    "signing_key.import": _("导入签名密钥"),
    "signing_key.retire": _("停用签名密钥"),
    "signing_key.declare_compromised": _("登记签名密钥泄露"),
    "sheets.assign": _("登记空白证书编号"),
    "sheets.write_off": _("登记空白证书作废、遗失"),
}
MESSAGES = {
    "certificate.issued": Kind(
        _("您的证书已颁发"),
        _("您的首席质量官任职培训证书 %(number)s 已颁发，可以查看和下载。"),
        _("您的首席质量官任职培训证书%(number)s已颁发，请登录查看。"),
        necessary=True,
    ),
    "issue.finished": Kind(
        _("发证完成"),
        _("发证审批 %(number)s 已办完：颁发 %(issued)s 本，未发 %(left_out)s 人。请打开查看。"),
        "",
        necessary=True,
    ),
}
PAPERS = {"issue_approval": _("签字盖章的发证审批表"), "pdf": _("电子证书（已签名）")}


def connect() -> None:
    """Hand the sentences to the tables of refusals, events, messages and papers."""
    refusal.register(REFUSALS)
    record.register(EVENTS)
    inbox.register(MESSAGES)
    documents.add_purposes(PAPERS)
