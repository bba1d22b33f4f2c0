"""The enterprises of one yearly list."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.lists.specs import Column, ListSpec
from cqo.registry.enterprises.models import DesignatedEntry, DesignatedList
from cqo.registry.enterprises.queries import designated


def found(rows: QuerySet[DesignatedEntry], text: str, actor: Actor) -> QuerySet[DesignatedEntry]:
    """By name or code."""
    return rows.filter(Q(enterprise__name__icontains=text) | Q(enterprise__credit_code=text.upper()))


def rows_of(actor: Actor, scope: str) -> QuerySet[DesignatedEntry]:
    """The entries of a list of the actor's city."""
    own = DesignatedList.objects.filter(pk=UUID(scope), city_code=actor.city).first()
    return designated.entries(own, actor) if own is not None else DesignatedEntry.objects.none()


ENTRIES = ListSpec(
    key="designated_entries",
    title=_("名录企业"),
    columns=[
        Column("name", _("企业名称"), lambda row: row.enterprise.name, width=36),
        Column("credit_code", _("统一社会信用代码"), lambda row: row.enterprise.credit_code, css="num", width=22),
        Column("county", _("列入时县区"), lambda row: row.county.name, width=14),
        Column("zone", _("列入时功能区"), lambda row: row.zone.name if row.zone else "", width=20),
    ],
    search=found,
    order=("county_id", "enterprise__name"),
    rows=rows_of,
    row_url=lambda row: row.enterprise.get_absolute_url(),
    export_powers=(Can.KEEP_DESIGNATED_LIST,),
    empty_title=_("名录中还没有企业"),
    empty_hint=_("导入统计部门提供的名录文件，或在上方按信用代码逐户加入。"),
)
