"""`./cqo manage open_city 610700 --bureau 汉中市市场监督管理局 --name 赵晓燕 --login zhaoxiaoyan`: make a city's first system administrator."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from cqo.foundation.divisions import queries as divisions
from cqo.foundation.divisions.states import Level
from cqo.foundation.refusal import NotPossible
from cqo.portal.office.operations import offices


class Command(BaseCommand):
    help = (
        "Set up a city's bureau with a post of system administrator, and open the account of the first one. The password is printed once."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("city", help="division code of the city")
        parser.add_argument("--bureau", required=True, help="full name of the bureau")
        parser.add_argument("--name", required=True, help="the administrator's name")
        parser.add_argument("--login", required=True, help="the administrator's sign-in name")
        parser.add_argument("--phone", default="", help="the administrator's mobile phone")

    def handle(self, *args: Any, city: str, bureau: str, name: str, login: str, phone: str, **options: Any) -> None:
        """Open the city, or say why not; nothing is written then."""
        try:
            if divisions.place(city).level != Level.CITY:
                raise KeyError(city)
        except KeyError as unknown:
            raise CommandError(_("%(code)s 不是一个市的行政区划代码。") % {"code": city}) from unknown
        now = timezone.now()
        try:
            opened = offices.open_city(
                city=city, bureau=bureau, name=name, login_name=login, phone=phone, at=now, on=timezone.localdate(now)
            )
        except NotPossible as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(_("已开通 %(bureau)s。系统管理员：%(name)s") % {"bureau": bureau, "name": name})
        self.stdout.write(_("登录名：%(login)s") % {"login": opened.user.login_name})
        self.stdout.write(_("初始密码（只显示这一次，首次登录须更换）：%(password)s") % {"password": opened.password})
