"""./cqo by itself: a clone with empty requirements and a Django that only says what it was called with."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
TOOLS = ("cat", "cksum", "dirname", "env", "ln", "mkdir", "readlink", "rm", "sh", "sleep")
ENGLISH = {"LANG": "en_GB.UTF-8"}


def clone(folder: Path) -> Path:
    """A clone as the launcher sees it."""
    for path, text in {
        "requirements/runtime.txt": "",
        "requirements/dev.txt": "",
        "src/django/__init__.py": "",
        "src/django/__main__.py": "import os, sys; print(sys.argv[1:], os.environ.get('CQO_DEMO'), os.environ.get('CQO_VAR'), os.getcwd())",
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    shutil.copy(REPOSITORY / "cqo", folder / "cqo")
    return folder


def start(command: Path | str, *arguments: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CQO_", "LC_", "LANG", "PYTHON"))}
    return subprocess.run(
        ["sh", str(command), *arguments],
        cwd=cwd,
        env={**kept, **ENGLISH, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone that was started once."""
    folder = clone(tmp_path_factory.mktemp("clone"))
    first = start(folder / "cqo", "manage", "check")
    assert (first.returncode, first.stdout.startswith("['check'] None None")) == (0, True), first.stderr
    assert "Making .venv" in first.stderr
    return folder


def test_a_second_start_installs_nothing_and_is_quick(installed: Path):
    began = time.monotonic()
    second = start(installed / "cqo", "manage", "check", "--all")
    assert (second.stderr, second.stdout.split("]")[0]) == ("", "['check', '--all'")
    assert time.monotonic() - began < 2


def test_it_finds_its_folder_from_anywhere_and_through_links(installed: Path, tmp_path: Path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "link").symlink_to(installed / "cqo")
    (tmp_path / "second").symlink_to(Path("elsewhere") / "link")
    for command in ("elsewhere/link", "second"):
        outcome = start(command, "worker", cwd=tmp_path)
        assert (outcome.stdout, outcome.stderr) == (f"['worker'] None None {tmp_path}\n", "")


@pytest.mark.parametrize(
    ("typed", "called"),
    [
        ("demo --port 9000", ["serve", "--demo", "--port", "9000"]),
        ("serve --no-worker", ["serve", "--no-worker"]),
        ("import people a.xlsx --city 610700", ["import_roster", "people", "a.xlsx", "--city", "610700"]),
        ("audit verify", ["audit", "verify"]),
        ("manage migrate", ["migrate"]),
    ],
)
def test_each_command_calls_its_management_command(installed: Path, typed: str, called: list[str]):
    assert start(installed / "cqo", *typed.split()).stdout.startswith(f"{called} ")


def test_the_demo_has_a_folder_of_its_own(installed: Path):
    assert start(installed / "cqo", "demo").stdout.split("] ")[1].split()[:2] == ["yes", f"{installed}/var/demo"]


def test_changed_requirements_are_installed_and_a_failure_leaves_what_was_there(installed: Path):
    wanted = installed / "requirements" / "runtime.txt"
    wanted.write_text("--no-index\nnot-there==1.0 --hash=sha256:" + "0" * 64 + "\n")
    failed = start(installed / "cqo", "manage", "check")
    assert (failed.returncode, failed.stdout) == (1, "")
    assert "The installation failed for the reason above." in failed.stderr

    wanted.write_text("# nothing\n")
    assert "Installing requirements/runtime.txt" in start(installed / "cqo", "manage", "check").stderr
    assert start(installed / "cqo", "manage", "check").stderr == ""


@pytest.mark.slow
def test_an_interrupted_installation_is_begun_again(tmp_path: Path):
    folder = clone(tmp_path)
    (folder / ".venv" / "bin").mkdir(parents=True)
    (folder / ".venv" / "bin" / "python").touch(mode=0o755)
    ended = subprocess.Popen(["true"])
    ended.wait()
    (folder / ".venv" / "installing").symlink_to(str(ended.pid))
    mended = start(folder / "cqo", "manage", "check")
    assert (mended.returncode, mended.stdout.startswith("['check']")) == (0, True), mended.stderr
    assert "The last installation was interrupted" in mended.stderr


@pytest.mark.slow
def test_two_first_starts_at_once_both_succeed(tmp_path: Path):
    folder = clone(tmp_path)
    both = [
        subprocess.Popen(["sh", folder / "cqo", "manage", "check"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for _ in range(2)
    ]
    assert [process.communicate(timeout=120)[0].split("]")[0] for process in both] == ["['check'"] * 2


def programs(folder: Path, **pythons: str) -> str:
    """A PATH with the usual tools and only the Pythons given: name → shell script."""
    for tool in TOOLS:
        (folder / tool).symlink_to(shutil.which(tool))
    for name, script in pythons.items():
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)
    return str(folder)


@pytest.mark.parametrize(
    ("pythons", "sentence"),
    [
        ({}, "Python 3.11 or later is needed and was not found."),
        ({"python3": "exit 1"}, "Python 3.11 or later is needed and was not found."),
        ({"python3": 'case "$*" in *ensurepip*) exit 1 ;; esac'}, "Found python3, but its venv module is missing."),
    ],
)
def test_it_says_what_is_missing(tmp_path: Path, pythons: dict[str, str], sentence: str):
    folder = clone(tmp_path / "clone")
    (tmp_path / "bin").mkdir()
    outcome = start(folder / "cqo", "manage", "check", PATH=programs(tmp_path / "bin", **pythons))
    assert (outcome.returncode, outcome.stdout, sentence in outcome.stderr) == (1, "", True), outcome.stderr


def test_it_passes_over_a_python_that_is_too_old(tmp_path: Path):
    folder = clone(tmp_path / "clone")
    (tmp_path / "bin").mkdir()
    path = programs(tmp_path / "bin", **{"python3.11": "exit 1", "python3": f'exec {sys.executable} "$@"'})
    assert "Making .venv (python3)" in start(folder / "cqo", "manage", "check", PATH=path).stderr


@pytest.mark.parametrize(
    ("language", "line"),
    [({"LANG": "zh_CN.UTF-8"}, "用法：./cqo 命令 [参数]"), ({"LANG": "de_DE.UTF-8"}, "Usage: ./cqo COMMAND [ARGUMENTS]")],
)
def test_the_help_speaks_the_language_of_the_terminal(language: dict[str, str], line: str):
    outcome = start(REPOSITORY / "cqo", **language)
    assert (outcome.returncode, outcome.stdout.splitlines()[2]) == (0, line)


def test_a_command_that_does_not_exist_is_refused_with_the_help():
    outcome = start(REPOSITORY / "cqo", "sevre")
    assert (outcome.returncode, outcome.stdout, outcome.stderr.splitlines()[0]) == (2, "", "There is no command 'sevre'.")
