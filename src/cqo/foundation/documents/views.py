"""The one screen of attachments: reading one."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cqo.foundation import refusal
from cqo.foundation.access.gate import actor_of, signed_in
from cqo.foundation.documents import operations, queries
from cqo.foundation.documents.models import Attachment
from cqo.foundation.documents.states import IMAGES, SHOWN_IN_THE_BROWSER, FileKind
from cqo.foundation.look.context import Page
from cqo.foundation.refusal import NotPossible


@require_GET
@signed_in
def attachment(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Send a paper to whoever may see its case; to everybody else it does not exist. Every reading stands in the record."""
    found = queries.readable(actor_of(request), key)
    if found is None:
        raise Http404
    if _blocked_by_wechat(request, found):
        return render(request, "documents/open_in_browser.html", {"title": _("请在浏览器中打开"), "address": request.path})
    try:
        chunks = operations.read(attachment=found, by=actor_of(request), at=timezone.now())
    except NotPossible as refused:
        return render(request, "documents/broken.html", {"title": _("附件打不开"), "reason": refusal.say(refused)}, status=500)
    response = StreamingHttpResponse(chunks, content_type=found.content_type)
    name = found.name.reveal() if found.name else ""
    shown = FileKind(found.content_type) in SHOWN_IN_THE_BROWSER
    response["Content-Disposition"] = content_disposition_header(not shown, name) or "attachment"
    response["Content-Length"] = str(found.size)
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _blocked_by_wechat(request: HttpRequest, found: Attachment) -> bool:
    """WeChat's browser shows pictures and drops every other download without a word; `?here=1` tries all the same."""
    return Page(request).in_wechat and FileKind(found.content_type) not in IMAGES and "here" not in request.GET
