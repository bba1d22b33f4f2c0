"""docs/reference/settings.md and the settings that the code reads are the same, defaults included."""

import re
from pathlib import Path

from django.conf import settings

from cqo.config.settings import REPOSITORY, env

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "settings.md"
ROW = re.compile(r"^\| `(CQO_\w+)` \| (?:`(.*?)`)? ?\| (.+) \|$", re.MULTILINE)


def said(default: str) -> str:
    """A default as the page says it: folders as seen from the repository, the folder of the installation by its setting's name."""
    return default.replace(str(settings.VAR), "$CQO_VAR").replace(f"{REPOSITORY}/", "")


def test_every_setting_is_explained_with_its_default_and_no_other_is():
    rows = ROW.findall(PAGE.read_text())
    assert sorted((name, default) for name, default, _explanation in rows) == sorted(
        (name, said(default)) for name, default in env.declared.items()
    )
