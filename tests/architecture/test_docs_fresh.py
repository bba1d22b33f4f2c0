"""The reference pages that come from tables in the code are as the tables are."""

from pathlib import Path

import pytest
from django.apps import apps

from cqo.foundation.lifecycle import reactions
from cqo.portal.office import reference

FOLDER = Path(__file__).parents[2] / "docs" / "reference"


@pytest.mark.parametrize("name", ["roles.md", "life-cycles.md"])
def test_the_page_is_what_the_code_would_write_now(name: str):
    assert (FOLDER / name).read_text(encoding="utf-8") == reference.pages()[name], "run ./cqo manage write_reference"


def test_every_kind_of_case_has_its_diagram_and_words():
    kinds = {model.LIFE_CYCLE.kind for model in apps.get_models() if hasattr(model, "LIFE_CYCLE")}
    assert set(reference.life_cycles()) == kinds == set(reference.STATE_WORDS)
    page = reference.pages()["life-cycles.md"]
    assert [kind for kind in kinds if f"(`{kind}`)" not in page] == []


def test_every_reaction_stands_on_the_page():
    page = reference.pages()["life-cycles.md"]
    assert [event for event in reactions.table() if f"`{event}`" not in page] == []
