"""Rosters in words: states, verdicts, codes of rows, refused files, refusals, events."""

from django.utils.translation import gettext_lazy as _

from cqo.foundation import refusal
from cqo.foundation.audit import wording as record
from cqo.foundation.inbox import wording as inbox
from cqo.foundation.inbox.wording import Kind
from cqo.foundation.intake.states import State, Verdict

STATES = {
    State.UPLOADED: _("待确认列"),
    State.CHECKING: _("正在核对"),
    State.CHECKED: _("待发布"),
    State.UNREADABLE: _("无法读取"),
    State.PUBLISHING: _("正在发布"),
    State.PUBLISHED: _("已发布"),
    State.UNDOING: _("正在撤销"),
    State.UNDONE: _("已撤销"),
    State.DISCARDED: _("已放弃"),
}
STATE_CHIPS = {
    State.UPLOADED: "wait",
    State.CHECKING: "info",
    State.CHECKED: "wait",
    State.UNREADABLE: "stop",
    State.PUBLISHING: "info",
    State.PUBLISHED: "ok",
    State.UNDOING: "info",
    State.UNDONE: "plain",
    State.DISCARDED: "plain",
}
WORKING = {
    State.CHECKING: _("正在核对每一行"),
    State.PUBLISHING: _("正在写入登记库，写完之前谁也看不到"),
    State.UNDOING: _("已对所有人隐藏，正在恢复原有档案并清除写入的内容"),
}
VERDICTS = {
    Verdict.NEW: _("新增"),
    Verdict.CHANGE: _("更新"),
    Verdict.SAME: _("无变化"),
    Verdict.REJECTED: _("不导入"),
    Verdict.LEFT_OUT: _("未写入"),
}
VERDICT_CHIPS = {
    Verdict.NEW: "ok",
    Verdict.CHANGE: "info",
    Verdict.SAME: "plain",
    Verdict.REJECTED: "stop",
    Verdict.LEFT_OUT: "wait",
}
SHOWN = {
    "": _("全部"),
    "errors": _("不导入"),
    "warnings": _("有提示"),
    "new": _("新增"),
    "change": _("更新"),
    "same": _("无变化"),
    "left_out": _("未写入"),
    "mended": _("已更正"),
}
ROW_CODES = {
    "name.missing": _("缺少名称或姓名"),
    "uscc.missing": _("缺少统一社会信用代码"),
    "uscc.format": _("信用代码应为 18 位数字或大写字母，且不含 I、O、S、V、Z"),
    "uscc.checksum": _("信用代码校验位不符，可能有一位写错（GB 32100）"),
    "division.unknown": _("县区名称无法识别，或不属于本市"),
    "division.out_of_reach": _("该县区不在您的管辖范围"),
    "duplicate.in_file": _("与本文件中前面的一行重复"),
    "resident_id.checksum": _("证件号码校验位不符，可能有一位写错"),
    "resident_id.format": _("证件号码格式不符"),
    "resident_id.damaged": _("证件号码的后几位已被表格软件改成 0，请从原件重新录入，并把该列设为文本格式"),
    "date.unreadable": _("日期无法识别，请写成 2017-05-03 的样式"),
    "phone.format": _("电话号码不像手机号或固定电话，已按原样留空，请更正"),
    "enterprise.unknown": _("登记库中没有这家企业，请先导入企业档案"),
    "enterprise.merged": _("该企业档案已并入另一份档案"),
    "person.id_of_another": _("该证件号码在登记库中属于另一姓名的人"),
    "enterprise.in_other_roster": _("这家企业正在另一批名单中导入，请稍后重新核对"),
    "enterprise.elsewhere": _("登记库中这家企业不在您的管辖范围，请联系市局办理迁移"),
    "person.in_other_roster": _("此人正在另一批名单中导入，请稍后重新核对"),
    "resident_id.missing": _("缺少证件号码"),
    "resident_id.birth": _("证件号码中的出生日期不存在"),
    "document.missing": _("缺少证件号码"),
    "document.format": _("证件号码格式不符"),
    "document.damaged": _("证件号码已被表格软件改动，请从原件重新录入"),
    "document.checksum": _("证件号码校验位不符，可能有一位写错"),
    "email.format": _("电子邮箱格式不符，已留空"),
    "zone.unknown": _("功能区名称无法识别，已留空"),
    "text.shortened": _("文字过长，已截短"),
    "firm.unknown": _("登记库中没有这家企业，先登记人员，任职记录待企业登记后补录"),
    "firm.elsewhere": _("该企业不在您的管辖范围，先登记人员，任职记录由企业所在县区补录"),
    "division.differs": _("名单中的县区与档案不同，县区未改；如已迁移请在企业档案中办理"),
    "changed.meanwhile": _("核对之后，该档案已被他人改动，本行未写入。请再次导入核对"),
}
UNREADABLE = {
    "empty": _("文件是空的。"),
    "not_a_spreadsheet": _("这不是表格文件。请上传 xlsx、xls 或 csv 文件。"),
    "password": _("文件设有打开密码。请在表格软件中取消密码后再上传。"),
    "damaged": _("文件已损坏，无法打开。请在表格软件中重新另存后上传。"),
    "too_large": _("文件解开后过大。请分成几个文件上传。"),
    "encoding": _("文本编码无法识别。请另存为 UTF-8 或 xlsx 后上传。"),
    "unclosed_quote": _("文本表格中有一个引号没有配对。请另存为 xlsx 后上传。"),
    "no_header": _("没有找到表头。表头中至少要有两个可识别的列名，如“企业名称”“统一社会信用代码”。"),
}
LEFT_OUT = {
    "hidden_sheet": _("隐藏的工作表"),
    "no_header": _("没有表头的工作表"),
    "total": _("合计行"),
    "note": _("说明行"),
    "example": _("示例行"),
    "repeated_header": _("重复的表头"),
    "numbering": _("列号行"),
}
REFUSALS = {
    "intake.no_room": _("服务器存储空间不足，文件没有保存。请联系系统管理员。"),
    "intake.nothing_to_publish": _("没有可以写入的行：所有行要么与登记库一致，要么需要更正。"),
    "intake.file_gone": _("原文件已不在服务器上。"),
    "intake.not_settled": _("发布后的整理还没有完成，请稍等片刻再撤销。"),
    "intake.not_open": _("这批名单正在发布或已经发布，不能再改。"),
}
EVENTS = {
    "intake.uploaded": _("上传名单"),
    "intake.check": _("核对名单"),
    "intake.finish_check": _("名单核对完成"),
    "intake.call_unreadable": _("名单无法读取"),
    "intake.mended": _("更正名单中的一行"),
    "intake.publish": _("开始发布名单"),
    "intake.finish_publication": _("名单发布完成"),
    "intake.undo": _("撤销名单导入"),
    "intake.finish_undo": _("名单导入撤销完成"),
    "intake.discard": _("放弃名单"),
    "intake.refuse_undo": _("名单已有后续办理，撤销未成"),
    "intake.file_read": _("下载名单原文件"),
    "intake.errors_read": _("下载需要更正的行"),
}
MESSAGES = {
    "intake.checked": Kind(
        title=_("名单已核对完"),
        body=_("您上传的名单共 %(rows)d 行：可以导入 %(accepted)d 行，不导入 %(rejected)d 行。请查看后发布。"),
    ),
    "intake.published": Kind(title=_("名单已发布"), body=_("您上传的名单已写入登记库并对有权限的人可见，共接受 %(accepted)d 行。")),
    "intake.undone": Kind(title=_("名单导入已撤销"), body=_("您上传的名单已整批撤销，登记库恢复到导入之前。")),
    "intake.undo_refused": Kind(
        title=_("名单导入没有撤销"), body=_("撤销期间，这批名单中的档案有了新的办理，不能再整批撤销，内容保持可见。")
    ),
}


def connect() -> None:
    """Hand the sentences to the tables of refusals, events and messages."""
    refusal.register(REFUSALS)
    record.register(EVENTS)
    inbox.register(MESSAGES)


def row_codes(codes: str) -> list[str]:
    """The sentences of a row's codes, as they stand in its column."""
    return [str(ROW_CODES.get(code, code)) for code in codes.split(",") if code]
