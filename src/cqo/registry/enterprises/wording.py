"""Enterprises in words: states, size classes, refusals, events."""

from django.utils.translation import gettext_lazy as _

from cqo.foundation import refusal
from cqo.foundation.audit import wording as record
from cqo.foundation.inbox import wording as inbox
from cqo.foundation.inbox.wording import Kind
from cqo.registry.enterprises.rules.size_class import SizeClass
from cqo.registry.enterprises.states import ClaimPurpose, ClaimState, Filer, Status

STATUSES = {Status.OPERATING: _("在营"), Status.MOVED_OUT: _("迁出"), Status.STRUCK_OFF: _("注销吊销")}
STATUS_CHIPS = {Status.OPERATING: "ok", Status.MOVED_OUT: "wait", Status.STRUCK_OFF: "stop"}
SIZE_CLASSES = {SizeClass.LARGE: _("大型"), SizeClass.MEDIUM: _("中型"), SizeClass.SMALL: _("小型"), SizeClass.MICRO: _("微型")}
FILERS = {
    Filer.FIRM: _("企业填报"),
    Filer.PERSON: _("本人填报"),
    Filer.BUREAU: _("市场监管局登记"),
    Filer.BUREAU_FOR_FIRM: _("代录"),
    Filer.ROSTER: _("名单导入"),
}
CLAIM_STATES = {
    ClaimState.SUBMITTED: _("待县区局核对"),
    ClaimState.RETURNED: _("退回补正"),
    ClaimState.ACCEPTED: _("已通过"),
    ClaimState.REFUSED: _("不予通过"),
    ClaimState.WITHDRAWN: _("已撤回"),
}
CLAIM_CHIPS = {
    ClaimState.SUBMITTED: "wait",
    ClaimState.RETURNED: "stop",
    ClaimState.ACCEPTED: "ok",
    ClaimState.REFUSED: "stop",
    ClaimState.WITHDRAWN: "info",
}
CLAIM_PURPOSES = {ClaimPurpose.FIRST: _("首次认领企业档案"), ClaimPurpose.CHANGE_ADMINISTRATOR: _("变更企业管理员")}
CLAIM_STEPS = {
    "accept": _("核对无误，通过"),
    "return_for_changes": _("退回补正…"),
    "refuse": _("不予通过…"),
    "withdraw": _("撤回申请"),
    "resubmit": _("重新提交"),
}
CLAIM_STEP_SAYS = {
    "accept": _("申请人即成为该企业的管理员，可以登录维护企业档案；申请人会收到消息。"),
    "return_for_changes": _("一次性告知缺少的全部材料；申请人补正后重新提交，会收到消息。"),
    "refuse": _("授权不成立时使用，须写明理由；申请人会收到消息。"),
    "withdraw": _("撤回后可以重新申请。"),
    "resubmit": _("重新提交给县区局核对。"),
}
REFUSALS = {
    "enterprise.code_wrong": _("统一社会信用代码 %(code)s 的校验位不符（GB 32100），请对照营业执照核对。历史代码由市局注明理由后登记。"),
    "enterprise.code_taken": _("该信用代码已有档案：%(name)s。"),
    "enterprise.code_in_roster": _("该信用代码正在一批名单中导入（%(name)s），请稍后再试。"),
    "enterprise.out_of_reach": _("该县区或功能区不在您的管辖范围。"),
    "enterprise.paper_missing": _("代录须上传企业盖章的纸质材料扫描件。"),
    "enterprise.merged": _("该档案已并入另一份档案，请在保留的档案中办理。"),
    "enterprise.same_name": _("新名称与现名称相同。"),
    "enterprise.same_status": _("企业已经是这一状态。"),
    "move.nowhere": _("企业现在就在该县区和功能区。"),
    "move.waiting": _("该企业已有一次尚未生效的迁移，请先撤回它。"),
    "move.done": _("这次迁移已经生效或已撤回。"),
    "merge.same_file": _("请选择两份不同的档案。"),
    "merge.merged_already": _("其中一份档案已经合并过。请先撤销原来的合并。"),
    "merge.two_cities": _("两份档案不属于同一个市，不能合并。"),
    "merge.undone_already": _("这次合并已经撤销。"),
    "claim.open_already": _("您对该企业已有一份正在办理的申请。"),
    "claim.not_yours": _("只能办理本人的申请。"),
    "claim.firm_unknown": _("登记库中还没有这家企业。请先登记该企业，再通过申请。"),
    "slip.none_to_print": _("所选档案都已认领，没有需要打印的激活单。"),
    "slip.too_many": _("一次最多打印 %(most)s 份，请缩小范围。"),
    "designated.year_taken": _("%(year)s 年已有名录。如需更正，请在该名录页面新建替换版本。"),
    "designated.frozen_already": _("名录已固定，不能再改。请新建替换版本。"),
    "designated.empty": _("名录中还没有企业，不能固定。"),
    "intake.enterprises_in_use": _("这批名单中的企业已被认领、已有人员或已列入名录，不能整批撤销。"),
}
EVENTS = {
    "enterprise.registered": _("登记企业"),
    "enterprise.amended": _("更新企业信息"),
    "enterprise.renamed": _("企业更名"),
    "enterprise.status_set": _("变更企业状态"),
    "enterprise.move_planned": _("登记企业迁移"),
    "enterprise.move_withdrawn": _("撤回企业迁移"),
    "enterprise.moved": _("企业迁移生效"),
    "enterprise.merged": _("合并企业档案"),
    "enterprise.merge_undone": _("撤销企业档案合并"),
    "enterprise.revealed": _("查看完整联系电话"),
    "claim.submitted": _("提交认领申请"),
    "claim.return_for_changes": _("退回补正"),
    "claim.resubmit": _("补正后重新提交"),
    "claim.accept": _("通过认领申请"),
    "claim.refuse": _("不予通过认领申请"),
    "claim.withdraw": _("撤回认领申请"),
    "designated.drafted": _("新建规上名录"),
    "designated.added": _("名录加入企业"),
    "designated.removed": _("名录移出企业"),
    "designated.frozen": _("固定规上名录"),
}
MESSAGES = {
    "claim.accepted": Kind(
        _("认领申请已通过"),
        _("您的申请 %(number)s 已通过，您现在是该企业的管理员。请切换到企业身份办理。"),
        _("您的认领申请%(number)s已通过，请登录办理。"),
        necessary=True,
    ),
    "claim.returned": Kind(
        _("认领申请需要补正"),
        _("您的申请 %(number)s 已退回补正，请打开申请查看需要补齐的材料。"),
        _("您的认领申请%(number)s需补正，请登录查看。"),
        necessary=True,
    ),
    "claim.refused": Kind(
        _("认领申请未予通过"),
        _("您的申请 %(number)s 未予通过，请打开申请查看理由。"),
        _("您的认领申请%(number)s未予通过，请登录查看理由。"),
        necessary=True,
    ),
}


def connect() -> None:
    """Hand the sentences to the tables of refusals, events and messages."""
    refusal.register(REFUSALS)
    record.register(EVENTS)
    inbox.register(MESSAGES)
