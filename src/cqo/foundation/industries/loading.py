"""The list in `data/`, put into the table. Migrations call it with their own registry of models; running it again changes nothing."""

import csv
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


def load_industries(apps: Any, *_: Any) -> None:
    """The 20 sections, then their 97 divisions."""
    industry = apps.get_model("industries", "Industry")
    rows = sorted(rows_of("gbt4754-2017.csv"), key=lambda row: (len(row["code"]), row["code"]))
    industry.objects.bulk_create(
        [
            industry(code=row["code"], name=row["name"], name_en=row["name_en"], section_id=row["code"][0] if row["code"][1:] else None)
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "name_en", "section"],
    )


def unload_industries(apps: Any, *_: Any) -> None:
    """Take the list out again; refused by the database while something points at it."""
    industry = apps.get_model("industries", "Industry")
    industry.objects.filter(section__isnull=False).delete()
    industry.objects.all().delete()


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of a list in `data/`."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
