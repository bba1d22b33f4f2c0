"""What the content security policy would refuse is nowhere in a template, and no page asks another host for anything."""

import re

import pytest

from cqo.foundation.look.tests.pages import PACKAGE, TEMPLATES

REFUSED = {
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.I),
    "an inline style sheet": re.compile(r"<style\b", re.I),
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "a handler attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "htmx code to evaluate": re.compile(r"hx-on|hx-vars|\bhx-(?:vals|headers)=[\"']js:", re.I),
    "a javascript address": re.compile(r"javascript:", re.I),
    "another host": re.compile(r"""(?:src|href|action|hx-[a-z]+)\s*=\s*["'](?:https?:)?//""", re.I),
    "a script of Bootstrap that we do not ship (menus are <details class=menu>)": re.compile(r"\bdata-bs-(?!theme)", re.I),
}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_template_holds_nothing_that_the_browser_would_refuse(path):
    text = path.read_text()
    assert [what for what, pattern in REFUSED.items() if pattern.search(text)] == []


@pytest.mark.parametrize(
    ("what", "example"),
    [
        ("an inline script", "<script>alert(1)</script>"),
        ("a style attribute", '<p class="a" style="color:red">'),
        ("a handler attribute", '<a href="#" onclick="x()">'),
        ("another host", '<link href="//example.org/a.css">'),
    ],
)
def test_the_patterns_find_what_they_look_for(what, example):
    assert REFUSED[what].search(example) is not None
