"""How a roster of enterprises is judged, written, changed and taken back (the recipe that `foundation/intake` stages)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.accounts import phones
from cqo.foundation.audit.ids import new_id
from cqo.foundation.codes import credit_code, names
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.industries import queries as industries
from cqo.foundation.intake import writing
from cqo.foundation.intake.models import Batch
from cqo.foundation.intake.models import Row as Staged
from cqo.foundation.intake.operations.checking import chunks
from cqo.foundation.intake.recipes import Finding, Option, StagedRow
from cqo.foundation.intake.states import Verdict
from cqo.foundation.intake.uses import used_elsewhere
from cqo.foundation.sealing import masks
from cqo.foundation.search import operations as search
from cqo.foundation.sheets import verdicts
from cqo.foundation.sheets.tables import Row
from cqo.registry.enterprises import indexing, roster_words
from cqo.registry.enterprises.models import Enterprise, FormerName
from cqo.registry.enterprises.operations.files import Particulars, columns_of, size_of
from cqo.registry.enterprises.rules import roster

COMPARED = (
    "name",
    "legal_representative",
    "industry_id",
    "address",
    "employees",
    "revenue_fen",
    "assets_fen",
    "established_date",
    "contact_name",
)
KEPT = (*COMPARED, "size_class")
CHANGED = (*KEPT, "name_key", "phone", "phone_masked", "phone_hash")
PLANNED_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row belongs: a county code, and a zone's key where it names one."""

    county: str
    zone: UUID | None = None


@dataclass(slots=True)
class Plan:
    """Changes worked out before they are written: key, version and the columns CHANGED of each file; file → its row, file → the name it
    gives up; and the rows whose file somebody has changed since the check."""

    files: list[tuple[Any, ...]]
    overtaken: list[UUID]
    rows: dict[UUID, UUID]
    old_names: dict[UUID, str]


class Checker:
    """Judges the rows of one file; credit codes taken by accepted rows are remembered."""

    def __init__(self, *, city: str, county: str, zone: UUID | None) -> None:
        gazetteer = divisions.gazetteer(city)
        self._city, self._county, self._zone = city, county, zone
        self._places: dict[str, Place | None] = {}
        self._find = gazetteer.find
        self._taken: set[str] = set()
        self._default = Place(county or city, zone) if county or zone else None

    def judge(self, rows: Sequence[Row]) -> list[Finding]:
        """One finding for each row, in order; one query for what the registry knows of them."""
        read = [self._read(row) for row in rows]
        codes = writing.among(each.values.credit_code for each in read if each.accepted)
        known = {file.credit_code: file for file in Enterprise.objects.filter(credit_code__in=codes).select_related("batch")}
        return [self._finding(each.values, [*each.refused], each.warned, known) for each in read]

    def take(self, keys: Iterable[str]) -> None:
        """Take note of the codes of rows accepted before an interruption."""
        self._taken.update(keys)

    def entry(self, row: Row) -> roster.Entry[Place]:
        """What a row says."""
        return self._read(row).values

    def said(self, row: StagedRow) -> tuple[Particulars, str]:
        """What a new row says, and the firm's former name: as its finding noted it, or read again where an older release judged the row."""
        if row.facts:
            return _out_of_a_line(row.facts)
        entry = self.entry(row.row)
        return particulars(entry), entry.former_name

    def _read(self, row: Row) -> verdicts.Verdict[roster.Entry[Place]]:
        return roster.judge(row, division_of=self._place, division=self._default)

    def _finding(self, entry: roster.Entry[Place], refused: list[str], warned: tuple[str, ...], known: Mapping[str, Enterprise]) -> Finding:
        code = entry.credit_code
        if entry.place is not None and not self._reaches(entry.place):
            refused.append("division.out_of_reach")
        valid = credit_code.is_valid(code)
        if valid and code in self._taken:
            refused.append("duplicate.in_file")
        if refused:
            return Finding(Verdict.REJECTED, tuple(refused), warned, row_key=code if valid else "")
        file = known.get(code)
        if file is None:
            self._taken.add(code)
            return Finding(Verdict.NEW, (), warned, row_key=code, facts=_in_a_line(particulars(entry), entry.former_name))
        if file.merged_into_id is not None:
            return Finding(Verdict.REJECTED, ("enterprise.merged",), warned, row_key=code)
        if file.batch is not None and not file.batch.visible:
            return Finding(Verdict.REJECTED, ("enterprise.in_other_roster",), warned, row_key=code)
        if not self._reaches(Place(file.county_id, file.zone_id)):
            return Finding(Verdict.REJECTED, ("enterprise.elsewhere",), warned, row_key=code)
        self._taken.add(code)
        differs = entry.place is not None and entry.place.county != file.county_id and entry.place.zone is None
        remarks = ("division.differs",) if differs else ()
        changes = changed_columns(file, entry)
        if not changes:
            return Finding(Verdict.SAME, (), warned, remarks, row_key=code, target=file.pk, target_version=file.version)
        before = {column: _plain(getattr(file, column)) for column in KEPT}
        before["phone"] = file.phone.reveal() if file.phone else ""
        shown = {
            column: (_shown(column, getattr(file, column, None)), _shown(column, value))
            for column, value in changes.items()
            if column != "phone"
        }
        if "phone" in changes:
            shown["phone"] = (file.phone_masked, masks.phone(changes["phone"]))
        return Finding(
            Verdict.CHANGE, (), warned, remarks, row_key=code, target=file.pk, target_version=file.version, changes=shown, before=before
        )

    def _place(self, text: str) -> Place | None:
        if text not in self._places:
            match = self._find(text)
            self._places[text] = Place(match.code or self._city, match.zone) if match.found else None
        return self._places[text]

    def _reaches(self, place: Place | None) -> bool:
        if place is None or (not self._county and self._zone is None):
            return True
        return place.zone == self._zone if self._zone is not None else place.county == self._county


def particulars(entry: roster.Entry[Place]) -> Particulars:
    """What a row says, as the registry takes it. A zone named in its own column goes with the county named beside it."""
    place = entry.place or Place("")
    zone = entry.zone.zone if entry.zone is not None and entry.zone.zone is not None else place.zone
    return Particulars(
        credit_code=entry.credit_code,
        name=entry.name,
        county=place.county,
        zone=zone,
        industry=_industry(entry.industry_code) or _industry(entry.industry),
        legal_representative=entry.legal_representative,
        address=entry.address,
        employees=entry.employees,
        revenue_fen=entry.revenue_fen,
        assets_fen=entry.assets_fen,
        established_date=entry.established_date,
        contact_name=entry.contact_name,
        phone=entry.phone,
    )


_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False)


def _in_a_line(facts: Particulars, former_name: str) -> str:
    """What staging needs of a new row, in the order of the fields of `Particulars`, and the former name."""
    return _ENCODER.encode(
        (
            facts.credit_code,
            facts.name,
            facts.county,
            facts.zone.hex if facts.zone else None,
            facts.industry,
            facts.legal_representative,
            facts.address,
            facts.employees,
            facts.revenue_fen,
            facts.assets_fen,
            facts.established_date.isoformat() if facts.established_date else None,
            facts.contact_name,
            facts.phone,
            former_name,
        )
    )


def _out_of_a_line(line: str) -> tuple[Particulars, str]:
    """What `_in_a_line` wrote."""
    *said, former_name = json.loads(line)
    said[3] = UUID(said[3]) if said[3] else None
    said[10] = date.fromisoformat(said[10]) if said[10] else None
    return Particulars(*said), former_name


@lru_cache(maxsize=4096)
def _industry(text: str) -> str | None:
    """The industry a text names; a roster names the same few again and again."""
    return industries.named(text) if text else None


def changed_columns(file: Enterprise, entry: roster.Entry[Place]) -> dict[str, Any]:
    """The columns in which a row says something else than the file; what a row leaves empty is never a change."""
    facts = particulars(entry)
    said: dict[str, Any] = {
        "name": facts.name,
        "legal_representative": facts.legal_representative,
        "industry_id": facts.industry,
        "address": facts.address,
        "employees": facts.employees,
        "revenue_fen": facts.revenue_fen,
        "assets_fen": facts.assets_fen,
        "established_date": facts.established_date,
        "contact_name": facts.contact_name,
    }
    changes = {column: value for column, value in said.items() if value not in (None, "") and value != getattr(file, column)}
    if facts.phone and (file.phone_hash is None or bytes(file.phone_hash) != phones.look_up(facts.phone)):
        changes["phone"] = facts.phone
    return changes


class EnterpriseRecipe:
    """Rosters of enterprises."""

    kind = "enterprises"
    columns = roster.COLUMNS
    power = Can.IMPORT_ROSTER
    words = roster_words.ENTERPRISES

    def options(self, by: Actor) -> Sequence[Option]:
        """Nothing besides the file."""
        return ()

    def checker(self, *, city: str, county: str, zone: UUID | None, options: Mapping[str, Any]) -> Checker:
        """A fresh judge."""
        return Checker(city=city, county=county, zone=zone)

    def stage(self, batch: Batch, rows: Sequence[StagedRow], *, at: datetime) -> set[UUID]:
        """Write new files, hidden behind their batch, and what finds them."""
        checker = self.checker(city=batch.city_code, county=batch.county_code, zone=batch.zone, options=batch.options)
        said = {row.id: checker.said(row) for row in rows}
        codes = writing.among(facts.credit_code for facts, _ in said.values())
        taken = set(Enterprise.objects.filter(credit_code__in=codes).values_list("credit_code", flat=True))
        fresh = {row: facts for row, (facts, _) in said.items() if facts.credit_code not in taken}
        keys = {row: new_id() for row in fresh}
        files = [(keys[row], *columns_of(facts).values(), batch.pk, at) for row, facts in fresh.items()]
        columns = columns_of(Particulars("", "", county=batch.city_code))
        writing.insert(Enterprise, ("id", *columns, "batch_id", "recorded_at"), files)
        search.put(
            indexing.document(
                keys[row],
                names=[facts.name, former] if (former := said[row][1]) else [facts.name],
                codes=[facts.credit_code],
                city=divisions.city_of(facts.county),
                county=facts.county,
                zone=facts.zone,
                phone=facts.phone,
            )
            for row, facts in fresh.items()
        )
        return set(fresh)

    def plan_changes(self, batch: Batch, rows: Iterable[StagedRow], *, at: datetime) -> Plan:
        """The new columns of files that are still as they were when the roster was checked, and the rows overtaken."""
        checker = self.checker(city=batch.city_code, county=batch.county_code, zone=batch.zone, options=batch.options)
        plan = Plan([], [], {}, {})
        for some in chunks(rows, PLANNED_AT_ONCE):
            files = Enterprise.objects.in_bulk([staged.target for staged in some])
            for staged in some:
                file = files.get(staged.target)
                if file is None or file.version != staged.target_version:
                    plan.overtaken.append(staged.id)
                    continue
                old_name = file.name
                _set(file, changed_columns(file, checker.entry(staged.row)))
                plan.files.append((file.pk, file.version, *(getattr(file, column) for column in CHANGED)))
                plan.rows[file.pk] = staged.id
                if old_name != file.name:
                    plan.old_names[file.pk] = old_name
        return plan

    def apply_changes(self, plan: Plan, *, at: datetime) -> list[UUID]:
        """Write the planned files that nobody has changed meanwhile, and the names they gave up."""
        overtaken = set(writing.update(Enterprise, CHANGED, plan.files))
        until = timezone.localdate(at)
        writing.insert(
            FormerName,
            ("id", "enterprise_id", "name", "until_date", "recorded_at"),
            ((new_id(), file, name, until, at) for file, name in plan.old_names.items() if file not in overtaken),
        )
        return [*plan.overtaken, *(plan.rows[file] for file in overtaken)]

    def finish(self, targets: Sequence[UUID], *, at: datetime) -> None:
        """Changed files are indexed anew."""
        indexing.refresh(targets)

    def hindrance(self, batch: Batch) -> str | None:
        """A batch stays once one of its firms is claimed, merged, moved, listed, changed or has people, or one it changed was changed again."""
        files = Enterprise.objects.filter(batch=batch)
        in_use: tuple[QuerySet[Any], ...] = (
            files.filter(claimed_at__isnull=False),
            files.filter(merged_into__isnull=False),
            files.filter(merged__isnull=False),
            files.filter(version__gt=1),
            files.filter(employments__isnull=False),
            files.filter(designated_entries__isnull=False),
            files.filter(claims__isnull=False),
            files.filter(moves__isnull=False),
            *used_elsewhere(files, apart=("enterprises", "people")),
        )
        now = Enterprise.objects.filter(pk=OuterRef("target")).values("version")
        changed = Staged.objects.filter(batch=batch, verdict=Verdict.CHANGE.value).annotate(now=Subquery(now))
        in_use += (changed.exclude(now=F("target_version") + 1),)
        return "intake.enterprises_in_use" if any(query.exists() for query in in_use) else None

    def revert(self, batch: Batch, rows: Iterable[tuple[UUID, Mapping[str, Any]]], *, at: datetime) -> None:
        """Put the columns of changed files back; a name goes back without becoming a former name."""
        earlier = {key: _columns_before(before) for key, before in rows}
        versions = dict(Enterprise.objects.filter(pk__in=earlier).values_list("pk", "version"))
        FormerName.objects.filter(enterprise__in=earlier, recorded_at=batch.published_at or at).delete()
        writing.update(
            Enterprise, CHANGED, [(key, versions[key], *(columns[name] for name in CHANGED)) for key, columns in earlier.items()]
        )
        indexing.refresh(earlier)

    def unstage(self, batch: Batch, *, limit: int) -> int:
        """Delete hidden files and what finds them."""
        keys = list(Enterprise.objects.filter(batch=batch).order_by("pk").values_list("pk", flat=True)[:limit])
        search.remove(indexing.KIND, keys)
        FormerName.objects.filter(enterprise__in=keys).delete()
        Enterprise.objects.filter(pk__in=keys).delete()
        return len(keys)


def _set(file: Enterprise, changes: Mapping[str, Any]) -> None:
    columns = {column: value for column, value in changes.items() if column != "phone"}
    if "phone" in changes:
        columns.update(phones.columns(changes["phone"]))
    for column, value in columns.items():
        setattr(file, column, value)
    file.name_key = names.firm_key(file.name)
    file.size_class = size_of(file.industry_id, employees=file.employees, revenue_fen=file.revenue_fen, assets_fen=file.assets_fen)


def _columns_before(before: Mapping[str, Any]) -> dict[str, Any]:
    """The columns CHANGED as a finding's `before` tells them."""
    day = before["established_date"]
    return {
        **before,
        "established_date": date.fromisoformat(day) if day else None,
        "name_key": names.firm_key(before["name"]),
        **phones.columns(before["phone"]),
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _shown(column: str, value: Any) -> str:
    if value in (None, ""):
        return ""
    return f"{value / 100:,.2f}" if column.endswith("_fen") else str(value)
