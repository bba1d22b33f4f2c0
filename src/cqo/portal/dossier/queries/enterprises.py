"""What stands in the life-long file of an enterprise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.wording import ROLE_NAMES
from cqo.foundation.accounts import queries as accounts
from cqo.foundation.accounts.models import Assignment
from cqo.foundation.accounts.states import Role
from cqo.foundation.audit import queries as record
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.documents import queries as documents
from cqo.foundation.industries import queries as industries
from cqo.foundation.look.casepage import CasePage, Deed, Fact, Group, Missing
from cqo.foundation.look.templatetags.look import day, money
from cqo.foundation.statements import Statement
from cqo.portal.dossier.queries import qualification
from cqo.portal.dossier.queries.qualification import Attended, Holder
from cqo.registry.enterprises.cases import events
from cqo.registry.enterprises.models import Enterprise, FormerName, Merge, Move
from cqo.registry.enterprises.queries import designated, files, merges
from cqo.registry.enterprises.rules.size_class import SizeClass
from cqo.registry.enterprises.states import Status
from cqo.registry.enterprises.wording import SIZE_CLASSES, STATUS_CHIPS, STATUSES
from cqo.registry.people.models import Employment
from cqo.registry.people.queries import lives

RECORD_SHOWN = 30
TWINS_SHOWN = 5


@dataclass(frozen=True)
class Dossier:
    """The page's facts, and what has a place of its own in the file; each move with the names of both counties."""

    page: CasePage
    enterprise: Enterprise
    staff: Sequence[Employment]
    holders: Sequence[Holder]
    classes: Sequence[Attended]
    former_names: Sequence[FormerName]
    moves: Sequence[tuple[Move, str, str]]
    merges: Sequence[Merge]
    twins: Sequence[Enterprise]
    members: Sequence[tuple[Assignment, str]]
    may_mend: bool
    may_merge: bool


_staff = Statement(
    lambda family, on: (
        lives.staff(family, on=on).select_related(None).select_related("person").only("position", "filer", "starts", "person__name")
    )
)
_recorded = Statement(
    lambda family: record.timeline("enterprise", *family).order_by("-at", "-id").only("event", "at", "user")[:RECORD_SHOWN]
)
_former_names = Statement(lambda family: FormerName.objects.filter(enterprise__in=family).order_by("-until_date", "pk"))
_movements = Statement(
    lambda key: Move.objects.filter(enterprise=key, withdrawn_at__isnull=True).select_related("to_zone").order_by("-effective_date", "-pk")
)
_merges = Statement(lambda key: merges.of_file(Enterprise(pk=key)).only("merged_at", "merged__credit_code"))
_twins = Statement(lambda key, city, name: files.twins(Enterprise(pk=key, city_code=city, name_key=name)).only("credit_code")[:TWINS_SHOWN])
_members = Statement(
    lambda organisation, on: (
        accounts.members(organisation, on=on).select_related(None).select_related("user").only("role", "user__name", "user__phone_masked")
    )
)


def dossier(enterprise: Enterprise, actor: Actor, *, today: date, phone: str = "") -> Dossier:
    """Everything about a firm and the files merged into it; `phone` in full where it was just revealed. A fixed number of queries."""
    family = files.family(enterprise)
    staff = _staff(family=family, on=today)
    may_merge = actor.may(Can.MERGE_FILES)
    return Dossier(
        page=CasePage(
            number=enterprise.credit_code,
            number_label=_("统一社会信用代码"),
            title=enterprise.name,
            state=str(STATUSES[Status(enterprise.status)]),
            kind=STATUS_CHIPS[Status(enterprise.status)],
            deeds=_deeds(enterprise, actor, has_phone=bool(enterprise.phone) and not phone),
            missing=_missing(enterprise, actor, has_staff=bool(staff)),
            missing_title=_("档案还可以补充"),
            groups=_groups(enterprise, family, phone=phone),
            papers=documents.papers("enterprise", enterprise.pk),
            events=events(_recorded(family=family)[::-1]),
        ),
        enterprise=enterprise,
        staff=staff,
        holders=qualification.holders(family, today=today),
        classes=qualification.current_classes(family, actor, today=today),
        former_names=_former_names(family=family),
        moves=_moves(enterprise),
        merges=_merges(key=enterprise.pk) if may_merge else [],
        twins=_twins(key=enterprise.pk, city=enterprise.city_code, name=enterprise.name_key) if may_merge else [],
        members=[(each, str(ROLE_NAMES[Role(each.role)])) for each in _members(organisation=enterprise.pk, on=today)],
        may_mend=actor.may(Can.MEND_OUTSIDER) or actor.may(Can.MANAGE_FIRM_PEOPLE),
        may_merge=may_merge,
    )


def _moves(enterprise: Enterprise) -> list[tuple[Move, str, str]]:
    return [(move, divisions.name_of(move.from_county_id), divisions.name_of(move.to_county_id)) for move in _movements(key=enterprise.pk)]


def _groups(enterprise: Enterprise, family: list[UUID], *, phone: str) -> list[Group]:
    size = str(SIZE_CLASSES[SizeClass(enterprise.size_class)]) if enterprise.size_class else _("未判定")
    years = designated.years_of(family)
    where = divisions.path(enterprise.county_id)
    known_phone = phone or enterprise.phone_masked
    return [
        Group(
            _("企业信息"),
            [
                Fact(_("属地"), where, note=enterprise.zone.name if enterprise.zone else ""),
                Fact(
                    _("行业"),
                    f"{enterprise.industry_id} {industries.name_of(enterprise.industry_id)}" if enterprise.industry_id else _("未登记"),
                ),
                Fact(_("法定代表人"), enterprise.legal_representative or _("未登记")),
                Fact(_("地址"), enterprise.address or _("未登记")),
                Fact(_("成立日期"), day(enterprise.established_date) if enterprise.established_date else _("未登记")),
                Fact(
                    _("状态"), str(STATUSES[Status(enterprise.status)]), note=day(enterprise.status_date) if enterprise.status_date else ""
                ),
            ],
        ),
        Group(
            _("规模"),
            [
                Fact(_("规模划型"), size, note=_("统计上大中小微型企业划分办法（2017）")),
                Fact(
                    _("规上名录"),
                    _("%(years)s 年") % {"years": "、".join(map(str, years))} if years else _("不在已固定的名录中"),
                    numeric=bool(years),
                ),
                Fact(_("从业人数"), str(enterprise.employees) if enterprise.employees is not None else _("未登记"), numeric=True),
                Fact(_("营业收入"), money(enterprise.revenue_fen) if enterprise.revenue_fen is not None else _("未登记"), numeric=True),
                Fact(_("资产总额"), money(enterprise.assets_fen) if enterprise.assets_fen is not None else _("未登记"), numeric=True),
            ],
        ),
        Group(
            _("联系方式"),
            [Fact(_("联系人"), enterprise.contact_name or _("未登记")), Fact(_("联系电话"), known_phone or _("未登记"), numeric=True)],
        ),
    ]


def _deeds(enterprise: Enterprise, actor: Actor, *, has_phone: bool) -> list[Deed]:
    key = enterprise.pk
    if actor.may(Can.OWN_FIRM):
        deeds = [
            Deed(
                _("更新企业信息"), reverse("enterprises:amend", args=[key]), _("更新地址、规模和联系方式，保存后县区局可见。"), primary=True
            )
        ]
        if actor.may(Can.MANAGE_FIRM_PEOPLE):
            deeds.append(Deed(_("管理本企业人员"), reverse("people:firm"), _("登记质量人员，打印本人激活码。")))
            deeds.append(Deed(_("管理经办人"), reverse("people:members"), _("添加、移除能以本企业身份登录的同事。")))
        return deeds
    if not actor.may(Can.KEEP_REGISTRY):
        return []
    deeds = [
        Deed(
            _("更新信息"),
            reverse("enterprises:amend", args=[key]),
            _("更正登记内容；企业交来纸质材料的，选择代录并上传扫描件。"),
            primary=True,
        ),
        Deed(_("登记人员任职"), f"{reverse('people:new')}?enterprise={key}", _("为这家企业登记一名质量人员。")),
        Deed(_("登记更名"), reverse("enterprises:rename", args=[key]), _("原名称成为曾用名，仍可查到。")),
        Deed(_("登记迁移"), reverse("enterprises:move", args=[key]), _("换县区或功能区，按日期生效。")),
        Deed(_("变更状态"), reverse("enterprises:status", args=[key]), _("在营、迁出、注销吊销。")),
    ]
    if has_phone and actor.may(Can.REVEAL_PERSONAL):
        deeds.append(
            Deed(_("查看完整电话"), reverse("dossier:reveal_enterprise", args=[key]), _("只显示一次，查看写入办理记录。"), fields=[])
        )
    return deeds


def _missing(enterprise: Enterprise, actor: Actor, *, has_staff: bool) -> list[Missing]:
    if not (actor.may(Can.KEEP_REGISTRY) or actor.may(Can.OWN_FIRM)):
        return []
    mend = reverse("enterprises:amend", args=[enterprise.pk])
    missing = []
    if not enterprise.industry_id:
        missing.append(Missing(_("行业未登记，无法判定规模"), url=mend))
    if not enterprise.phone_masked:
        missing.append(Missing(_("联系电话未登记"), url=mend))
    if not has_staff:
        missing.append(
            Missing(
                _("还没有登记质量人员"),
                url=reverse("people:firm") if actor.is_firm else f"{reverse('people:new')}?enterprise={enterprise.pk}",
            )
        )
    return missing
