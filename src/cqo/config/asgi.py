"""The server's door: paths that are answered before Django, and Django for everything else."""

import multiprocessing
from collections.abc import Awaitable, Callable

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.utils.translation import gettext_lazy as _

from cqo.config import processes
from cqo.config.bridge import Bridge, Receive, Scope, Send

_pages = get_wsgi_application()  # Django is set up before a door is made

from cqo.portal.public.check.door import door as checks  # noqa: E402
from cqo.qualification.exams.door import door as answers  # noqa: E402

PATIENCE = 120.0
MARGIN = 1024 * 1024  # the other fields of a form that carries a file of the largest size allowed


async def alive(scope: Scope, receive: Receive, send: Send) -> None:
    """/healthz: the process answers. Whether the database and the worker do is told by Django's /health/."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/json")]})
    await send({"type": "http.response.body", "body": b'{"status":"ok"}'})


# A hot path gets its door here, by the first part of its address. No middleware runs behind it: tokens and limits are its own job.
DOORS: dict[str, Callable[[Scope, Receive, Send], Awaitable[None]]] = {
    "healthz": alive,
    "c": checks,
    "answers": answers,
}
_django = Bridge(
    _pages,
    threads=settings.SERVER_THREADS,
    spool=settings.SPOOL,
    in_memory=settings.FILE_UPLOAD_MAX_MEMORY_SIZE,
    body_limit=max(settings.ROSTER_LIMIT, settings.ATTACHMENT_LIMIT) + MARGIN,
    too_large=_("上传的内容过大。请返回上一页，换一个较小的文件。"),
    patience=PATIENCE,
)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """The ASGI application that granian serves."""
    if scope["type"] == "http":
        await DOORS.get(scope["path"].split("/", 2)[1], _django)(scope, receive, send)
    elif scope["type"] == "lifespan":
        await _live(receive, send)
    else:
        await send({"type": "websocket.close", "code": 1000})


async def _live(receive: Receive, send: Send) -> None:
    """Start and stop with the server; a server process ends when the one that started it is killed."""
    parent = multiprocessing.parent_process()
    if parent is not None and parent.pid is not None:
        processes.end_with(parent.pid)
    for _phase in ("startup", "shutdown"):
        message = await receive()
        if message["type"] == "lifespan.shutdown":
            answers.close()
        await send({"type": message["type"] + ".complete"})
