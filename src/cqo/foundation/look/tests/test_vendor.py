"""What is vendored is what the manifest says, and nothing else."""

import hashlib
import json
import re

import pytest

from cqo.foundation.look.tests.pages import LOOK, TEMPLATES

VENDOR = LOOK / "static/vendor"
MANIFEST = json.loads((VENDOR / "vendor.json").read_text())
FILES = [file for package in MANIFEST["packages"] for file in package["files"]]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file["path"])
def test_a_vendored_file_has_the_digest_of_the_manifest(file):
    assert hashlib.sha256((VENDOR / file["path"]).read_bytes()).hexdigest() == file["sha256"]


def test_nothing_is_vendored_that_the_manifest_does_not_name():
    present = {path.relative_to(VENDOR).as_posix() for path in VENDOR.rglob("*") if path.is_file()}
    assert present == {"vendor.json", *(file["path"] for file in FILES)}


def test_every_package_has_a_version_and_a_free_licence():
    licences = {package["name"]: package["licence"] for package in MANIFEST["packages"]}
    assert licences == {"@tabler/core": "MIT", "@tabler/icons": "MIT", "htmx.org": "0BSD"}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", package["version"]) for package in MANIFEST["packages"])


def test_no_vendored_file_points_to_a_source_map():
    assert [file["path"] for file in FILES if b"sourceMappingURL" in (VENDOR / file["path"]).read_bytes()] == []


def test_no_stylesheet_asks_for_another_file():
    fetched = re.compile(r"url\((?!\s*[\"']?(?:data:|#))|@import")
    sheets = [VENDOR / "tabler/tabler.min.css", LOOK / "static/look/tokens.css"]
    assert [sheet.name for sheet in sheets if fetched.search(sheet.read_text())] == []


def test_the_sprite_draws_every_icon_that_templates_name():
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (VENDOR / "tabler/icons.svg").read_text()))
    named = {name for path in TEMPLATES for name in re.findall(r"\{% icon [\"']([^\"']+)[\"']", path.read_text())}
    assert named - drawn == set()
    assert "bell" in named
