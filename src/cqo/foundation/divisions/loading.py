"""The lists in `data/`, put into the tables. Migrations call it with their own registry of models; running it again changes nothing."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from cqo.foundation.audit.ids import new_id
from cqo.foundation.divisions.states import Level

DATA = Path(__file__).parent / "data"
LISTED = ["name", "level", "parent", "city_code", "province_code", "statistical"]


def load_divisions(apps: Any, *_: Any) -> None:
    """The list as of 2023-06-30: 34 provinces, their cities and counties."""
    _write_divisions(apps, _listed(), columns=LISTED)


def load_changes(apps: Any, *_: Any) -> None:
    """Divisions that were renamed or merged, with their days, and what stands in their place."""
    succession = apps.get_model("divisions", "Succession")
    known = {row["code"]: row for row in _listed()}
    touched: dict[str, dict[str, Any]] = {}
    successions = []
    # Latest first, so that a division that was replaced twice is known by its later change when its earlier one is read.
    for row in sorted(_rows("changes.csv"), key=lambda row: row["effective"], reverse=True):
        effective = date.fromisoformat(row["effective"])
        new = known[row["new_code"]] if row["new_is_older"] == "yes" else {**known[row["new_code"]], "valid_from": effective}
        old = {**new, "code": row["old_code"], "name": row["old_name"], "valid_from": None, "valid_to": effective - timedelta(days=1)}
        for place in (new, old):
            known[place["code"]] = touched[place["code"]] = place
        successions.append(
            succession(
                id=new_id(),
                old_id=row["old_code"],
                new_id=row["new_code"],
                effective_date=effective,
                precision=row["precision"],
                sureness=row["sureness"],
                source=row["source"],
            )
        )
    _write_divisions(apps, touched.values(), columns=[*LISTED, "valid_from", "valid_to"])
    succession.objects.bulk_create(
        successions,
        update_conflicts=True,
        unique_fields=["old", "new"],
        update_fields=["effective_date", "precision", "sureness", "source"],
    )


def load_aliases(apps: Any, *_: Any) -> None:
    """Customary short names that no rule yields, and names that divisions bore under the code they still have."""
    alias = apps.get_model("divisions", "Alias")
    alias.objects.bulk_create(
        [alias(id=new_id(), division_id=row["code"], name=row["name"], kind=row["kind"]) for row in _rows("aliases.csv")],
        update_conflicts=True,
        unique_fields=["division", "name"],
        update_fields=["kind"],
    )


def load_zones(apps: Any, *_: Any) -> None:
    """The functional zones known from the sources. A zone that the bureau has changed since stays as it is."""
    zone, overlap = apps.get_model("divisions", "Zone"), apps.get_model("divisions", "Overlap")
    rows = _rows("zones.csv")
    known = set(zone.objects.values_list("pk", flat=True))
    fresh = [row for row in rows if UUID(row["id"]) not in known]
    zone.objects.bulk_create(
        [
            zone(
                id=UUID(row["id"]),
                name=row["name"],
                short_name=row["short_name"],
                city_id=row["city_code"],
                supervises=row["supervises"] == "yes",
                statistical_division_id=row["statistical_code"] or None,
                sureness=row["sureness"],
                source=row["source"],
                recorded_at=datetime.fromisoformat(row["recorded_at"]),
            )
            for row in fresh
        ]
    )
    overlap.objects.bulk_create(
        [overlap(id=new_id(), zone_id=UUID(row["id"]), county_id=county) for row in fresh for county in row["counties"].split(";")]
    )


def load(apps: Any) -> None:
    """Every list, in the order of the migrations."""
    for step in (load_divisions, load_changes, load_aliases, load_zones):
        step(apps)


def unload_divisions(apps: Any, *_: Any) -> None:
    """Take the list out again, counties first."""
    codes = [row["code"] for row in _listed()]
    division = apps.get_model("divisions", "Division")
    for level in reversed(Level):
        division.objects.filter(level=level.value, code__in=codes).delete()


def unload_changes(apps: Any, *_: Any) -> None:
    """Take the former divisions out again and forget since when the present ones exist."""
    rows = _rows("changes.csv")
    apps.get_model("divisions", "Succession").objects.filter(old__in=[row["old_code"] for row in rows]).delete()
    division = apps.get_model("divisions", "Division")
    division.objects.filter(code__in=[row["old_code"] for row in rows]).delete()
    division.objects.filter(code__in=[row["new_code"] for row in rows]).update(valid_from=None)


def unload_aliases(apps: Any, *_: Any) -> None:
    """Take these names out again."""
    apps.get_model("divisions", "Alias").objects.filter(division__in=[row["code"] for row in _rows("aliases.csv")]).delete()


def unload_zones(apps: Any, *_: Any) -> None:
    """Take the zones of the list out again; refused by the database while something points at them."""
    ids = [UUID(row["id"]) for row in _rows("zones.csv")]
    apps.get_model("divisions", "Overlap").objects.filter(zone__in=ids).delete()
    apps.get_model("divisions", "Zone").objects.filter(pk__in=ids).delete()


def _write_divisions(apps: Any, rows: Iterable[dict[str, Any]], *, columns: Sequence[str]) -> None:
    """Insert the rows, parents first, and bring the given columns of those already there up to date."""
    division = apps.get_model("divisions", "Division")
    order = [level.value for level in Level]
    division.objects.bulk_create(
        [division(**row) for row in sorted(rows, key=lambda row: (order.index(row["level"]), row["code"]))],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=columns,
    )


def _listed() -> list[dict[str, Any]]:
    """The rows of `divisions.csv` as columns of the table."""
    return [
        {
            "code": row["code"],
            "name": row["name"],
            "level": row["level"],
            "parent_id": row["parent"] or None,
            "city_code": {"province": "", "city": row["code"], "county": row["parent"]}[row["level"]],
            "province_code": row["code"][:2] + "0000",
            "statistical": row["level"] == Level.COUNTY and "71" <= row["code"][4:] <= "80",
        }
        for row in _rows("divisions.csv")
    ]


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
