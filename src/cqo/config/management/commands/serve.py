"""./cqo serve and ./cqo demo."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from cqo.config import serve, static


class Command(BaseCommand):
    help = "Bring the database and the static files up to date, then serve, with the worker beside."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=settings.SERVER_HOST, help="address to listen on (default: %(default)s)")
        parser.add_argument("--port", type=int, default=settings.SERVER_PORT, help="port to listen on (default: %(default)s)")
        parser.add_argument("--no-worker", action="store_true", help="serve pages only; jobs and the clock are another process's")
        parser.add_argument("--no-migrate", action="store_true", help="leave the database as it is")
        parser.add_argument("--demo", action="store_true", help="load the sample cities first")

    def handle(self, *, host: str, port: int, no_worker: bool, no_migrate: bool, demo: bool, **options: Any) -> None:
        try:
            serve.refuse_taken_port(host, port)
            self._prepare(no_migrate=no_migrate, demo=demo)
            status = serve.serve(
                host=host,
                port=port,
                processes=1 if connection.vendor == "sqlite" else settings.SERVER_PROCESSES,
                with_worker=not no_worker,
                answering=lambda: self._tell(
                    _("首质通已启动：%(address)s（按 Ctrl-C 停止）") % {"address": settings.PUBLIC_ADDRESS or f"http://{host}:{port}"}
                ),
            )
        except serve.PortTaken as taken:
            sentence = _("端口 %(address)s 已被其他程序占用。请先停止该程序，或用 --port 换一个端口。")
            raise CommandError(sentence % {"address": taken}) from taken
        sys.exit(status)

    def _prepare(self, *, no_migrate: bool, demo: bool) -> None:
        if not no_migrate:
            self._migrate()
        if static.collect_when_changed():
            self._tell(_("静态文件已更新。"))
        if demo:
            call_command("load_demo", stdout=self.stdout)
        self._let_go_of_the_database()

    def _migrate(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self._tell(_("正在更新数据库结构…"))
            call_command("migrate", interactive=False, verbosity=0)

    def _let_go_of_the_database(self) -> None:
        for each in connections.all(initialized_only=True):
            each.close()
            if hasattr(each, "close_pool"):
                each.close_pool()

    def _tell(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()
