"""Files that go out: the template, the rows to mend, the roster as it was uploaded."""

from tempfile import TemporaryFile
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.intake import forms, workbooks
from cqo.foundation.intake.operations import batches as operations
from cqo.foundation.intake.views.batches import load
from cqo.foundation.intake.views.uploads import find
from cqo.foundation.refusal import NotPossible


@needs(Can.IMPORT_ROSTER, Can.KEEP_DESIGNATED_LIST)
@require_GET
def template(request: HttpRequest, kind: str) -> HttpResponseBase:
    """A workbook to fill in."""
    recipe = find(kind)
    file = TemporaryFile(dir=settings.SPOOL)  # noqa: SIM115 (the response closes it)
    workbooks.write_template(recipe, file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=_("%(kind)s模板.xlsx") % {"kind": recipe.words.title})


@needs(Can.IMPORT_ROSTER, Can.KEEP_DESIGNATED_LIST)
@require_GET
def error_workbook(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The rows that are not imported (or another narrowing to mend), with the reasons beside them."""
    batch = load(request, key)
    show = forms.Place.of(request.GET)["show"]
    file = TemporaryFile(dir=settings.SPOOL)  # noqa: SIM115 (the response closes it)
    operations.read_rows_to_mend(
        batch=batch,
        target=file,
        show=show if show in workbooks.MENDABLE else "errors",
        by=actor_of(request),
        at=timezone.now(),
    )
    file.seek(0)
    response = FileResponse(file, as_attachment=True, filename=_("需要更正的行.xlsx"))
    response["Cache-Control"] = "private, no-store"
    return response


@needs(Can.REVEAL_PERSONAL)
@require_GET
def file(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The roster as it was uploaded."""
    batch = load(request, key)
    try:
        pieces = operations.read_file(batch=batch, by=actor_of(request), at=timezone.now())
    except NotPossible as refused:
        messages.error(request, str(refused))
        return redirect("intake:batch", key=key)
    response = StreamingHttpResponse(pieces, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, batch.file_name.reveal() if batch.file_name else "") or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response
