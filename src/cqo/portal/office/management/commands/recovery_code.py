"""`./cqo manage recovery_code zhaoxiaoyan`: let an official back in whom nobody in the browser can help."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from cqo.foundation.accounts.models import User
from cqo.portal.office.operations import officials


class Command(BaseCommand):
    help = "Print a one-time code with which an official sets a new password. It stands in the record."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("login", help="the official's sign-in name")

    def handle(self, *args: Any, login: str, **options: Any) -> None:
        """Print the code, or say that there is no such official."""
        user = User.objects.filter(login_name=login.lower(), is_active=True, assignments__post__isnull=False).distinct().first()
        if user is None:
            raise CommandError(_("没有登录名为“%(login)s”的在岗工作人员。") % {"login": login})
        now = timezone.now()
        code = officials.recovery_code(user=user, at=now, on=timezone.localdate(now))
        self.stdout.write(_("一次性恢复码：%(code)s") % {"code": code})
        self.stdout.write(_("在登录页点“忘记密码或换了手机号”，%(days)s 天内有效，只能用一次。") % {"days": officials.RECOVERY_DAYS})
