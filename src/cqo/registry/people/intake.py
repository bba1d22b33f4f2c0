"""How a roster of people is judged, written, changed and taken back (the recipe that `foundation/intake` stages).

A row may carry a certificate from elsewhere (the class of 2017): it becomes an external certificate of the person. A firm that is not in the
registry is told as a warning and the person is taken without employment.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.audit.ids import new_id
from cqo.foundation.codes import names
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.intake import writing
from cqo.foundation.intake.models import Batch
from cqo.foundation.intake.operations.checking import chunks
from cqo.foundation.intake.recipes import Finding, Option, StagedRow
from cqo.foundation.intake.states import Verdict
from cqo.foundation.intake.uses import used_elsewhere
from cqo.foundation.search import operations as search
from cqo.foundation.sheets import verdicts
from cqo.foundation.sheets.tables import Row
from cqo.registry.enterprises.intake import Place
from cqo.registry.enterprises.models import Enterprise
from cqo.registry.enterprises.queries import files as enterprises
from cqo.registry.enterprises.states import Filer
from cqo.registry.people import identity, indexing, roster_words
from cqo.registry.people.models import Employment, ExternalCertificate, Person, PersonInCity
from cqo.registry.people.operations.files import Particulars, columns_of
from cqo.registry.people.rules import roster

PLANNED_AT_ONCE = 500
Entry = roster.Entry[Place]


@dataclass(frozen=True)
class Options:
    """What the uploader says of the whole roster: who issued the certificates and what they are called where the rows do not tell."""

    issuer: str = ""
    certificate_title: str = ""

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> "Options":
        """From a batch's stored options."""
        return cls(issuer=str(options.get("issuer", "")), certificate_title=str(options.get("certificate_title", "")))


class Checker:
    """Judges the rows of one file; documents taken by accepted rows are remembered by their keyed hash."""

    def __init__(self, *, city: str, county: str, zone: UUID | None, options: Options) -> None:
        self.city, self.county, self.zone, self.options = city, county, zone, options
        self._find = divisions.gazetteer(city).find
        self._places: dict[str, Place | None] = {}
        self._taken: set[bytes] = set()

    def judge(self, rows: Sequence[Row]) -> list[Finding]:
        """One finding for each row, in order."""
        read = [self._read(row) for row in rows]
        hashes = [_hash(each.values) for each in read]
        found = Person.objects.filter(id_hash__in=[key for key in hashes if key]).select_related("batch", "merged_into__batch")
        known = {bytes(person.id_hash): person.merged_into or person for person in found if person.id_hash}
        firms = Firms(self.city, [each.values for each in read])
        held = _held({person.pk for person in known.values()})
        return [self._finding(each, key, known.get(key) if key else None, firms, held) for each, key in zip(read, hashes, strict=True)]

    def take(self, keys: Iterable[str]) -> None:
        """Take note of the documents of rows accepted before an interruption."""
        self._taken.update(bytes.fromhex(key) for key in keys)

    def entry(self, row: Row) -> Entry:
        """What a row says."""
        return self._read(row).values

    def place_of(self, entry: Entry, firm: Enterprise | None) -> Place:
        """Where a person is known: the place named, else the firm's, else the uploader's own."""
        if entry.place is not None:
            return entry.place
        if firm is not None:
            return Place(firm.county_id, firm.zone_id)
        return Place(self.county or self.city, self.zone)

    def _take(self, key: bytes | None) -> None:
        if key:
            self._taken.add(key)

    def within_reach(self, firm: Enterprise | None) -> Enterprise | None:
        """The firm, unless it lies outside the uploader's county or zone: who works there is filed there."""
        return firm if firm is not None and self._reaches(Place(firm.county_id, firm.zone_id)) else None

    def _reaches(self, place: Place) -> bool:
        if self.zone is not None:
            return place.zone == self.zone
        return not self.county or place.county == self.county

    def _read(self, row: Row) -> verdicts.Verdict[Entry]:
        return roster.judge(row, division_of=self._place)

    def _place(self, text: str) -> Place | None:
        if text not in self._places:
            match = self._find(text)
            self._places[text] = Place(match.code or self.city, match.zone) if match.found else None
        return self._places[text]

    def _finding(self, read: verdicts.Verdict[Entry], key: bytes | None, person: Person | None, firms: "Firms", held: "Held") -> Finding:
        entry, refused, warned = read.values, [*read.refused], read.warned
        row_key = key.hex() if key else ""
        named = firms.of(entry)
        firm = self.within_reach(named)
        if not self._reaches(self.place_of(entry, named)):
            refused.append("division.out_of_reach")
        if key and key in self._taken:
            refused.append("duplicate.in_file")
        if refused:
            return Finding(Verdict.REJECTED, tuple(refused), warned, row_key=row_key)
        remarks: tuple[str, ...] = ()
        if named is not None and firm is None:
            remarks = ("firm.elsewhere",)
        elif (entry.firm or entry.firm_code) and firm is None:
            remarks = ("firm.unknown",)
        if person is None:
            self._take(key)
            return Finding(Verdict.NEW, (), warned, remarks, row_key=row_key)
        if person.name_key != names.person_key(entry.name):
            return Finding(Verdict.REJECTED, ("person.id_of_another",), warned, row_key=row_key)
        if person.batch is not None and not person.batch.visible:
            return Finding(Verdict.REJECTED, ("person.in_other_roster",), warned, row_key=row_key)
        self._take(key)
        adds = held.additions(person, entry, firm, self)
        if not adds:
            return Finding(Verdict.SAME, (), warned, remarks, row_key=row_key, target=person.pk, target_version=person.version)
        return Finding(
            Verdict.CHANGE,
            (),
            warned,
            remarks,
            row_key=row_key,
            target=person.pk,
            target_version=person.version,
            changes=dict.fromkeys(adds, ("", "+")),
            before={},
        )


class Firms:
    """The firms that some rows name, looked up in two queries: by credit code, else by a name that only one firm of the city has."""

    def __init__(self, city: str, entries: Sequence[Entry]) -> None:
        codes = {entry.firm_code for entry in entries if entry.firm_code}
        keys = {names.firm_key(entry.firm) for entry in entries if entry.firm}
        visible = enterprises.visible().select_related("merged_into")
        self._by_code = {firm.credit_code: firm.merged_into or firm for firm in visible.filter(credit_code__in=codes)}
        self._by_name: dict[str, list[Enterprise]] = {}
        for firm in enterprises.current(enterprises.visible()).filter(city_code=city, name_key__in=keys):
            self._by_name.setdefault(firm.name_key, []).append(firm)

    def of(self, entry: Entry) -> Enterprise | None:
        """The firm a row means, or None."""
        if entry.firm_code in self._by_code:
            return self._by_code[entry.firm_code]
        named = self._by_name.get(names.firm_key(entry.firm), []) if entry.firm else []
        return named[0] if len(named) == 1 else None


@dataclass
class Held:
    """What known people already have: employments (person, firm), certificates (person, issuer, number), places (person, county)."""

    employments: set[tuple[UUID, UUID]]
    certificates: set[tuple[UUID, str, str]]
    places: set[tuple[UUID, str]]

    def additions(self, person: Person, entry: Entry, firm: Enterprise | None, checker: Checker) -> list[str]:
        """What a row would add to a person's file."""
        adds = []
        if firm is not None and (person.pk, firm.pk) not in self.employments:
            adds.append("employment")
        if entry.certificate_number and (person.pk, issuer_of(entry, checker.options), entry.certificate_number) not in self.certificates:
            adds.append("certificate")
        if (person.pk, checker.place_of(entry, firm).county) not in self.places:
            adds.append("place")
        return adds


def _held(people: set[UUID]) -> Held:
    return Held(
        set(Employment.objects.filter(person__in=people, recorded_until__isnull=True).values_list("person", "enterprise")),
        set(ExternalCertificate.objects.filter(person__in=people, withdrawn_at__isnull=True).values_list("person", "issuer", "number")),
        set(PersonInCity.objects.filter(person__in=people).values_list("person", "county_code")),
    )


def issuer_of(entry: Entry, options: Options) -> str:
    """Who issued a row's certificate: as the row says, else as the uploader said of the whole roster."""
    return entry.issuer or options.issuer


def _hash(entry: Entry) -> bytes | None:
    key = roster.key_of(entry)
    return identity.look_up(*key) if key is not None else None


def _facts(entry: Entry) -> Particulars:
    return Particulars(
        name=entry.name,
        id_type=entry.id_type,
        id_number=entry.id_number,
        phone=entry.phone,
        email=entry.email,
        education=entry.education.value if entry.education else "",
        title=entry.title[:80],
        quality_since=entry.quality_since,
    )


@dataclass
class Additions:
    """Rows to be written for people, new or known."""

    places: list[PersonInCity]
    employments: list[Employment]
    certificates: list[ExternalCertificate]

    def write(self) -> None:
        """Write them all; what stands there already is left alone."""
        PersonInCity.objects.bulk_create(self.places, ignore_conflicts=True)
        Employment.objects.bulk_create(self.employments)
        ExternalCertificate.objects.bulk_create(self.certificates, ignore_conflicts=True)

    def collect(
        self, person: UUID, entry: Entry, firm: Enterprise | None, checker: Checker, *, batch: UUID, at: datetime, wanted: Sequence[str]
    ) -> None:
        """Add what a row says of a person, as far as it is wanted ("place", "employment", "certificate")."""
        place = checker.place_of(entry, firm)
        if "place" in wanted:
            city = divisions.city_of(place.county)
            self.places.append(PersonInCity(person_id=person, city_code=city, county_code=place.county, zone=place.zone, batch_id=batch))
        if "employment" in wanted and firm is not None:
            self.employments.append(
                Employment(
                    person_id=person,
                    enterprise_id=firm.pk,
                    position=entry.post[:80],
                    starts=entry.appointed_date,
                    filer=Filer.ROSTER.value,
                    recorded_at=at,
                    batch_id=batch,
                )
            )
        if "certificate" in wanted and entry.certificate_number:
            self.certificates.append(
                ExternalCertificate(
                    person_id=person,
                    city_code=checker.city,
                    title=entry.certificate_title or checker.options.certificate_title,
                    number=entry.certificate_number,
                    issuer=issuer_of(entry, checker.options),
                    issued_date=entry.issued_date,
                    expires_date=entry.expires_date,
                    hours_tenths=entry.hours_tenths,
                    score_tenths=entry.score_tenths,
                    recorded_at=at,
                    batch_id=batch,
                )
            )


EVERYTHING = ("place", "employment", "certificate")


class PeopleRecipe:
    """Rosters of people."""

    kind = "people"
    columns = roster.COLUMNS
    power = Can.IMPORT_ROSTER
    words = roster_words.PEOPLE

    def options(self, by: Actor) -> Sequence[Option]:
        """Who issued the roster's certificates, where the rows do not tell."""
        return (
            Option("issuer", _("发证机关"), _("名单中的证书由谁颁发，例如“汉中市质量技术监督局”。名单里有“发证机关”一列时可以不填。")),
            Option("certificate_title", _("证书名称"), _("例如“首席质量官任职培训合格证（2017 年）”。名单里有“证书名称”一列时可以不填。")),
        )

    def checker(self, *, city: str, county: str, zone: UUID | None, options: Mapping[str, Any]) -> Checker:
        """A fresh judge."""
        return Checker(city=city, county=county, zone=zone, options=Options.of(options))

    def stage(self, batch: Batch, rows: Sequence[StagedRow], *, at: datetime) -> set[UUID]:
        """Write new files with their places, employments and certificates, hidden behind their batch, and what finds them."""
        checker = self.checker(city=batch.city_code, county=batch.county_code, zone=batch.zone, options=batch.options)
        entries = {staged.id: checker.entry(staged.row) for staged in rows}
        hashes = {row: _hash(entry) for row, entry in entries.items()}
        wanted = [key for key in hashes.values() if key]
        taken = {bytes(key) for key in Person.objects.filter(id_hash__in=wanted).values_list("id_hash", flat=True) if key}
        firms = Firms(batch.city_code, list(entries.values()))
        fresh = [row for row in entries if hashes[row] not in taken]
        people: list[tuple[Any, ...]] = []
        documents: list[search.Document] = []
        more = Additions([], [], [])
        for row in fresh:
            entry, key = entries[row], new_id()
            facts = _facts(entry)
            people.append((key, *columns_of(facts).values(), batch.pk, at))
            firm = checker.within_reach(firms.of(entry))
            more.collect(key, entry, firm, checker, batch=batch.pk, at=at, wanted=EVERYTHING)
            place = checker.place_of(entry, firm)
            codes = [entry.certificate_number] if entry.certificate_number else []
            where = [(divisions.city_of(place.county), place.county, place.zone)]
            documents.append(indexing.document(key, names=[facts.name], codes=codes, places=where, phone=facts.phone))
        writing.insert(Person, ("id", *columns_of(Particulars("")), "batch_id", "recorded_at"), people)
        more.write()
        search.put(documents)
        return set(fresh)

    def plan_changes(self, batch: Batch, rows: Iterable[StagedRow], *, at: datetime) -> Additions:
        """What rows add to people already known: a place, an employment, a certificate. Nothing known of them is changed by a roster."""
        checker = self.checker(city=batch.city_code, county=batch.county_code, zone=batch.zone, options=batch.options)
        plan = Additions([], [], [])
        for some in chunks(rows, PLANNED_AT_ONCE):
            entries = [checker.entry(staged.row) for staged in some]
            firms = Firms(batch.city_code, entries)
            people = Person.objects.in_bulk([staged.target for staged in some])
            held = _held(set(people))
            for staged, entry in zip(some, entries, strict=True):
                person = people.get(staged.target)
                if person is not None:
                    firm = checker.within_reach(firms.of(entry))
                    wanted = held.additions(person, entry, firm, checker)
                    plan.collect(person.pk, entry, firm, checker, batch=batch.pk, at=at, wanted=wanted)
        return plan

    def apply_changes(self, plan: Additions, *, at: datetime) -> list[UUID]:
        """Write the additions; they are hidden with their batch until it becomes visible, so nothing can have overtaken them."""
        plan.write()
        return []

    def finish(self, targets: Sequence[UUID], *, at: datetime) -> None:
        """People whose files got something are indexed anew."""
        indexing.refresh(targets)

    def hindrance(self, batch: Batch) -> str | None:
        """A batch stays once one of its people has a sign-in, was changed or merged, got rows that came from elsewhere, is in a
        class or certified, or a row of it was corrected."""
        people = Person.objects.filter(batch=batch)
        in_use: tuple[QuerySet[Any], ...] = (
            people.filter(user__isnull=False),
            people.filter(version__gt=1),
            people.filter(merged__isnull=False),
            people.filter(requests__isnull=False),
            *(people.filter(Exists(rows.objects.filter(person=OuterRef("pk")).exclude(batch=batch))) for rows in _BROUGHT),
            Employment.objects.filter(batch=batch, recorded_until__isnull=False),
            ExternalCertificate.objects.filter(batch=batch, withdrawn_at__isnull=False),
            *used_elsewhere(people, apart=("people",)),
            *used_elsewhere(ExternalCertificate.objects.filter(batch=batch), apart=("people",)),
        )
        return "intake.people_in_use" if any(query.exists() for query in in_use) else None

    def revert(self, batch: Batch, rows: Iterable[tuple[UUID, Mapping[str, Any]]], *, at: datetime) -> None:
        """Take back what the batch added to people who were known before."""
        keys = [key for key, _ in rows]
        _forget(batch, keys)
        indexing.refresh(keys)

    def unstage(self, batch: Batch, *, limit: int) -> int:
        """Delete hidden files with all that came with them."""
        keys = list(Person.objects.filter(batch=batch).order_by("pk").values_list("pk", flat=True)[:limit])
        search.remove(indexing.KIND, keys)
        _forget(batch, keys)
        Person.objects.filter(pk__in=keys).delete()
        return len(keys)


_BROUGHT = (PersonInCity, Employment, ExternalCertificate)


def _forget(batch: Batch, people: Sequence[UUID]) -> None:
    for rows in _BROUGHT:
        rows.objects.filter(batch=batch, person__in=people).delete()
