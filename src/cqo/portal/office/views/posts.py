"""Offices and posts of a city: who holds what, what is vacant."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import needs
from cqo.foundation.access.operations import posts as operations
from cqo.foundation.access.wording import ROLE_NAMES, ROLE_SENTENCES
from cqo.foundation.accounts import queries as accounts
from cqo.foundation.accounts.models import Post
from cqo.foundation.accounts.states import OrganisationKind, Role
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.divisions.states import Level
from cqo.foundation.look.casepage import CasePage, Deed, Fact, Group
from cqo.foundation.refusal import NotPossible
from cqo.portal.office import rules
from cqo.portal.office.forms import posts as forms
from cqo.portal.office.operations import offices
from cqo.portal.office.queries import establishment
from cqo.portal.office.timeline import events_of
from cqo.portal.office.views import actor_of


@require_GET
@needs(Can.KEEP_ACCOUNTS)
def index(request: HttpRequest) -> HttpResponse:
    """Every office of the city with its posts, their holders and what is vacant."""
    context = {
        "title": _("岗位与账号"),
        "says": _("任务属于岗位，人在岗位上。人员变动只办交接，档案和待办随岗位走。"),
        "establishment": establishment.establishment(actor_of(request).city, on=timezone.localdate()),
        "role_names": ROLE_NAMES,
    }
    return render(request, "office/posts/posts.html", context)


@require_http_methods(["GET", "POST"])
@needs(Can.KEEP_ACCOUNTS)
def add_office(request: HttpRequest) -> HttpResponse:
    """Set up a bureau or zone office of the city."""
    actor = actor_of(request)
    form = forms.Office(
        request.POST or None, divisions=_places(actor), zones=[(str(zone.pk), zone.name) for zone in divisions.open_zones(actor.city)]
    )
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        kind = OrganisationKind(facts["kind"])
        is_zone_office = kind == OrganisationKind.ZONE_OFFICE
        try:
            office = offices.add(
                kind=kind,
                name=facts["name"],
                division=actor.city if is_zone_office else facts["division"],
                zone=UUID(facts["zone"]) if is_zone_office else None,
                by=actor,
                at=timezone.now(),
            )
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已设立“%(name)s”。接着设立岗位。") % {"name": office.name})
            return redirect("office:new_post", office.pk)
    context = {
        "form": form,
        "title": _("设立单位"),
        "trail": _trail(_("设立单位")),
        "submit_label": _("设立单位"),
        "cancel_url": reverse("office:posts"),
    }
    return render(request, "form.html", context)


@require_http_methods(["GET", "POST"])
@needs(Can.KEEP_ACCOUNTS)
def open_post(request: HttpRequest, key: UUID) -> HttpResponse:
    """Make a post in an office; its reach is the office's place."""
    actor = actor_of(request)
    office = get_object_or_404(establishment.offices_of(actor.city), pk=key)
    roles = rules.roles_in(OrganisationKind(office.kind), Level(office.division.level))
    form = forms.Post(request.POST or None, roles=roles)
    if request.method == "POST" and form.is_valid():
        try:
            post = operations.open_post(
                organisation=office,
                title=form.cleaned_data["title"],
                role=Role(form.cleaned_data["role"]),
                division=office.division_id,
                zone=office.zone_id,
                by=actor,
                at=timezone.now(),
            )
        except NotPossible as refused:
            form.add_error("title", str(refused))
        else:
            messages.success(request, _("已设立岗位“%(title)s”，现在空缺。") % {"title": post.title})
            return redirect("office:post", post.pk)
    title = _("在%(office)s设立岗位") % {"office": office.name}
    context = {"form": form, "title": title, "trail": _trail(title), "submit_label": _("设立岗位"), "cancel_url": reverse("office:posts")}
    return render(request, "form.html", context)


@require_GET
@needs(Can.KEEP_ACCOUNTS)
def post(request: HttpRequest, key: UUID) -> HttpResponse:
    """One post: who holds and held it, and what can be done."""
    found = get_object_or_404(accounts.posts(actor_of(request).city), pk=key)
    terms = list(establishment.terms_of_post(found))
    today = timezone.localdate()
    is_vacant = not any(term.starts <= today and (term.ends is None or term.ends >= today) for term in terms)
    context = {
        "case_page": CasePage(
            title=_("%(office)s · %(post)s") % {"office": found.organisation.name, "post": found.title},
            state=_("空缺") if is_vacant else _("有人任职"),
            kind="wait" if is_vacant else "ok",
            deeds=_deeds(found, is_vacant=is_vacant),
            groups=[Group(_("岗位"), _facts(found))],
            events=events_of("post", found.pk),
        ),
        "trail": _trail(found.title),
        "terms": terms,
        "today": today,
    }
    return render(request, "office/posts/post.html", context)


@require_http_methods(["GET", "POST"])
@needs(Can.KEEP_ACCOUNTS)
def abolish(request: HttpRequest, key: UUID) -> HttpResponse:
    """Abolish a post nobody holds, after a page that says so."""
    found = get_object_or_404(accounts.posts(actor_of(request).city), pk=key)
    if request.method == "POST":
        try:
            operations.abolish_post(post=found, by=actor_of(request), at=timezone.now(), on=timezone.localdate())
        except NotPossible as refused:
            messages.error(request, str(refused))
            return redirect("office:post", found.pk)
        messages.success(request, _("岗位“%(title)s”已撤销。") % {"title": found.title})
        return redirect("office:posts")
    context = {
        "title": _("撤销岗位"),
        "trail": _trail(_("撤销岗位")),
        "writes": [_("撤销%(office)s的岗位“%(post)s”，自今日起不能再任职。") % {"office": found.organisation.name, "post": found.title}],
        "shown_to": [_("本市系统管理员；过去在这个岗位上办理的事项仍记在原岗位名下。")],
        "rule": _("岗位无人任职时才能撤销；撤销记入办理记录。"),
        "confirm_label": _("撤销岗位"),
        "danger": True,
        "cancel_url": reverse("office:post", args=[found.pk]),
    }
    return render(request, "confirm.html", context)


def _deeds(found: Post, *, is_vacant: bool) -> list[Deed]:
    deeds = [
        Deed(
            _("建立账号并任职"),
            reverse("office:open_account", args=[found.pk]),
            _("为新来的人建立登录账号，同时到这个岗位任职；初始密码只显示一次。"),
            primary=is_vacant,
        ),
        Deed(_("安排已有人员任职"), reverse("office:assign", args=[found.pk]), _("已有账号的工作人员兼任或转任这个岗位。")),
    ]
    if is_vacant:
        deeds.append(
            Deed(
                _("撤销岗位"),
                reverse("office:abolish_post", args=[found.pk]),
                _("不再需要这个岗位时撤销；过去的办理记录不变。"),
                danger=True,
            )
        )
    return deeds


def _facts(found: Post) -> list[Fact]:
    role = Role(found.role)
    return [
        Fact(_("单位"), found.organisation.name),
        Fact(_("身份"), str(ROLE_NAMES[role]), note=str(ROLE_SENTENCES[role])),
        Fact(_("管辖"), found.zone.name if found.zone else divisions.path(found.division_id)),
    ]


def _places(actor: Actor) -> list[tuple[str, str]]:
    """The city itself and its counties."""
    below = [(each.code, each.name) for each in divisions.counties(actor.city) if each.code != actor.city]
    return [(actor.city, _("%(city)s（市局）") % {"city": divisions.name_of(actor.city)}), *below]


def _trail(last: str) -> list[tuple[str, str]]:
    return [(_("岗位与账号"), reverse("office:posts")), (last, "")]
