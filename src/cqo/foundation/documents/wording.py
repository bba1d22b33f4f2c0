"""Purposes, events and refusals of attachments in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cqo.foundation import refusal
from cqo.foundation.audit import wording as record

PURPOSES: dict[str, str | Promise] = {
    "letter": _("授权书"),
    "stamped_paper": _("盖章件"),
    "evidence": _("证明材料"),
    "scan": _("扫描件"),
    "certificate": _("证书"),
    "export": _("导出文件"),
}
EVENTS = {
    "attachment.added": _("上传附件"),
    "attachment.removed": _("删除附件"),
    "attachment.read": _("查看附件"),
}
REFUSALS = {
    "document.empty": _("这个文件是空的，请重新选择。"),
    "document.kind_not_taken": _(
        "不能上传这类文件。可以上传 PDF、照片（JPG、PNG、WebP）、OFD、Word（docx）和 Excel（xlsx）文件；"
        "旧版 doc、xls 请先另存为 docx、xlsx 或 PDF。"
    ),
    "document.encrypted": _("这个文件设有密码或限制，办理人员无法打开。请取消密码保护后再上传。"),
    "document.two_kinds": _("这个文件里夹带了另一种格式的内容，不能上传。请用原来的软件重新导出，或拍照、扫描后上传。"),
    "document.macros": _("这个文件带有宏，不能上传。请另存为不带宏的 docx、xlsx 或 PDF。"),
    "document.damaged": _("这个文件已损坏，打不开。请重新导出或扫描后上传。"),
    "document.upload_gone": _("上传的文件已过期，请重新选择文件。"),
    "document.broken": _("这个附件存放的内容已丢失或被改动，无法打开。请联系系统管理员从备份恢复。"),
    "document.removed_already": _("这个附件已经删除。"),
}


def add_purposes(purposes: Mapping[str, str | Promise]) -> None:
    """Name further purposes: code → word."""
    PURPOSES.update(purposes)


def purpose(code: str) -> str:
    """The word for a purpose; the bare code where none is known."""
    return str(PURPOSES.get(code, code))


def connect() -> None:
    """Hand the sentences to the tables of refusals and of events."""
    refusal.register(REFUSALS)
    record.register(EVENTS)
