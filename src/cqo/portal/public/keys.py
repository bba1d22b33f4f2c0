"""The public keys and how to check a signature with them: pages, one file a key, and one JSON of all."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cqo.foundation.access.gate import public
from cqo.portal.public.wording import STANDING_CHIPS, STANDING_SAYS, STANDINGS
from cqo.qualification.certificates.queries import keys as queries
from cqo.qualification.certificates.queries.keys import PublicKey

PEM = "application/x-pem-file"


@public
@require_GET
def signature(request: HttpRequest) -> HttpResponse:
    """How to check the signature of a PDF, with and without the network."""
    in_use = [key for key in queries.published() if key.standing == queries.Standing.IN_USE]
    context = {"title": _("怎样核对 PDF 证书的电子签名"), "keys": [(key, grouped(key.fingerprint)) for key in in_use]}
    return render(request, "public/signature.html", context)


@public
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every key there ever was, with its dates."""
    keys = [
        {
            "key": key,
            "fingerprint": grouped(key.fingerprint),
            "standing": STANDINGS[key.standing],
            "chip": STANDING_CHIPS[key.standing],
            "says": STANDING_SAYS[key.standing],
        }
        for key in queries.published()
    ]
    return render(request, "public/keys.html", {"title": _("签名公钥"), "keys": keys})


@public
@require_GET
def pem(request: HttpRequest, fingerprint: str) -> HttpResponse:
    """One key's X.509 certificate, to be taken in by a PDF reader."""
    found = queries.of_fingerprint(fingerprint)
    if found is None:
        raise Http404
    name = f"cqo-{found.fingerprint[:16]}.pem"
    return HttpResponse(found.certificate_pem, content_type=PEM, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@public
@require_GET
def everything(request: HttpRequest) -> JsonResponse:
    """All keys for machines: what each signature is worth, by its date."""
    return JsonResponse({"keys": [_written(key) for key in queries.published()]}, json_dumps_params={"ensure_ascii": False})


def grouped(fingerprint: str) -> str:
    """A fingerprint as PDF readers show it: pairs of upper-case digits."""
    return " ".join(fingerprint[place : place + 2].upper() for place in range(0, len(fingerprint), 2))


def _written(key: PublicKey) -> dict[str, object]:
    return {
        "fingerprint_sha256": key.fingerprint,
        "standing": key.standing.value,
        "made_at": key.made_at,
        "retired_at": key.retired_at,
        "compromised_from": key.compromised_from,
        "signatures_count_until": key.trusted_until,
        "certificate_pem": key.certificate_pem,
    }
