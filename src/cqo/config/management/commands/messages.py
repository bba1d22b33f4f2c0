"""./cqo manage messages: the English catalogue follows the source."""

from pathlib import Path
from typing import Any

import polib
from django.core.management.base import BaseCommand

from cqo.config import catalogue
from cqo.config.settings import PACKAGE

CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
HEADER = {
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


class Command(BaseCommand):
    help = "Add new sentences to the English catalogue, drop those no longer used, compile it. Needs no gettext programs."

    def handle(self, **options: Any) -> None:
        untranslated = update(CATALOGUE, catalogue.sentences(PACKAGE))
        for entry in untranslated:
            self.stdout.write(f"{entry.occurrences[0][0]}: {entry.msgid}")
        self.stdout.write(f"{len(untranslated)} sentences wait for a translation in {CATALOGUE}")


def update(path: Path, sentences: dict[catalogue.Sentence, list[str]]) -> list[polib.POEntry]:
    """Bring a catalogue and its compiled form in step with the sentences in use, keeping their translations; the entries without one."""
    old = {(entry.msgid, entry.msgid_plural, entry.msgctxt or ""): entry for entry in polib.pofile(str(path))} if path.exists() else {}
    new = polib.POFile(wrapwidth=140)
    new.metadata = HEADER
    for sentence, places in sentences.items():
        known = old.get((sentence.text, sentence.plural, sentence.context))
        entry = polib.POEntry(
            msgid=sentence.text,
            msgid_plural=sentence.plural,
            msgctxt=sentence.context or None,
            msgstr=known.msgstr if known else "",
            msgstr_plural=(known.msgstr_plural if known else {0: "", 1: ""}) if sentence.plural else {},
            occurrences=[(file, "") for file in sorted({place.rpartition(":")[0] for place in places})],
            flags=["python-format"] if "%(" in sentence.text else [],
            tcomment=known.tcomment if known else "",
        )
        new.append(entry)
    path.parent.mkdir(parents=True, exist_ok=True)
    new.save(str(path))
    new.save_as_mofile(str(path.with_suffix(".mo")))
    return [entry for entry in new if not entry.translated()]
