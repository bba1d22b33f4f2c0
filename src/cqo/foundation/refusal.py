"""What cannot be done, and why: one exception for every refusal, one table from its code to a sentence.

Stands on nothing. An operation raises `NotPossible("claim.already_open", number=…)`; the app's `wording` registers the sentence; a view shows `say(refusal)`.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise

_sentences: dict[str, str | Promise] = {}


class NotPossible(Exception):
    """An act refused, with a code and the facts its sentence needs. Nothing was written."""

    def __init__(self, code: str, /, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        return say(self)


def register(sentences: Mapping[str, str | Promise]) -> None:
    """Add an app's sentences: code → sentence in the person's language, with %(name)s for each fact."""
    _sentences.update(sentences)


def known() -> frozenset[str]:
    """Every code that has a sentence."""
    return frozenset(_sentences)


def say(refusal: NotPossible) -> str:
    """The sentence for a refusal; the bare code where none is registered (a test forbids that)."""
    sentence = _sentences.get(refusal.code)
    return refusal.code if sentence is None else str(sentence) % refusal.facts
