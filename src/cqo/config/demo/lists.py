"""The frozen yearly lists of enterprises above designated size, for last year and this one."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from cqo.config.demo.firms import Firm
from cqo.config.demo.town import Town
from cqo.registry.enterprises.models import Enterprise
from cqo.registry.enterprises.operations import designated


def freeze_lists(town: Town, firms: Sequence[Firm], *, official: str, days: int) -> None:
    """An official drafts, fills and freezes both, so many days ago or once the year had begun; a firm founded later stands on neither."""
    keys = dict(Enterprise.objects.filter(credit_code__in=[firm.credit_code for firm in firms]).values_list("credit_code", "pk"))
    for year in (town.days.today.year - 1, town.days.today.year):
        acted = days if town.days.before(days) >= date(year, 1, 1) else 0
        list_date = min(date(year, 3, 31), town.days.before(acted))
        listed = [keys[firm.credit_code] for firm in firms if firm.established <= list_date]
        _freeze(town, listed, year=year, list_date=list_date, official=official, days=acted)


def _freeze(town: Town, listed: Sequence[UUID], *, year: int, list_date: date, official: str, days: int) -> None:
    by, at = town.actor(official, days=days), town.days.moment(days, hour=15)
    words = town.city.more["designated"]
    drafted = designated.draft(
        year=year,
        scope=words["scope"],
        source=words["source"],
        document_number=words["number"].format(year=year),
        permitted_use=words["permitted_use"],
        list_date=list_date,
        by=by,
        at=at,
    )
    designated.add(designated_list=drafted, keys=listed, by=by, at=at)
    designated.freeze(designated_list=drafted, version=drafted.version, by=by, at=at)
