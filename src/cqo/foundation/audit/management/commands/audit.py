"""`./cqo audit verify|seal|heads`: check the record, seal what waits, print the heads."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cqo.foundation.audit import operations, queries, verification, wording

PATIENCE = timedelta(minutes=5)  # a longer wait means that the sealer does not run


class Command(BaseCommand):
    """The record's three verbs for the person who runs the platform and for the auditor."""

    help = str(gettext_lazy("核验、封存办事记录，或打印链头。"))

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        verify = acts.add_parser("verify", help=_("核验记录是否被改动；发现问题时退出状态为 1。"))
        verify.add_argument("--city", help=_("只核验这个城市（行政区划代码）。"))
        verify.add_argument("--printed", metavar=_("号:哈希值"), help=_("另核对一个打印在公告上的链头，与 --city 同用。"))
        seal = acts.add_parser("seal", help=_("封存等待中的记录。"))
        seal.add_argument("--city", help=_("只封存这个城市（行政区划代码）。"))
        acts.add_parser("heads", help=_("打印各城市的链头，供公告使用。"))

    def handle(self, *args: Any, act: str, **options: Any) -> None:
        {"verify": self._verify, "seal": self._seal, "heads": self._heads}[act](options)

    def _verify(self, options: dict[str, Any]) -> None:
        findings = verification.verify(options["city"])
        sentences = [wording.sentence(fault) for fault in findings.faults]
        if options["printed"]:
            sentences += _contradictions(options["city"], options["printed"])
        for sentence in sentences:
            self.stdout.write(sentence)
        for head in findings.heads:
            self.stdout.write(_("%(place)s：已核验至第 %(seq)s 号，链头 %(hash)s") % _head_words(head))
        self._tell_of_waiting(findings)
        checked = ngettext("共核验 %(n)s 条已封存的记录", "共核验 %(n)s 条已封存的记录", findings.entries) % {"n": findings.entries}
        if sentences:
            raise CommandError(_("%(checked)s，发现 %(faults)s 处问题。") % {"checked": checked, "faults": len(sentences)}, returncode=1)
        self.stdout.write(_("%(checked)s，未发现问题。") % {"checked": checked})

    def _tell_of_waiting(self, findings: verification.Findings) -> None:
        if not findings.waiting_since:
            return
        self.stdout.write(
            _("另有 %(n)s 条记录等待封存，最早写于 %(since)s。")
            % {"n": findings.waiting, "since": timezone.localtime(findings.waiting_since).strftime("%Y-%m-%d %H:%M:%S")}
        )
        if timezone.now() - findings.waiting_since > PATIENCE:
            self.stdout.write(_("等待已超过 %(minutes)s 分钟：请检查后台任务是否在运行。") % {"minutes": PATIENCE.seconds // 60})

    def _seal(self, options: dict[str, Any]) -> None:
        sealed = 0
        while done := operations.seal(at=timezone.now(), city=options["city"]):
            sealed += done
        self.stdout.write(_("已封存 %(n)s 条记录。") % {"n": sealed})

    def _heads(self, options: dict[str, Any]) -> None:
        for head in queries.heads():
            self.stdout.write(_("%(place)s：第 %(seq)s 号，链头 %(hash)s") % _head_words(head))


def _contradictions(city: str | None, printed: str) -> list[str]:
    """The sentence for a printed head that the chain no longer has, or none."""
    number, _colon, hash_ = printed.partition(":")
    if city is None or not number.isdecimal() or len(hash_) < 16:
        raise CommandError(_("--printed 写作“号:哈希值”（哈希值至少 16 位），并须同时给出 --city。"))
    if queries.holds(city, seq=int(number), hash=hash_):
        return []
    return [_("%(place)s的封存链与打印的链头（第 %(seq)s 号）不符。") % {"place": wording.place(city), "seq": number}]


def _head_words(head: Any) -> dict[str, Any]:
    return {"place": wording.place(head.city), "seq": head.seq, "hash": head.hash}
