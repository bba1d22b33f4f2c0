"""Screens of letters: an official writes to enterprises, sees how far it came, and takes the text for a WeChat group."""

from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cqo.foundation import refusal
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import needs
from cqo.foundation.audit.ids import new_id
from cqo.foundation.documents import qr
from cqo.foundation.documents.addresses import public_address
from cqo.foundation.inbox import queries, wechat, wording
from cqo.foundation.inbox.operations import letters as operations
from cqo.foundation.inbox.states import Channel, DeliveryState, Trouble
from cqo.foundation.refusal import NotPossible
from cqo.portal.office.forms.letters import Letter

ON_A_PAGE = 20
COPIES_ON_A_PAGE = 50
CHIPS = {DeliveryState.SENT: "ok", DeliveryState.DELIVERED: "ok", DeliveryState.FAILED: "stop", DeliveryState.SKIPPED: "plain"}


@require_GET
@needs(Can.SEND_MESSAGE)
def letters(request: HttpRequest) -> HttpResponse:
    """The letters of one's office, newest first."""
    sent = queries.addressed(queries.letters_within(_actor(request)))
    context = {
        "title": _("发给企业的消息"),
        "found": Paginator(sent, ON_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "office/letters/letters.html", context)


@require_http_methods(["GET", "POST"])
@needs(Can.SEND_MESSAGE)
def write(request: HttpRequest) -> HttpResponse:
    """Write a letter: the form, then a page that says how many get it, then the act."""
    form = _form(request)
    if not (request.method == "POST" and form.is_valid()) or "back" in request.POST:
        return _form_page(request, form)
    if "confirmed" not in request.POST:
        return _preview(request, form)
    typed = {name: form.cleaned_data[name] for name in ("key", "subject", "text")}
    try:
        letter = operations.send(organisations=form.organisations, by=_actor(request), at=timezone.now(), **typed)
    except NotPossible as refused:
        form.add_error(None, refusal.say(refused))
        return _form_page(request, form)
    flash.success(request, _("消息已发出，正在送达各企业。"))
    return redirect("office:letter", letter.pk)


@require_GET
@needs(Can.SEND_MESSAGE)
def letter(request: HttpRequest, key: UUID) -> HttpResponse:
    """One letter: how far it came, its copies, the text for a WeChat group."""
    found = get_object_or_404(queries.letters_within(_actor(request)), pk=key)
    copies = Paginator(queries.deliveries_of_letter(found), COPIES_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": found.subject,
        "trail": [(_("发给企业的消息"), reverse("office:letters")), (found.subject, "")],
        "letter": found,
        "reception": queries.reception(found),
        "copies": copies,
        "log": [_copy_line(copy) for copy in copies],
        "group_text": wechat.group_text(found, address=_address(request)),
        "qr": qr.svg(_address(request)),
    }
    return render(request, "office/letters/letter.html", context)


@require_GET
@needs(Can.SEND_MESSAGE)
def poster(request: HttpRequest, key: UUID) -> HttpResponse:
    """A sheet with subject, office and QR, to print or to save as a picture."""
    found = get_object_or_404(queries.letters_within(_actor(request)), pk=key)
    address = _address(request)
    context = {
        "title": found.subject,
        "letter": found,
        "qr": qr.png(address),
        "address": address,
        "back_url": reverse("office:letter", args=[key]),
    }
    return render(request, "office/letters/poster.html", context)


def _form(request: HttpRequest) -> Letter:
    today = timezone.localdate()
    return Letter(
        request.POST or None,
        initial={"key": new_id()},
        claimed=lambda: list(queries.claimed_within(_actor(request), on=today).values_list("pk", flat=True)),
        named=lambda lines: queries.claimed_named(_actor(request), lines, on=today),
    )


def _form_page(request: HttpRequest, form: Letter) -> HttpResponse:
    context = {
        "title": _("给企业发消息"),
        "trail": [(_("发给企业的消息"), reverse("office:letters")), (_("给企业发消息"), "")],
        "form": form,
        "submit_label": _("下一步：核对"),
        "submit_says": _("先核对收件范围，确认之后才发出。"),
        "cancel_url": reverse("office:letters"),
        "draft_key": "letter",
    }
    return render(request, "form.html", context)


def _preview(request: HttpRequest, form: Letter) -> HttpResponse:
    people = queries.readers(_actor(request), form.organisations, on=timezone.localdate())
    told = {"enterprises": len(form.organisations), "people": people}
    context = {
        "title": _("核对后发出"),
        "trail": [(_("发给企业的消息"), reverse("office:letters")), (_("核对后发出"), "")],
        "writes": [
            _("向 %(enterprises)s 家企业的 %(people)s 名管理员和经办人发送站内消息。") % told,
            _("其中同意接收短信和邮件的，同时发送短信和邮件副本。"),
        ],
        "shown_to": [_("收件企业的管理员和经办人；本单位能发送消息的工作人员。")],
        "rule": _("工作需要；发送人、时间、收件范围记入办理记录。"),
        "irreversible": _("发出后不能撤回。"),
        "subject": form.cleaned_data["subject"],
        "text": form.cleaned_data["text"],
        "hidden": [("confirmed", "1"), *((name, form.data.get(name, "")) for name in form.fields)],
        "confirm_label": _("确认发出"),
        "cancel_url": reverse("office:letters"),
    }
    return render(request, "office/letters/confirm.html", context)


def _copy_line(copy: Any) -> dict[str, Any]:
    """A copy as the log shows it."""
    state = DeliveryState(copy.state)
    return {
        "copy": copy,
        "channel": wording.CHANNELS[Channel(copy.channel)],
        "state": wording.DELIVERY_STATES[state],
        "kind": CHIPS.get(state, "wait"),
        "trouble": wording.TROUBLES[Trouble(copy.error)] if copy.error else "",
    }


def _address(request: HttpRequest) -> str:
    """Where enterprises read their messages, as a full address."""
    return public_address(request, reverse("inbox:messages"))


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
