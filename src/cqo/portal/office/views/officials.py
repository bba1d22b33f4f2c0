"""Officials: an account in a post, further posts, and the hand-over in one act when somebody leaves."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import needs
from cqo.foundation.access.operations import posts
from cqo.foundation.accounts import queries as accounts
from cqo.foundation.accounts.models import Assignment, User
from cqo.foundation.accounts.states import THREE_ADMINISTRATORS
from cqo.foundation.documents.addresses import public_address
from cqo.foundation.lists import pages
from cqo.foundation.look.casepage import CasePage, Deed, Fact, Group
from cqo.foundation.look.templatetags.look import day, moment
from cqo.foundation.refusal import NotPossible
from cqo.portal.office.forms import posts as forms
from cqo.portal.office.listings.officials import OFFICIALS, standing
from cqo.portal.office.operations import officials as operations
from cqo.portal.office.queries import establishment
from cqo.portal.office.timeline import events_of
from cqo.portal.office.views import actor_of
from cqo.portal.office.wording import GROUNDS


@require_GET
@needs(Can.KEEP_ACCOUNTS)
def index(request: HttpRequest) -> HttpResponseBase:
    """The officials of the city."""
    return pages.respond(request, OFFICIALS, establishment.officials(actor_of(request).city, on=timezone.localdate()))


@require_http_methods(["GET", "POST"])
@needs(Can.KEEP_ACCOUNTS)
@never_cache
def open_account(request: HttpRequest, key: UUID) -> HttpResponse:
    """Make an official's account in a post; the password for the first sign-in stands on a sheet that is shown once."""
    post = get_object_or_404(accounts.posts(actor_of(request).city), pk=key)
    today = timezone.localdate()
    form = forms.Account(request.POST or None, initial={"starts": today})
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        try:
            opened = operations.open_account(post=post, on=facts.pop("starts"), by=actor_of(request), at=timezone.now(), **facts)
        except NotPossible as refused:
            form.add_error({"account.login_taken": "login_name", "account.phone_taken": "phone"}.get(refused.code), str(refused))
        else:
            return _sheet(
                request, opened, post_name=f"{post.organisation.name} {post.title}", back=reverse("office:official", args=[opened.user.pk])
            )
    title = _("建立账号：%(post)s") % {"post": post.title}
    context = {
        "form": form,
        "title": title,
        "says": _("%(office)s · 初始密码由系统生成，只显示一次，首次登录须更换。") % {"office": post.organisation.name},
        "trail": [(_("岗位与账号"), reverse("office:posts")), (post.title, reverse("office:post", args=[post.pk])), (_("建立账号"), "")],
        "submit_label": _("建立账号"),
        "cancel_url": reverse("office:post", args=[post.pk]),
    }
    return render(request, "form.html", context)


@require_http_methods(["GET", "POST"])
@needs(Can.KEEP_ACCOUNTS)
def assign(request: HttpRequest, key: UUID) -> HttpResponse:
    """Put an official who has an account into a further post."""
    actor, today = actor_of(request), timezone.localdate()
    post = get_object_or_404(accounts.posts(actor.city), pk=key)
    form = forms.Assign(request.POST or None, officials=establishment.choosable(actor.city, on=today), initial={"starts": today})
    if request.method == "POST" and form.is_valid():
        user = User.objects.get(pk=form.cleaned_data["user"])
        try:
            posts.assign(
                user=user, post=post, by=actor, at=timezone.now(), starts=form.cleaned_data["starts"], ends=form.cleaned_data["ends"]
            )
        except NotPossible as refused:
            form.add_error("user", str(refused))
        else:
            messages.success(request, _("%(name)s 已到“%(post)s”任职。") % {"name": user.name, "post": post.title})
            return redirect("office:post", post.pk)
    context = {
        "form": form,
        "title": _("安排任职：%(post)s") % {"post": post.title},
        "trail": [(_("岗位与账号"), reverse("office:posts")), (post.title, reverse("office:post", args=[post.pk])), (_("安排任职"), "")],
        "submit_label": _("安排任职"),
        "cancel_url": reverse("office:post", args=[post.pk]),
    }
    return render(request, "form.html", context)


@require_GET
@needs(Can.KEEP_ACCOUNTS)
def official(request: HttpRequest, key: UUID) -> HttpResponse:
    """One official: the account, the posts held over time, the delegations, and what can be done."""
    actor, today = actor_of(request), timezone.localdate()
    user = _official(actor, key, on=today)
    context = {
        "case_page": CasePage(
            title=user.name,
            number=user.login_name,
            number_label=_("登录名"),
            state=standing(user),
            kind="ok" if user.is_active and not user.must_change_password else "wait" if user.is_active else "stop",
            deeds=_deeds(user) if user.is_active else [],
            groups=[Group(_("账号"), _facts(user))],
            events=events_of("user", user.pk),
        ),
        "trail": [(_("岗位与账号"), reverse("office:posts")), (_("工作人员"), reverse("office:officials")), (user.name, "")],
        "terms": establishment.history(user, actor.city),
        "delegations": establishment.delegations_that_end(user, on=today),
        "official": user,
        "today": today,
    }
    return render(request, "office/officials/official.html", context)


@require_http_methods(["GET", "POST"])
@needs(Can.KEEP_ACCOUNTS)
def hand_over(request: HttpRequest, key: UUID) -> HttpResponse:
    """Somebody leaves: the form, then the page that says which posts pass to whom from which day, then the act."""
    actor, today = actor_of(request), timezone.localdate()
    leaver = _official(actor, key, on=today)
    choices = establishment.choosable(actor.city, on=today, but=[leaver.pk])
    form = forms.HandOver(request.POST or None, officials=choices, initial={"on": today})
    if not (request.method == "POST" and form.is_valid()) or "back" in request.POST:
        return _hand_over_form(request, leaver, form)
    successor = User.objects.get(pk=form.cleaned_data["successor"]) if form.cleaned_data["successor"] else None
    act = operations.hand_over if "confirmed" in request.POST else operations.rehearse_hand_over
    try:
        count = act(
            leaver=leaver,
            successor=successor,
            ground=form.cleaned_data["ground"],
            by=actor,
            at=timezone.now(),
            on=form.cleaned_data["on"],
            today=today,
        )
    except NotPossible as refused:
        form.add_error(None, str(refused))
        return _hand_over_form(request, leaver, form)
    if "confirmed" not in request.POST:
        return _hand_over_confirmation(request, leaver, successor, form, today=today)
    messages.success(request, _("交接已办妥：%(name)s 的 %(count)s 个岗位已交出，账号已停用。") % {"name": leaver.name, "count": count})
    return redirect("office:posts")


@require_http_methods(["GET", "POST"])
@needs(Can.KEEP_ACCOUNTS)
def step_down(request: HttpRequest, key: UUID, term: UUID) -> HttpResponse:
    """Somebody gives up one post and keeps the account."""
    actor, today = actor_of(request), timezone.localdate()
    user = _official(actor, key, on=today)
    held = get_object_or_404(establishment.history(user, actor.city).filter(post__isnull=False), pk=term)
    form = forms.StepDown(request.POST or None, initial={"on": today})
    if request.method == "POST" and form.is_valid():
        try:
            posts.step_down(assignment=held, by=actor, at=timezone.now(), on=form.cleaned_data["on"])
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已登记：%(name)s 卸任“%(post)s”。") % {"name": user.name, "post": _title(held)})
            return redirect("office:official", user.pk)
    title = _("%(name)s 卸任“%(post)s”") % {"name": user.name, "post": _title(held)}
    context = {
        "form": form,
        "title": title,
        "says": _("只卸任这一个岗位，账号和其他岗位不变；为这个岗位给出的委托同时结束。离任请办理交接。"),
        "trail": [(_("岗位与账号"), reverse("office:posts")), (user.name, reverse("office:official", args=[user.pk])), (_("卸任"), "")],
        "submit_label": _("登记卸任"),
        "cancel_url": reverse("office:official", args=[user.pk]),
    }
    return render(request, "form.html", context)


def _official(actor: Actor, key: UUID, *, on: date) -> User:
    return get_object_or_404(establishment.officials(actor.city, on=on), pk=key)


def _sheet(request: HttpRequest, opened: operations.Opened, *, post_name: str, back: str) -> HttpResponse:
    """The sheet with the password, on paper or on screen, once."""
    context = {
        "title": _("首次登录通知单"),
        "opened": opened,
        "post_name": post_name,
        "address": public_address(request, reverse("entrance:sign_in")),
        "back_url": back,
        "printed_at": timezone.now(),
        "printed_by": actor_of(request).name,
        "signatures": [_("领取人"), _("发放人"), _("日期")],
    }
    return render(request, "office/officials/sheet.html", context)


def _deeds(user: User) -> list[Deed]:
    lent = Deed(
        _("委托他人代办"), reverse("office:give_delegation", args=[user.pk]), _("本人因病等无法自己委托时，由系统管理员代为委托 B 角。")
    )
    can_lend = any(term.role not in THREE_ADMINISTRATORS for term in user.terms)  # type: ignore[attr-defined]
    return [
        *([lent] if can_lend else []),
        Deed(_("恢复账号"), reverse("entrance:mend", args=[user.pk]), _("核验身份后更换手机号，或生成一次性恢复码重设密码。")),
        Deed(_("离任交接"), reverse("office:hand_over", args=[user.pk]), _("全部岗位一次交给接任人，委托结束，账号停用。"), danger=True),
    ]


def _facts(user: User) -> list[Fact]:
    return [
        Fact(_("姓名"), user.name),
        Fact(_("登录名"), user.login_name, numeric=True),
        Fact(_("手机号"), user.phone_masked, numeric=True),
        Fact(_("电子邮箱"), user.email),
        Fact(_("建立时间"), moment(user.created_at)),
        Fact(_("最近登录"), moment(user.last_login) or _("还没有登录过")),
    ]


def _hand_over_form(request: HttpRequest, leaver: User, form: forms.HandOver) -> HttpResponse:
    context = {
        "form": form,
        "title": _("离任交接：%(name)s") % {"name": leaver.name},
        "says": _("一次办完：岗位交给接任人，委托结束，账号停用。他办过的事项仍记在他名下。"),
        "trail": [
            (_("岗位与账号"), reverse("office:posts")),
            (leaver.name, reverse("office:official", args=[leaver.pk])),
            (_("离任交接"), ""),
        ],
        "submit_label": _("下一步：核对"),
        "submit_says": _("先核对交接内容，确认之后才写入。"),
        "cancel_url": reverse("office:official", args=[leaver.pk]),
    }
    return render(request, "form.html", context)


def _hand_over_confirmation(
    request: HttpRequest, leaver: User, successor: User | None, form: forms.HandOver, *, today: date
) -> HttpResponse:
    on: date = form.cleaned_data["on"]
    context: dict[str, Any] = {
        "title": _("核对交接：%(name)s") % {"name": leaver.name},
        "trail": [
            (_("岗位与账号"), reverse("office:posts")),
            (leaver.name, reverse("office:official", args=[leaver.pk])),
            (_("核对交接"), ""),
        ],
        "writes": [
            *_passing(leaver, successor, on=on),
            *_ending(leaver, on=today),
            _("%(name)s 的账号停用，所有登录立即退出。") % {"name": leaver.name},
        ],
        "shown_to": [_("接任人下次登录时即见待办事项；交接双方和系统管理员可见交接记录。")],
        "rule": _("离任原因：%(ground)s。交接记入办理记录。") % {"ground": GROUNDS[form.cleaned_data["ground"]]},
        "irreversible": _("账号停用后不能恢复；此人以后回来，需另建账号。"),
        "hidden": [("confirmed", "1"), *((name, form.data.get(name, "")) for name in form.fields)],
        "confirm_label": _("确认交接"),
        "danger": True,
        "cancel_url": reverse("office:official", args=[leaver.pk]),
    }
    return render(request, "office/confirm_or_back.html", context)


def _passing(leaver: User, successor: User | None, *, on: date) -> list[str]:
    """Which post passes to whom, one sentence each."""
    told = []
    for term in leaver.terms:  # type: ignore[attr-defined]
        facts = {"post": f"{term.organisation.name} {_title(term)}", "last": day(on), "name": successor.name if successor else ""}
        if successor is None:
            told.append(_("“%(post)s”任职到%(last)s为止，此后空缺。") % facts)
        else:
            told.append(_("“%(post)s”任职到%(last)s为止，次日起由 %(name)s 接任。") % facts)
    return told or [_("没有在任的岗位。")]


def _ending(leaver: User, *, on: date) -> list[str]:
    """Which delegations end, one sentence each."""
    return [
        _("%(giver)s 委托 %(receiver)s 的代办（至%(ends)s）结束。")
        % {"giver": each.giver.user.name, "receiver": each.receiver.name, "ends": day(each.ends)}
        for each in establishment.delegations_that_end(leaver, on=on)
    ]


def _title(term: Assignment) -> str:
    return term.post.title if term.post else ""
