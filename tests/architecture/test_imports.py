"""The order of the house (pyproject.toml, [tool.importlinter]) holds, and would be missed if it did not."""

import os
import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path

import grimp
import pytest

REPOSITORY = Path(__file__).parents[2]
CONTRACTS = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
STAGES = {"foundation", "registry", "portal"}
# What an app offers to other apps' code are its questions, its acts and its words; screens are reached through addresses.
SCREENS = {"views", "urls", "admin"}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_import_keeps_the_order_of_the_house():
    outcome = lint(REPOSITORY)
    assert outcome.returncode == 0, outcome.stdout


@pytest.fixture(scope="module")
def imports() -> grimp.ImportGraph:
    return grimp.build_graph("cqo", include_external_packages=False, exclude_type_checking_imports=True, cache_dir=None)


def app_of(module: str) -> str | None:
    """The app a module belongs to, as in "registry.people"; None for config, for tests and for what belongs to no app."""
    parts = module.split(".")
    return ".".join(parts[1:3]) if len(parts) > 2 and parts[1] in STAGES and "tests" not in parts else None


def test_no_app_imports_the_screens_of_another(imports: grimp.ImportGraph):
    crossing = [
        f"{importer} -> {imported}"
        for importer in sorted(imports.modules)
        for imported in sorted(imports.find_modules_directly_imported_by(importer))
        if app_of(importer) and app_of(imported) not in (None, app_of(importer)) and set(imported.split(".")[3:4]) & SCREENS
    ]
    assert crossing == []


def lower_imports_upper() -> list[tuple[str, str, str]]:
    """For each contract on layers: (its name, an importer that stands too low, what it imports)."""
    wrong = []
    for contract in CONTRACTS:
        if contract["type"] != "layers":
            continue
        container = contract["containers"][0].replace("*", "audit")
        layers = [layer.replace("(", "").replace(")", "").replace("|", " ").replace(":", " ").split() for layer in contract["layers"]]
        wrong += [(contract["name"], f"{container}.{below[0]}", f"{container}.{above[0]}") for above, below in pairwise(layers)]
    return wrong


@pytest.mark.parametrize(
    ("contract", "importer", "imported"),
    [
        *lower_imports_upper(),
        ("Rules and states know no Django", "cqo.registry.people.rules", "django.utils"),
        ("Rules and states know no Django", "cqo.foundation.accounts.states", "django.db"),
        ("The record's rows are written by the record alone", "cqo.portal.office", "cqo.foundation.audit.models"),
    ],
)
def test_a_wrong_import_is_noticed(tmp_path: Path, contract: str, importer: str, imported: str):
    (tmp_path / "pyproject.toml").write_text((REPOSITORY / "pyproject.toml").read_text())
    modules = {module for module in grimp.build_graph("cqo", cache_dir=None).modules if module.count(".") <= 2}
    for module in {
        *modules,
        "cqo.foundation.audit.models",
        "cqo.registry.people.rules",
        "cqo.foundation.accounts.states",
        importer,
        imported,
    }:
        if module.startswith("cqo"):
            package = tmp_path / "src" / Path(*module.split("."))
            package.mkdir(parents=True, exist_ok=True)
            (package / "__init__.py").touch()
    (tmp_path / "src" / Path(*importer.split(".")) / "__init__.py").write_text(f"import {imported}\n")

    outcome = lint(tmp_path)

    broken = [line.split(" BROKEN")[0] for line in outcome.stdout.splitlines() if " BROKEN" in line]
    assert (outcome.returncode, broken) == (1, [contract]), outcome.stdout
