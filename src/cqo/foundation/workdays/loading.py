"""The lists in `data/`, put into the tables by the migration, with its own registry of models. A year imported since stays as it is."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
COLLECTED_AT = datetime(2026, 11, 24, tzinfo=UTC)


def load_years(apps: Any, *_: Any) -> None:
    """The notices for 2007 to 2026 with their days."""
    year_model, day_model = apps.get_model("workdays", "Year"), apps.get_model("workdays", "Day")
    known = set(year_model.objects.values_list("year", flat=True))
    fresh = {int(row["year"]): row["source"] for row in _rows("notices.csv") if int(row["year"]) not in known}
    year_model.objects.bulk_create([year_model(year=year, source=source, imported_at=COLLECTED_AT) for year, source in fresh.items()])
    days = [(date.fromisoformat(row["date"]), row["kind"], row["name"]) for row in _rows("holidays.csv")]
    day_model.objects.bulk_create(
        [day_model(date=day, kind=kind, name=name, year_id=_notice_of(day)) for day, kind, name in days if _notice_of(day) in fresh]
    )


def unload_years(apps: Any, *_: Any) -> None:
    """Take the years of the list out again; years imported by the administrator stay."""
    years = [int(row["year"]) for row in _rows("notices.csv")]
    apps.get_model("workdays", "Day").objects.filter(year__in=years).delete()
    apps.get_model("workdays", "Year").objects.filter(year__in=years).delete()


def _notice_of(day: date) -> int:
    """The year whose notice names a day of the list: of December days the next one's New Year does."""
    return day.year + 1 if day.month == 12 else day.year


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
