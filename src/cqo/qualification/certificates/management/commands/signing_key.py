"""`./cqo manage signing_key create|import|retire|compromised|list`: the keys that sign certificates, for the person who runs the platform."""

from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cqo.foundation.access.actor import system
from cqo.foundation.refusal import NotPossible
from cqo.qualification.certificates.models import SigningKey
from cqo.qualification.certificates.operations import keys
from cqo.qualification.certificates.queries import keys as queries

SAYS = {
    queries.Standing.IN_USE: gettext_lazy("使用中"),
    queries.Standing.RETIRED: gettext_lazy("已停用"),
    queries.Standing.COMPROMISED: gettext_lazy("已泄露"),
}


class Command(BaseCommand):
    """Each act stands in the record as done by the system."""

    help = str(gettext_lazy("生成、导入、停用签名密钥，登记泄露，列出全部。"))

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("create", help=_("生成新密钥并启用，原密钥停止签名。"))
        bring = acts.add_parser("import", help=_("导入别处生成的密钥和证书（PEM，ECDSA P-256）。"))
        bring.add_argument("private", type=Path, help=_("私钥文件"))
        bring.add_argument("certificate", type=Path, help=_("证书文件"))
        retire = acts.add_parser("retire", help=_("停用密钥。"))
        retire.add_argument("fingerprint", help=_("指纹，或其开头至少 8 位"))
        lost = acts.add_parser("compromised", help=_("登记密钥泄露。"))
        lost.add_argument("fingerprint", help=_("指纹，或其开头至少 8 位"))
        lost.add_argument("--since", required=True, metavar="2026-11-22T18:00", help=_("从何时起的签名不可信（北京时间）"))
        acts.add_parser("list", help=_("列出全部密钥。"))

    def handle(self, *args: Any, act: str, **options: Any) -> None:
        by, at = system("signing_key.command"), timezone.now()
        try:
            match act:
                case "create":
                    self.stdout.write(_("已启用新密钥 %(key)s") % {"key": keys.create(by=by, at=at).fingerprint})
                case "import":
                    private, certificate = (options[name].read_text() for name in ("private", "certificate"))
                    made = keys.bring(private_pem=private, certificate_pem=certificate, by=by, at=at)
                    self.stdout.write(_("已启用导入的密钥 %(key)s") % {"key": made.fingerprint})
                case "retire":
                    keys.retire(key=_found(options["fingerprint"]), by=by, at=at)
                    self.stdout.write(_("已停用。启用新密钥之前不能发证。"))
                case "compromised":
                    keys.declare_compromised(key=_found(options["fingerprint"]), since=_moment(options["since"]), by=by, at=at)
                    self.stdout.write(_("已登记泄露，该密钥停止签名。"))
                case _:
                    self._list()
        except (NotPossible, OSError) as refused:
            raise CommandError(str(refused)) from refused

    def _list(self) -> None:
        for key in queries.published():
            self.stdout.write(f"{key.fingerprint}  {SAYS[key.standing]}  {timezone.localtime(key.made_at):%Y-%m-%d %H:%M}")


def _found(typed: str) -> SigningKey:
    rows = list(SigningKey.objects.filter(fingerprint__startswith=typed.lower())[:2]) if len(typed) >= 8 else []
    if len(rows) != 1:
        raise CommandError(_("没有或不止一个指纹以“%(typed)s”开头的密钥。") % {"typed": typed})
    return rows[0]


def _moment(typed: str) -> datetime:
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError as wrong:
        raise CommandError(_("时间写作 2026-11-22T18:00。")) from wrong
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment
