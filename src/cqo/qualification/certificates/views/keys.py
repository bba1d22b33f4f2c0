"""Signing keys, kept by the system administrator."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.look import answers
from cqo.foundation.refusal import NotPossible
from cqo.qualification.certificates import issue_forms
from cqo.qualification.certificates.models import SigningKey
from cqo.qualification.certificates.operations import keys as operations
from cqo.qualification.certificates.queries import keys as queries


@needs(Can.KEEP_SIGNING_KEYS)
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """Every key with its days."""
    title = _("签名密钥")
    says = _("电子证书用这里的密钥签名。新密钥启用后旧密钥不再签名，但仍用于核对以前的证书。私钥加密保存，停用后销毁。")
    trail = [(_("工作台"), reverse("desk:today")), (title, "")]
    keys = queries.published()
    has_one = any(key.standing == queries.Standing.IN_USE for key in keys)
    return render(request, "certificates/keys.html", {"title": title, "says": says, "keys": keys, "has_one": has_one, "trail": trail})


@needs(Can.KEEP_SIGNING_KEYS)
@require_POST
def create(request: HttpRequest) -> HttpResponse:
    """Make a key; it signs from now on. The key on screen says which one it takes over from, so that a second press makes no second key."""
    in_use = next((key.fingerprint for key in queries.published() if key.standing == queries.Standing.IN_USE), "")
    if request.POST.get("in_use", "") != in_use:
        messages.error(request, str(NotPossible("lifecycle.changed_meanwhile")))
    else:
        operations.create(by=actor_of(request), at=timezone.now())
        messages.success(request, _("新密钥已启用。"))
    return redirect("certificates:keys")


@needs(Can.KEEP_SIGNING_KEYS)
@never_cache
def bring(request: HttpRequest) -> HttpResponse:
    """Take a key made elsewhere."""
    form = issue_forms.BringKey(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.bring(**form.cleaned_data, by=actor_of(request), at=timezone.now())
            messages.success(request, _("密钥已导入并启用。"))
            return redirect("certificates:keys")
        except NotPossible as refused:
            form.add_error(None, str(refused))
    says = _("例如由电子认证服务机构签发的证书。导入后立即启用，原来的密钥停止签名。")
    return _page(request, form, title=_("导入签名密钥"), says=says, submit=_("导入并启用"))


@needs(Can.KEEP_SIGNING_KEYS)
@never_cache
def retire(request: HttpRequest, fingerprint: str) -> HttpResponse:
    """Stop signing with a key; its secret is destroyed, so a page asks first."""
    key, form = _found(fingerprint), Form(request.POST or None)
    if request.method == "POST":
        try:
            operations.retire(key=key, by=actor_of(request), at=timezone.now())
            messages.success(request, _("密钥已停用，在启用新密钥之前不能发证。"))
        except NotPossible as refused:
            messages.error(request, str(refused))
        return redirect("certificates:keys")
    says = _("密钥 %(fingerprint)s…。停用后私钥立即销毁，不能恢复；启用新密钥之前全市不能发证。以前的证书不受影响。") % {
        "fingerprint": key.fingerprint[:16]
    }
    return _page(request, form, title=_("停用签名密钥"), says=says, submit=_("停用并销毁私钥"), submit_danger=True)


@needs(Can.KEEP_SIGNING_KEYS)
@never_cache
def compromised(request: HttpRequest, fingerprint: str) -> HttpResponse:
    """Say since when a key may be in other hands."""
    key = _found(fingerprint)
    form = issue_forms.CompromisedSince(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.declare_compromised(key=key, since=form.cleaned_data["since"], by=actor_of(request), at=timezone.now())
            messages.success(request, _("已登记。公开的密钥页面会写明这一时间，请尽快启用新密钥。"))
            return redirect("certificates:keys")
        except NotPossible as refused:
            form.add_error("since", str(refused))
    says = _("密钥 %(fingerprint)s…。登记后不能撤销：该密钥停止签名，公开页面写明从何时起的签名不可信。") % {
        "fingerprint": key.fingerprint[:16]
    }
    return _page(request, form, title=_("登记密钥泄露"), says=says, submit=_("登记泄露"), submit_danger=True)


def _found(fingerprint: str) -> SigningKey:
    return get_object_or_404(SigningKey.objects.defer("private_pem"), fingerprint=fingerprint)


def _page(request: HttpRequest, form: Form, *, title: str, says: str, submit: str, submit_danger: bool = False) -> HttpResponse:
    trail = [(_("工作台"), reverse("desk:today")), (_("签名密钥"), reverse("certificates:keys"))]
    status = 422 if form.errors else 200
    return answers.form_page(request, form, title=title, says=says, submit=submit, trail=trail, submit_danger=submit_danger, status=status)
