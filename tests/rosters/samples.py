"""The shared rosters, where a checkout lies beside them, and a small gazetteer of Hanzhong made of the shared lists."""

import csv
from pathlib import Path

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
SPREADSHEETS = DATA / "spreadsheets"
CITY = "610700"
ZONE = "zone:汉中经济技术开发区"


def hanzhong() -> dict[str, str]:
    """Every way to name a county or the zone of Hanzhong: full, short, former, with the city or the province before it."""
    with (DATA / "divisions.csv").open(encoding="utf-8") as lines:
        counties = {row["name"]: row["code"] for row in csv.DictReader(lines) if row["parent"] == CITY}
    with (DATA / "division-changes.csv").open(encoding="utf-8") as lines:
        counties |= {row["old_name"]: row["new_code"] for row in csv.DictReader(lines) if row["new_code"].startswith(CITY[:4])}
    short = {name[:-1]: code for name, code in counties.items() if len(name) > 2}
    zone = dict.fromkeys(("汉中经济技术开发区", "经济技术开发区", "汉中经开区", "经开区"), ZONE)
    names = counties | short | zone
    return {before + name: code for name, code in names.items() for before in ("", "汉中市", "陕西省汉中市", "陕西省")}
