"""Reads of enterprise files: what an actor may see, one firm's family of merged files, names and counties over time."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.reach import Scale
from cqo.foundation.access.reaching import Reaching, in_place
from cqo.foundation.statements import Statement
from cqo.registry.enterprises.models import Enterprise, FormerName, Move


def visible() -> QuerySet[Enterprise]:
    """Every file that is not hidden in a roster still being published, merged ones included."""
    return Enterprise.objects.filter(Q(batch__isnull=True) | Q(batch__visible=True))


def within(actor: Actor) -> QuerySet[Enterprise]:
    """The visible files an actor's capacity reaches. Merged files are included: they lead to the file that was kept."""
    files, reach = visible(), actor.reach
    place = in_place(reach, county="county_id", zone="zone_id")
    if place is not None:
        return files.filter(place)
    if reach.scale == Scale.ORGANISATION:
        return files.filter(Q(pk=reach.key) | Q(merged_into=reach.key))
    return files.filter(employments__person__user_id=UUID(reach.key), employments__recorded_until__isnull=True).distinct()


def of_firm(firm: str, enterprise: str = "enterprise") -> Q:
    """Rows about a firm (its key), by its file or one merged into it. enterprise: the way from a row to the enterprise."""
    return Q(**{enterprise: firm}) | Q(**{f"{enterprise}__merged_into": firm})


def may_read_papers(actor: Actor, key: UUID) -> bool:
    """Whether an actor may read a firm's papers: the officials who reach it and those who act for it, not everybody who works there."""
    return (actor.is_official or actor.is_firm) and within(actor).filter(pk=key).exists()


_reached = Reaching(lambda actor, key: within(actor).select_related("zone").filter(pk=key))
_reached_among = Reaching(lambda actor, keys: within(actor).filter(pk__in=keys).values_list("pk", flat=True))
_merged = Statement(lambda kept: Enterprise.objects.filter(merged_into=kept).order_by("pk").values_list("pk", flat=True))


def reached(actor: Actor, key: UUID) -> Enterprise | None:
    """The file of a key, with its zone, where it is within reach."""
    return next(iter(_reached(actor, key=key)), None)


def reached_among(actor: Actor, keys: Iterable[UUID]) -> set[UUID]:
    """The keys of those files that are within reach."""
    wanted = list(dict.fromkeys(keys))
    return set(_reached_among(actor, keys=wanted)) if wanted else set()


def current(files: QuerySet[Enterprise]) -> QuerySet[Enterprise]:
    """Those files that stand for themselves: not merged into another."""
    return files.filter(merged_into__isnull=True)


def family(enterprise: Enterprise) -> list[UUID]:
    """The keys of a file and of every file merged into it, so that nothing of a merged file is lost from sight."""
    return [enterprise.pk, *_merged(kept=enterprise.pk)]


def by_credit_code(code: str) -> Enterprise | None:
    """The visible file of a credit code; of a merged file, the one that was kept."""
    found = visible().select_related("merged_into").filter(credit_code=code).first()
    return found.merged_into or found if found is not None else None


def known_names(keys: Iterable[UUID]) -> list[str]:
    """Every name that files of these keys bear or bore."""
    keys = list(keys)
    names = list(Enterprise.objects.filter(pk__in=keys).order_by("pk").values_list("name", flat=True))
    return names + list(FormerName.objects.filter(enterprise__in=keys).order_by("-until_date", "pk").values_list("name", flat=True))


def name_on(enterprise: Enterprise, day: date) -> str:
    """The name the enterprise bore on a day."""
    former = FormerName.objects.filter(enterprise=enterprise, until_date__gte=day).order_by("until_date", "pk").first()
    return former.name if former is not None else enterprise.name


def county_on(enterprise: Enterprise, day: date) -> str:
    """The code of the county the enterprise belonged to on a day."""
    later = (
        Move.objects.filter(enterprise=enterprise, applied_at__isnull=False, effective_date__gt=day)
        .order_by("effective_date", "pk")
        .first()
    )
    return later.from_county_id if later is not None else enterprise.county_id


def twins(enterprise: Enterprise) -> QuerySet[Enterprise]:
    """Other current files of the same city that bear the same name: candidates for a merge."""
    return current(visible()).filter(city_code=enterprise.city_code, name_key=enterprise.name_key).exclude(pk=enterprise.pk).order_by("pk")


def duplicate_pairs(actor: Actor, *, limit: int = 200) -> list[tuple[Enterprise, Enterprise]]:
    """Pairs of current files in reach with one name, oldest first, at most `limit` of them."""
    files = current(within(actor))
    keys = (
        files.values("name_key")
        .annotate(times=Count("pk"))
        .filter(times__gt=1)
        .order_by("name_key")
        .values_list("name_key", flat=True)[:limit]
    )
    by_name: dict[str, list[Enterprise]] = {}
    for file in files.filter(name_key__in=list(keys)).select_related("county").order_by("name_key", "pk"):
        by_name.setdefault(file.name_key, []).append(file)
    return [(group[0], other) for group in by_name.values() for other in group[1:]][:limit]
