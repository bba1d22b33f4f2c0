"""Text and ground reach AA (WCAG 2.2, 1.4.3: 4.5 : 1) for every pair of the style sheet."""

import re

import pytest

from cqo.foundation.look.tests.pages import LOOK

SHEET = (LOOK / "static/look/tokens.css").read_text()
TOKENS = dict(re.findall(r"(--[\w-]+):\s*(#[0-9a-f]{3,6})\b", SHEET))
RULE = re.compile(r"^\s*([^{}@/]+)\{([^{}]*)\}", re.M)
ON_THE_GROUND = [
    ("--ink", "--ground"),
    ("--ink-2", "--ground"),
    ("--ink-2", "--paper"),
    ("--blue", "--ground"),
    ("--seal", "--paper"),
    ("--amber", "--paper"),
]


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def colour_of(block: str, name: str) -> str | None:
    found = re.search(rf"(?:^|[;\s]){name}:\s*(?:var\((--[\w-]+)\)|(#[0-9a-f]{{3,6}}))\s*(?:;|$)", block)
    return None if found is None else TOKENS.get(found[1] or "", found[2])


PAIRS = [
    (selector.strip(), text, ground)
    for selector, block in RULE.findall(SHEET)
    if (text := colour_of(block, "color")) and (ground := colour_of(block, "background"))
]


@pytest.mark.parametrize(("selector", "text", "ground"), PAIRS, ids=[pair[0] for pair in PAIRS])
def test_a_rule_with_both_colours_can_be_read(selector, text, ground):
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize(("text", "ground"), ON_THE_GROUND)
def test_tokens_can_be_read_on_the_ground(text, ground):
    assert contrast(TOKENS[text], TOKENS[ground]) >= 4.5


def test_the_tiles_are_among_the_pairs():
    assert [selector for selector, _text, _ground in PAIRS if selector.startswith(".tile-")] == [f".tile-{n}" for n in range(1, 6)]


def test_black_on_white_is_the_known_extreme():
    assert round(contrast("#000", "#ffffff"), 2) == 21.0
