"""Two files side by side."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from cqo.foundation.look.templatetags.look import day, money
from cqo.registry.enterprises.models import Enterprise
from cqo.registry.enterprises.queries import designated, files
from cqo.registry.enterprises.states import Status
from cqo.registry.enterprises.wording import SIZE_CLASSES, STATUSES


@dataclass(frozen=True)
class Row:
    """One particular of both files."""

    label: str
    one: str
    other: str

    @property
    def differs(self) -> bool:
        """Whether the two say different things."""
        return self.one != self.other


def rows(one: Enterprise, other: Enterprise) -> list[Row]:
    """Every particular of two files."""
    return [Row(label, left, right) for (label, left), (_label, right) in zip(_told(one), _told(other), strict=True)]


def advised(one: Enterprise, other: Enterprise) -> Enterprise:
    """The file that better stays: the claimed one, else the one with more particulars, else the older."""
    return max(
        (one, other),
        key=lambda file: (file.claimed_at is not None, sum(bool(value) for _label, value in _told(file)), -file.recorded_at.timestamp()),
    )


def _told(file: Enterprise) -> list[tuple[str, str]]:
    former = files.known_names([file.pk])[1:]
    return [
        (_("企业名称"), file.name),
        (_("曾用名"), "；".join(former)),
        (_("统一社会信用代码"), file.credit_code),
        (_("县区"), file.county.name),
        (_("功能区"), file.zone.name if file.zone else ""),
        (_("行业"), file.industry.name if file.industry else ""),
        (_("规模"), str(SIZE_CLASSES[file.size_class]) if file.size_class else ""),  # type: ignore[index]
        (_("状态"), str(STATUSES[Status(file.status)])),
        (_("法定代表人"), file.legal_representative),
        (_("地址"), file.address),
        (_("从业人数"), str(file.employees or "")),
        (_("营业收入"), money(file.revenue_fen) if file.revenue_fen else ""),
        (_("联系人"), file.contact_name),
        (_("联系电话"), file.phone_masked),
        (_("规上名录年度"), "、".join(map(str, designated.years_of([file.pk])))),
        (_("认领"), _("已认领") if file.claimed_at else _("未认领")),
        (_("登记日期"), day(file.recorded_at)),
    ]
