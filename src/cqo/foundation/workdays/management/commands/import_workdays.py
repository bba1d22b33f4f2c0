"""`./cqo manage import_workdays 2027 calendar.csv --source 国办发明电〔2026〕…号`: take in a year's notice without the browser."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from cqo.foundation.audit import signature
from cqo.foundation.refusal import NotPossible
from cqo.foundation.workdays import operations, wording
from cqo.foundation.workdays.operations import CalendarRefused


class Command(BaseCommand):
    help = "Import the official calendar of a year from a CSV with the columns date, kind (off or work) and name."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", type=int)
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", required=True, help="document number of the State Council's notice")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, check and import; every problem is printed and nothing is written if there is one."""
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(_("找不到文件：%(path)s") % {"path": path})
        try:
            days = operations.read_calendar(path.read_text(encoding="utf-8"), year=options["year"])
            imported = operations.import_year(
                year=options["year"], days=days, source=options["source"], by=signature.system("workdays.command"), at=timezone.now()
            )
        except CalendarRefused as refused:
            raise CommandError("\n".join([str(refused), *wording.sentences(refused.problems)])) from refused
        except NotPossible as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(_("已导入 %(year)s 年日历，共 %(count)s 天。") % {"year": imported.year, "count": len(days)})
