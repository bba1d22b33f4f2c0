"""`./cqo import enterprises|people FILE --city 610700 [--dry-run] --report out.json`: the wizard's work from the command line."""

import json
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from cqo.foundation.access.actor import system
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.intake import queries, recipes, wording
from cqo.foundation.intake.files import AtWork
from cqo.foundation.intake.models import Batch
from cqo.foundation.intake.operations import batches, checking, pace, publishing
from cqo.foundation.intake.operations.checking import Overtaken
from cqo.foundation.intake.states import State
from cqo.foundation.refusal import NotPossible
from cqo.foundation.sheets import tables
from cqo.foundation.sheets.refusals import NotATable

PATIENCE = timedelta(hours=1)
FILE_REFUSED = 2


def _require_sense(kind: str, path: Path, city: str, extras: dict[str, str], report: Path | None) -> None:
    """Refuse, before anything is read, what could only fail later. Raises CommandError."""
    if not path.is_file():
        raise CommandError(_("找不到文件：%(path)s") % {"path": path})
    try:
        is_city = divisions.city_of(city) == city and divisions.province_of(city) != city
    except KeyError:
        is_city = False
    if not is_city:
        raise CommandError(_("没有这个市级行政区划代码：%(code)s") % {"code": city})
    required = [option for option in recipes.of(kind).options(system("command.import", city=city)) if option.required]
    for option in required:
        if extras.get(option.key, "") not in {value for value, _label in option.choices or ()}:
            raise CommandError(_("请用 --%(key)s 指明：%(label)s") % {"key": option.key, "label": option.label})
    if report is not None and not report.absolute().parent.is_dir():
        raise CommandError(_("报告所在的文件夹不存在：%(path)s") % {"path": report.absolute().parent})


class Command(BaseCommand):
    """Imports a roster; run again after an interruption it goes on where it had committed."""

    help = "Import a roster of enterprises or people."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The roster's kind and file, the city, and where the report goes."""
        parser.add_argument("kind", choices=[recipe.kind for recipe in recipes.everything()])
        parser.add_argument("file", type=Path)
        parser.add_argument("--city", required=True)
        parser.add_argument("--dry-run", action="store_true")
        parser.add_argument("--report", type=Path)
        parser.add_argument("--issuer", default="")
        parser.add_argument("--certificate-title", default="")
        parser.add_argument("--list", dest="designated_list", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check the file, publish it unless told not to, and write the report. Exit status 2 for a file that is no table."""
        kind, path, city = options["kind"], options["file"], options["city"]
        extras = {"issuer": options["issuer"], "certificate_title": options["certificate_title"], "list": options["designated_list"]}
        extras = {key: text for key, text in extras.items() if text}
        _require_sense(kind, path, city, extras, options["report"])
        try:
            report = self._dry(kind, path, city, extras) if options["dry_run"] else self._import(kind, path, city, extras)
        except NotPossible as refusal:
            raise CommandError(str(refusal)) from refusal
        self._finish(report, options["report"])

    def _import(self, kind: str, path: Path, city: str, extras: dict[str, str]) -> dict[str, Any]:
        """Everything the wizard does; run again after an interruption it goes on where it had committed."""
        by = system("command.import", city=city)
        with path.open("rb") as file:
            batch = batches.upload(
                kind=kind, file=file, name=path.name, size=path.stat().st_size, city=city, options=extras, by=by, at=timezone.now()
            )
        if batch.state == State.UPLOADED:
            batches.start_check(batch=batch, version=batch.version, mapping={}, by=by, at=timezone.now())
        self._work(batch, checking.run)
        if batch.state == State.UNREADABLE:
            return {"file_error": batch.error}
        report = queries.report(batch)
        if batch.state == State.CHECKED and not (batch.tallies["new"] or batch.tallies["change"]):
            self.stderr.write(str(wording.REFUSALS["intake.nothing_to_publish"]))
            batches.discard(batch=batch, version=batch.version, by=by, at=timezone.now())
            return report
        if batch.state == State.CHECKED:
            publishing.start(batch=batch, version=batch.version, by=by, at=timezone.now())
        self._work(batch, publishing.run)
        return report

    def _dry(self, kind: str, path: Path, city: str, extras: dict[str, str]) -> dict[str, Any]:
        checker = recipes.of(kind).checker(city=city, county="", zone=None, options=extras)

        def judged() -> Iterator[queries.Judged]:
            reading = tables.read(path, recipes.of(kind).columns, mapping=batches.remembered(city, kind))
            for rows in checking.chunks(reading, pace.CHUNK):
                for row, finding in zip(rows, checker.judge(rows), strict=True):
                    yield queries.Judged(row.sheet, row.number, finding.accepted, finding.refused, finding.warned)

        try:
            return queries.report_of(judged())
        except NotATable as refused:
            return {"file_error": refused.code.value}

    def _work(self, batch: Batch, run: Callable[..., None]) -> None:
        """Do the work here; while a worker is at it, wait for it, and go on where it was killed."""
        until = timezone.now() + PATIENCE
        while True:
            try:
                run(batch_key=batch.pk, at=timezone.now())
            except (AtWork, Overtaken) as busy:
                if timezone.now() > until:
                    raise CommandError(_("另一个进程正在处理这批名单，等候超时。")) from busy
                time.sleep(0.5)
            else:
                batch.refresh_from_db()
                return

    def _finish(self, report: dict[str, Any], path: Path | None) -> None:
        text = json.dumps(report, ensure_ascii=False, indent=1)
        if path is not None:
            path.write_text(text, encoding="utf-8")
        else:
            self.stdout.write(text)
        if "file_error" in report:
            self.stderr.write(str(wording.UNREADABLE.get(report["file_error"], report["file_error"])))
            sys.exit(FILE_REFUSED)
        self.stderr.write(
            _("共 %(rows)d 行：接受 %(accepted)d 行，不导入 %(rejected)d 行。")
            % {"rows": report["rows"], "accepted": report["accepted"], "rejected": len(report["rejected"])}
        )
