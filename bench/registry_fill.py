"""Fills an installation with the registry of `registry_data`: a million firms and 200,000 people in a quarter of an hour.

    python -m bench.registry_fill [--firms 1000000] [--people 200000]

Rows go straight into the tables (COPY on PostgreSQL), terms into the index as imports put them. What was filled in before with the same
data, tables and index is left alone; anything else is thrown away first. `registry.json` in the installation's folder tells the rest.
"""

import argparse
import hashlib
import inspect
import json
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

REPOSITORY = Path(__file__).parents[1]
CHUNK = 20_000


def main() -> int:
    """Fill where it is needed. Returns 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--firms", type=int, default=1_000_000)
    parser.add_argument("--people", type=int, default=200_000)
    options = parser.parse_args()
    django.setup()
    made_of = fingerprint(options.firms, options.people)
    if notes().get("made_of") == made_of:
        return 0
    started = time.monotonic()
    _begin_anew()
    found = _fill(options.firms, options.people)
    _notes().write_text(json.dumps({**found, "made_of": made_of, "firms": options.firms, "people": options.people}, ensure_ascii=False))
    print(f"filled in {time.monotonic() - started:.0f} s")
    return 0


def notes() -> dict[str, Any]:
    """What was noted when the installation was filled; empty where it was not."""
    return json.loads(_notes().read_text()) if _notes().exists() else {}


def fingerprint(firms: int, people: int) -> str:
    """A digest of everything that the filled tables depend on."""
    from cqo.foundation.search.engines import postgresql, sqlite

    own = [REPOSITORY / "bench" / f"{name}.py" for name in ("search_data", "registry_data", "registry_rows", "registry_fill")]
    index = [REPOSITORY / "src/cqo/foundation/search" / f"{name}.py" for name in ("documents", "grams", "pinyin")]
    digest = hashlib.sha256(f"{firms} {people}".encode())
    for path in [*own, *index, *sorted(REPOSITORY.glob("src/**/migrations/*.py"))]:
        digest.update(path.read_bytes())
    for engine in (sqlite.Engine, postgresql.Engine):
        digest.update((inspect.getsource(engine.create) + inspect.getsource(engine.insert)).encode())
    return digest.hexdigest()


def _notes() -> Path:
    return Path(settings.VAR) / "registry.json"


def _begin_anew() -> None:
    _notes().unlink(missing_ok=True)
    if connection.vendor == "sqlite":
        connection.close()
        for file in Path(settings.VAR).glob("cqo.sqlite3*"):
            file.unlink()
    else:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
    call_command("migrate", verbosity=0)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")


def _fill(firms: int, people: int) -> dict[str, Any]:
    from django.utils import timezone

    from bench import registry_affairs, registry_data, registry_rows, search_data
    from cqo.foundation.search import operations as search
    from cqo.portal.desk.operations import tallies

    at = timezone.now()
    officers = registry_affairs.officers(at=at)
    places: list[tuple[UUID, str, str]] = []
    staffed: list[registry_data.Firm] = []
    newest: dict[str, list[str]] = {"city": [], "county": []}
    for rosters in _pages(registry_data.rosters(firms)):
        rows = [firm for roster in rosters for firm in roster.firms]
        with transaction.atomic():
            registry_rows.write_rosters(rosters)
            search.put(registry_rows.document_of_firm(firm) for firm in rows if firm.merged_into is None)
        places += [(firm.key, firm.city, firm.county) for firm in rows]
        staffed += [firm for firm in rows if firm.is_staffed]
        for firm in (firm for roster in rosters if roster.is_visible for firm in roster.firms if firm.merged_into is None):
            for scope, is_there in (("city", firm.city == registry_data.CITY), ("county", firm.county == registry_data.COUNTY)):
                newest[scope] = [*newest[scope], firm.names[0]][-20:] if is_there else newest[scope]
        _tell(f"{len(places)} firms")
    workers = registry_data.people(people, firms=firms)
    shown = []
    while some := list(islice(workers, CHUNK)):
        with transaction.atomic():
            registry_rows.write_people(some, places)
            search.put(registry_rows.document_of_person(person, places) for person in some)
        shown += [
            person
            for person in some
            if person.certificate and len(person.firms) == 2 and person.firms[0] % registry_data.STAFFED_EVERY == 0
        ]
        newest_person = next((each.name for each in reversed(some) if places[each.firms[0]][1] == registry_data.CITY), "")
        _tell(f"{some[-1].number + 1} people")
    with transaction.atomic():
        chosen = registry_affairs.write_affairs(officers, staffed=staffed, shown=shown, places=places, at=at)
    tallies.refresh(at=at)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    every = max(firms // 60, 1)
    return {
        "queries": search_data.mix(search_data.firms(firms, registry_data.SHARES), every=every),
        "newest": newest,
        "newest_person": newest_person,
        **chosen,
    }


def _pages(rosters: Iterator[Any]) -> Iterator[Sequence[Any]]:
    """Rosters, some at a time: about as many firms as a chunk."""
    waiting, count = [], 0
    for roster in rosters:
        waiting.append(roster)
        count += len(roster.firms)
        if count >= CHUNK:
            yield waiting
            waiting, count = [], 0
    if waiting:
        yield waiting


def _tell(sentence: str) -> None:
    print(f"\r  {sentence}   ", end="", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
