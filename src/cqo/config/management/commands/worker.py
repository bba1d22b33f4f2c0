"""./cqo worker: jobs and the clock."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from cqo.config import processes, worker


class Command(BaseCommand):
    help = "Run the jobs in the queue and what the clock brings, until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--parent", type=int, help="process id of the server that started this worker; the worker ends with it")
        parser.add_argument("--batch", action="store_true", help="run the jobs that are there, then end; leaves the clock alone")
        parser.add_argument("--interval", type=float, default=0.5, help="seconds between two looks into the queue (default: %(default)s)")

    def handle(self, *, parent: int | None, batch: bool, interval: float, **options: Any) -> None:
        if parent is not None:
            processes.end_with(parent)
        worker.work(settings.VAR / "worker", interval=interval, batch=batch)
