"""Two different sets of rules, Hanzhong's and Nantong's, for the demo: invented documents, marked as samples on screen."""

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

from cqo.foundation.audit.signature import system
from cqo.foundation.provisions import operations, queries, subjects
from cqo.foundation.provisions.queries import Document

FILE = Path(__file__).with_name("samples.toml")
REASON = "示例数据：演示用规则，文件和文号均为虚构。"


def load(at: datetime) -> int:
    """Enact every sample edition that is not there yet; returns how many. Needs the divisions and the registered subjects."""
    there = {(edition.subject, edition.division_code, edition.valid_from) for edition in _present()}
    loaded = 0
    for sample in tomllib.loads(FILE.read_text(encoding="utf-8"))["edition"]:
        if (sample["subject"], sample["division"], sample["valid_from"]) in there:
            continue
        subject = subjects.get(sample["subject"])
        operations.enact(
            subject=subject.key,
            division_code=sample["division"],
            terms=subjects.read(subject, sample["terms"]),
            document=Document(sample["title"], sample["number"], sample["issued"]),
            valid_from=sample["valid_from"],
            articles=sample["articles"],
            reason=REASON,
            sample=True,
            by=system("demo"),
            at=at,
        )
        loaded += 1
    return loaded


def _present() -> list[queries.Edition[Any]]:
    return [
        edition
        for subject in subjects.everything()
        for place in queries.places(subject.key)
        for edition in queries.history(subject.key, place)
    ]
