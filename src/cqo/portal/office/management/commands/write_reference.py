"""`./cqo manage write_reference`: write the pages of docs/reference that come from the tables in the code."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from cqo.portal.office import reference

FOLDER = settings.REPOSITORY / "docs" / "reference"


class Command(BaseCommand):
    help = "Write docs/reference/roles.md and life-cycles.md from the tables of roles, steps and reactions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", type=Path, default=FOLDER, help="folder to write into (default: %(default)s)")

    def handle(self, *args: Any, to: Path, **options: Any) -> None:
        """Write each page that is not as it should be, and say which."""
        for name, text in reference.pages().items():
            path = to / name
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                path.write_text(text, encoding="utf-8")
                self.stdout.write(str(path))
