"""Public pages, and the pages shown when something goes wrong."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cqo.foundation.access.gate import PowerMissing, public
from cqo.foundation.accounts import lockout
from cqo.foundation.look import care
from cqo.portal.entrance import notice
from cqo.portal.public import queries
from cqo.portal.public.check import door
from cqo.qualification.training.queries import announced

CLASSES_SHOWN = 3
_door = door.Door(queries.read)


@public
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The first page everybody sees, with the classes that one can sign up for first. One query."""
    return render(request, "public/home.html", {"title": "", "cards": announced.cards(at=timezone.now(), most=CLASSES_SHOWN)})


@public
@require_GET
def health(request: HttpRequest) -> JsonResponse:
    """For monitoring: 200 while pages can be served, 503 otherwise."""
    found = queries.health(at=timezone.now())
    facts = {"database": found.database, "worker": found.worker, "unsealed": found.unsealed}
    return JsonResponse({"status": "ok" if found.well else "failed", **facts}, status=200 if found.well else 503)


@public
def check(request: HttpRequest, rest: str = "") -> HttpResponse:
    """The check where no door stands before Django (`runserver`, a test's client); the server answers `/c/` itself, in `check/door.py`.

    Its form carries no token, since the door knows no session; so a form is taken by the door alone.
    """
    query = {name: request.GET.getlist(name) for name in request.GET}
    headers = {name.lower(): value for name, value in request.headers.items()}
    asked = door.Request(str(request.method), request.path, query, headers, lockout.address(request))
    answer = _door.answer(asked, request.body)
    more = {name.decode(): value.decode() for name, value in answer.more}
    return HttpResponse(answer.body, status=answer.status, content_type=answer.kind.decode(), headers={"Cache-Control": "no-store", **more})


@public
@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    """The privacy notice in force."""
    return render(
        request, "public/privacy.html", {"title": _("个人信息处理告知"), "notice": notice.CURRENT, "owner": settings.PORTAL_OWNER}
    )


@public
@require_POST
def care_switch(request: HttpRequest) -> HttpResponse:
    """Switch the large-text pages on or off, and return to where the reader was."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    care.switch(response, on=request.POST.get("on") == "1")
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, with the reason where a power is missing."""
    reason = str(exception) if isinstance(exception, PowerMissing) else ""
    return render(request, "403.html", {"reason": reason}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: needs neither database nor session."""
    return render(request, "500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent from a stale page, or with cookies blocked."""
    says = _("页面已过期，或浏览器没有保存本站的 Cookie。请返回上一页、刷新后重新提交；您填写的内容没有写入。")
    return render(request, "403.html", {"reason": says}, status=403)
