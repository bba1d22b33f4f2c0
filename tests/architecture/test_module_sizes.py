"""A module has one subject: a name that says it, and no more than a reader takes in."""

import subprocess
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
LINES = 400
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "base", "core", "misc", "managers", "stuff", "tools", "lib", "shared"}
# Django looks a database engine up under this name.
NAMES_GIVEN_BY_DJANGO = {"src/cqo/config/postgresql/base.py"}


def modules() -> list[str]:
    """Every Python module of the repository, those not yet committed included."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"]
    found = subprocess.run(listing, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout.split()
    return [path for path in found if (REPOSITORY / path).exists()]


def test_no_module_is_longer_than_a_reader_takes_in():
    sizes = {path: len((REPOSITORY / path).read_text().splitlines()) for path in modules() if "/migrations/" not in path}
    assert {path: size for path, size in sizes.items() if size > LINES} == {}


def test_no_module_or_package_has_a_name_that_says_nothing():
    nameless = {
        path
        for path in modules()
        if SAYS_NOTHING & {part.removesuffix(".py") for part in Path(path).parts} and path not in NAMES_GIVEN_BY_DJANGO
    }
    assert nameless == set()
