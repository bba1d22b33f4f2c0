"""`./cqo demo` loads the sample cities by this command before it serves them."""

import unicodedata
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from cqo.config.demo import accounts, loading
from cqo.foundation.refusal import NotPossible
from cqo.portal.entrance.demo import DemoAccount


class Command(BaseCommand):
    """Loads both cities into an empty database, seals the record, and tells the accounts. Run again, it changes nothing."""

    help = "Load the sample cities, Hanzhong and Nantong; everybody in them is invented."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to load although the installation is no demo."""
        parser.add_argument("--force", action="store_true", help="load although CQO_DEMO is not set")

    def handle(self, *, force: bool, **options: Any) -> None:
        try:
            if not settings.DEMO and not force:
                raise NotPossible("demo.not_wanted")
            if not loading.is_loaded():
                self._tell(_("正在装入示例城市（汉中、南通），约需半分钟…"))
            loading.load(at=timezone.now())
        except NotPossible as refused:
            raise CommandError(str(refused)) from refused
        loading.seal(at=timezone.now())
        accounts.write_down()
        self._tell(_("示例数据，人物与企业均为虚构。演示账号："))
        for line in _table(accounts.told()):
            self._tell(line)

    def _tell(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()


def _table(told: Sequence[DemoAccount]) -> list[str]:
    rows = [(_("身份"), _("姓名"), _("登录名"), _("密码")), *((each.role, each.name, each.login, each.password) for each in told)]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return ["  " + "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _width(text: str) -> int:
    """How many columns of a terminal a text takes: hanzi take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
