"""How a file of the statistics bureau's yearly list is taken: every row must be an enterprise of the registry (a recipe of `foundation/intake`)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.intake.models import Batch
from cqo.foundation.intake.recipes import Finding, Option, StagedRow
from cqo.foundation.intake.states import Verdict
from cqo.foundation.sheets import verdicts
from cqo.foundation.sheets.tables import Row
from cqo.registry.enterprises import roster_words
from cqo.registry.enterprises.models import DesignatedEntry, DesignatedList, Enterprise
from cqo.registry.enterprises.queries import files
from cqo.registry.enterprises.rules import roster

COLUMNS = tuple(column for column in roster.COLUMNS if column.key in {"name", "credit_code"})
_OF_THE_LIST = {"name.missing", "uscc.missing", "uscc.format", "uscc.checksum"}


class Checker:
    """Judges the rows of one file: a valid code, once, of an enterprise that has a file in the city."""

    def __init__(self, *, city: str, designated_list: UUID | None) -> None:
        self._city, self._list = city, designated_list
        self._taken: set[str] = set()

    def judge(self, rows: Sequence[Row]) -> list[Finding]:
        """One finding for each row, in order."""
        read: list[verdicts.Verdict[roster.Entry[None]]] = [roster.judge(row, division_of=lambda text: None) for row in rows]
        codes = [each.values.credit_code for each in read]
        known = {file.credit_code: file.merged_into or file for file in self._files(codes)}
        listed = set(
            DesignatedEntry.objects.filter(designated_list=self._list, enterprise__in=known.values()).values_list("enterprise", flat=True)
        )
        found = []
        for each in read:
            code = each.values.credit_code
            refused = [fault for fault in each.refused if fault in _OF_THE_LIST]
            valid = not any(fault.startswith("uscc.") for fault in refused)
            if valid and code in self._taken:
                refused.append("duplicate.in_file")
            file = known.get(code)
            if not refused and file is None:
                refused.append("enterprise.unknown")
            if refused or file is None:
                found.append(Finding(Verdict.REJECTED, tuple(refused), row_key=code if valid else ""))
                continue
            self._taken.add(code)
            verdict = Verdict.SAME if file.pk in listed else Verdict.NEW
            found.append(Finding(verdict, row_key=code, target=file.pk, target_version=file.version))
        return found

    def take(self, keys: Iterable[str]) -> None:
        """Take note of the codes of rows accepted before an interruption."""
        self._taken.update(keys)

    def _files(self, codes: Sequence[str]) -> Iterable[Enterprise]:
        return files.visible().filter(credit_code__in=[code for code in codes if code], city_code=self._city).select_related("merged_into")


class DesignatedRecipe:
    """Files of a yearly list; the batch's option "list" names the list."""

    kind = "designated"
    columns = COLUMNS
    power = Can.KEEP_DESIGNATED_LIST
    words = roster_words.DESIGNATED

    def options(self, by: Actor) -> Sequence[Option]:
        """Which list of the city's lists that are not frozen."""
        lists = DesignatedList.objects.filter(city_code=by.city, frozen_at__isnull=True, superseded_by__isnull=True).order_by("-year", "pk")
        choices = [(str(each.pk), _("%(year)s 年 · %(scope)s") % {"year": each.year, "scope": each.scope}) for each in lists]
        hint = _("只列出还没有固定的名录；没有的话，请先在“规上名录”中新建。")
        return (Option("list", _("列入哪一年的名录"), hint, required=True, choices=choices),)

    def checker(self, *, city: str, county: str, zone: UUID | None, options: Mapping[str, Any]) -> Checker:
        """A fresh judge."""
        return Checker(city=city, designated_list=_list_of(options))

    def stage(self, batch: Batch, rows: Sequence[StagedRow], *, at: datetime) -> set[UUID]:
        """Put the rows' enterprises on the list, unless it was frozen meanwhile."""
        designated_list = DesignatedList.objects.filter(pk=_list_of(batch.options) or UUID(int=0), frozen_at__isnull=True).first()
        if designated_list is None:
            return set()
        enterprises = Enterprise.objects.in_bulk([row.target for row in rows if row.target])
        DesignatedEntry.objects.bulk_create(
            (
                DesignatedEntry(
                    designated_list=designated_list,
                    enterprise_id=file.pk,
                    county_id=file.county_id,
                    zone_id=file.zone_id,
                    batch_id=batch.pk,
                )
                for file in enterprises.values()
            ),
            ignore_conflicts=True,
        )
        return {row.id for row in rows if row.target in enterprises}

    def plan_changes(self, batch: Batch, rows: Iterable[StagedRow], *, at: datetime) -> None:
        """A list changes nothing of an enterprise."""

    def apply_changes(self, plan: None, *, at: datetime) -> list[UUID]:
        """Nothing to write."""
        return []

    def finish(self, targets: Sequence[UUID], *, at: datetime) -> None:
        """Nothing follows."""

    def hindrance(self, batch: Batch) -> str | None:
        """A frozen list stays as it is."""
        frozen = DesignatedList.objects.filter(pk=_list_of(batch.options) or UUID(int=0), frozen_at__isnull=False).exists()
        return "designated.frozen_already" if frozen else None

    def revert(self, batch: Batch, rows: Iterable[tuple[UUID, Mapping[str, Any]]], *, at: datetime) -> None:
        """Nothing was changed."""

    def unstage(self, batch: Batch, *, limit: int) -> int:
        """Take the batch's entries off the list."""
        keys = list(DesignatedEntry.objects.filter(batch=batch).order_by("pk").values_list("pk", flat=True)[:limit])
        DesignatedEntry.objects.filter(pk__in=keys).delete()
        return len(keys)


def _list_of(options: Mapping[str, Any]) -> UUID | None:
    return UUID(str(options["list"])) if options.get("list") else None
