"""`./cqo import` end to end: the expected verdicts, exit statuses, the report, and a process killed at any moment and started again."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cqo.foundation.intake.models import Batch, Row
from cqo.registry.enterprises.models import Enterprise
from cqo.registry.enterprises.tests.rosters import firm, table
from cqo.registry.people.models import Person
from tests.rosters.samples import SPREADSHEETS

EXPECTED = json.loads((SPREADSHEETS / "expected.json").read_text(encoding="utf-8")) if SPREADSHEETS.is_dir() else {}
SOURCE = Path(__file__).resolve().parents[2] / "src"


@pytest.fixture(autouse=True)
def _own_place(settings, tmp_path):
    settings.VAR = tmp_path


def kind_of(name: str) -> str:
    return "people" if name.startswith("officers") else "enterprises"


def imported(path: Path, tmp_path: Path, *, kind: str, **options) -> dict:
    report = tmp_path / "out.json"
    call_command("import_roster", kind, str(path), city="610700", report=report, **options)
    return json.loads(report.read_text(encoding="utf-8"))


@pytest.mark.django_db
@pytest.mark.parametrize("name", EXPECTED)
def test_a_shared_roster_gets_exactly_its_verdicts_and_is_published(name, tmp_path):
    model = Person if kind_of(name) == "people" else Enterprise
    assert imported(SPREADSHEETS / name, tmp_path, kind=kind_of(name), dry_run=True) == EXPECTED[name]
    assert (model.objects.count(), Batch.objects.count(), Row.objects.count()) == (0, 0, 0)
    assert imported(SPREADSHEETS / name, tmp_path, kind=kind_of(name)) == EXPECTED[name]
    assert model.objects.filter(batch__visible=True).count() == EXPECTED[name]["accepted"]
    again = imported(SPREADSHEETS / name, tmp_path, kind=kind_of(name))
    assert (again, model.objects.count()) == (EXPECTED[name], EXPECTED[name]["accepted"])
    assert set(Row.objects.filter(batch=Batch.objects.latest("created_at")).values_list("verdict", flat=True)) <= {"same", "rejected"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "code"), [(b"%PDF-1.7 x", "not_a_spreadsheet"), (b"", "empty"), ("晴,雨\n1,2\n".encode(), "no_header")]
)
@pytest.mark.parametrize("dry_run", [True, False])
def test_a_file_that_is_no_table_is_said_so_with_status_2(content, code, dry_run, tmp_path):
    path = tmp_path / "roster.xlsx"
    path.write_bytes(content)
    report = tmp_path / "out.json"
    with pytest.raises(SystemExit) as ended:
        call_command("import_roster", "enterprises", str(path), city="610700", report=report, dry_run=dry_run)
    assert (ended.value.code, json.loads(report.read_text())) == (2, {"file_error": code})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "name", "options"),
    [
        ("enterprises", "missing.csv", {"city": "610700"}),
        ("enterprises", "roster.csv", {"city": "610722"}),
        ("enterprises", "roster.csv", {"city": "999999"}),
        ("enterprises", "roster.csv", {"city": "610700", "report": Path("/nowhere/out.json")}),
        ("designated", "roster.csv", {"city": "610700"}),
    ],
)
def test_what_can_only_fail_is_refused_before_anything_is_read(kind, name, options, tmp_path):
    (tmp_path / "roster.csv").write_bytes(table(firm(1)))
    with pytest.raises(CommandError):
        call_command("import_roster", kind, str(tmp_path / name), **options)
    assert Batch.objects.count() == 0


@pytest.fixture
def installation(tmp_path):
    """A SQLite installation of its own: the environment to run its commands in."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("CQO_", "DJANGO_"))}
    environment |= {"CQO_VAR": str(tmp_path / "var"), "PYTHONPATH": str(SOURCE), "DJANGO_SETTINGS_MODULE": "cqo.config.settings"}
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], env=environment, check=True)
    return environment


@pytest.mark.slow
def test_killed_at_random_moments_and_started_again_an_import_completes(installation, tmp_path):
    count = 6_000
    roster = tmp_path / "roster.csv"
    roster.write_bytes(table(*(firm(number) for number in range(1, count + 1))))
    command = [
        sys.executable,
        "-m",
        "django",
        "import_roster",
        "enterprises",
        str(roster),
        "--city",
        "610700",
        "--report",
        str(tmp_path / "out.json"),
    ]
    chance, killed = random.Random(20260302), 0  # noqa: S311  moments, not secrets
    for _ in range(8):
        process = subprocess.Popen(command, env=installation, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.8, 3.0))
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            killed += 1
        process.wait()
        assert counted(installation)["visible"] in (0, count)
    done = subprocess.run(command, env=installation, check=True, capture_output=True, text=True)
    assert killed >= 2, done.stderr
    assert counted(installation) == {"visible": count, "files": count, "found": count}
    assert json.loads((tmp_path / "out.json").read_text())["accepted"] == count


def counted(environment) -> dict[str, int]:
    """What an installation holds, asked by a process of its own."""
    program = (
        "import django; django.setup()\n"
        "from cqo.registry.enterprises.models import Enterprise\n"
        "from cqo.registry.enterprises.queries import files\n"
        "from cqo.foundation.search.models import Entry\n"
        "print(files.visible().count(), Enterprise.objects.count(), Entry.objects.count())"
    )
    answer = subprocess.run([sys.executable, "-c", program], env=environment, check=True, capture_output=True, text=True).stdout
    return dict(zip(("visible", "files", "found"), map(int, answer.split()), strict=True))
