"""./cqo manage tick: one beat of the clock by hand."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cqo.config import schedule


class Command(BaseCommand):
    help = "Run once, now, what the worker runs by the clock: everything, or the entries named."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(entry.name for entry in schedule.SCHEDULE))

    def handle(self, *, names: list[str], **options: Any) -> None:
        if unknown := set(names) - {entry.name for entry in schedule.SCHEDULE}:
            raise CommandError(f"not in the schedule: {', '.join(sorted(unknown))}")
        entries = [entry for entry in schedule.SCHEDULE if not names or entry.name in names]
        if failed := schedule.beat(entries, at=timezone.now()):
            raise CommandError(f"failed: {', '.join(failed)}")
