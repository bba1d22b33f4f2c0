"""Events, refusals and stages of lists in words."""

from django.utils.translation import gettext_lazy as _

from cqo.foundation import refusal
from cqo.foundation.audit import wording as record
from cqo.foundation.documents import wording as documents
from cqo.foundation.inbox import wording as inbox
from cqo.foundation.lists.rules import ExportStage

EVENTS = {"list.exported": _("导出名单")}
REFUSALS = {
    "list.view_name_taken": _("您已有名为“%(name)s”的常用查询，请换一个名字。"),
    "list.too_many_views": _("每个名单最多保存 %(most)s 个常用查询，请先删除不用的。"),
    "list.view_gone": _("这个常用查询已经删除。"),
    "list.not_exportable": _("这个名单不能在后台导出。请用筛选条件缩小范围，每次最多导出 %(most)s 行。"),
    "list.export_not_allowed": _("导出时您已没有这个名单的导出权限，文件没有生成。"),
    "list.export_broken": _("导出时出错，文件没有生成。请重新导出；如仍不成功，请联系系统管理员。"),
    "list.export_not_silent": _("这次导出正在进行或已经结束，不需要重新开始。"),
}
KINDS = {
    "list.export_ready": inbox.Kind(
        title=_("导出的名单已生成"), body=_("您要导出的名单已生成，共 %(count)s 行。文件保留 7 天，请及时下载。")
    ),
}
STAGES = {
    ExportStage.WAITING: _("排队中"),
    ExportStage.RUNNING: _("正在生成"),
    ExportStage.SILENT: _("已中断"),
    ExportStage.READY: _("可以下载"),
    ExportStage.FAILED: _("未生成"),
    ExportStage.EXPIRED: _("已过期"),
}
STAGE_KINDS = {
    ExportStage.WAITING: "info",
    ExportStage.RUNNING: "info",
    ExportStage.SILENT: "wait",
    ExportStage.READY: "ok",
    ExportStage.FAILED: "stop",
    ExportStage.EXPIRED: "plain",
}


def connect() -> None:
    """Hand the sentences to the tables of refusals, events, messages and purposes."""
    refusal.register(REFUSALS)
    record.register(EVENTS)
    inbox.register(KINDS)
    documents.add_purposes({"list_export": _("导出的名单")})
