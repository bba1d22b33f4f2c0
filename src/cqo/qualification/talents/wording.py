"""The talent registry in words."""

from django.utils.translation import gettext_lazy as _

from cqo.foundation import refusal
from cqo.foundation.audit import wording as record

REFUSALS = {
    "talent.known_already": _("此人已在本市人才信息库中，不必重复入库。"),
    "talent.certificate_withdrawn": _("这份外部证书已经撤下，不能作为入库依据。"),
    "talent.no_place": _("此人的档案不在本市任何县区，不能入本市人才信息库。请先登记任职或所在县区。"),
    "talent.ground_missing": _("请写明入库依据，例如文件名称和文号、当年培训班名册。"),
}
EVENTS = {
    "talents.entered": _("凭本平台证书批量入库"),
    "talent.entered_by_external": _("凭外部证书入人才信息库"),
}


def connect() -> None:
    """Hand the sentences to the tables of refusals and events."""
    refusal.register(REFUSALS)
    record.register(EVENTS)
