"""The reader's side: my messages, one message. Letters are written in `portal/office`."""

from uuid import UUID

from django.contrib import messages as flash
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from cqo.foundation.access.gate import signed_in
from cqo.foundation.inbox import links, queries
from cqo.foundation.inbox.operations import messages as operations

ON_A_PAGE = 20


@require_GET
@signed_in
def messages(request: HttpRequest) -> HttpResponse:
    """My messages, unread ones first; `?show=unread` leaves the others out."""
    unread_only = request.GET.get("show") == "unread"
    user = _reader(request)
    found = Paginator(queries.messages_of(user, unread_only=unread_only), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"title": _("消息"), "found": found, "unread_only": unread_only, "unread": queries.unread_count(user)}
    return render(request, "inbox/messages.html", context)


@require_GET
@signed_in
def message(request: HttpRequest, key: UUID) -> HttpResponse:
    """One of my messages, which is read thereby; somebody else's does not exist."""
    found = get_object_or_404(queries.messages_of(_reader(request)), pk=key)
    operations.mark_read(message=found, at=timezone.now())
    context = {"title": found.title, "message": found, "case_url": links.url(found.about_kind, found.about_key)}
    return render(request, "inbox/message.html", context)


@require_POST
@signed_in
def mark_all_read(request: HttpRequest) -> HttpResponse:
    """Take note of everything."""
    count = operations.mark_all_read(user=_reader(request), at=timezone.now())
    if count:
        flash.success(request, ngettext("已将 %(count)s 条消息标为已读。", "已将 %(count)s 条消息标为已读。", count) % {"count": count})
    return redirect("inbox:messages")


def _reader(request: HttpRequest) -> UUID:
    """Whose messages they are: whoever is signed in, in whatever capacity."""
    return UUID(str(request.user.pk))
