"""What the frames show around a page: where one can go, who is acting, what waits."""

from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cqo.foundation.access import queries as access
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.wording import ROLE_NAMES
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.inbox import queries as inbox
from cqo.foundation.look import navigation
from cqo.foundation.look.navigation import Capacity, Item, Standing, Unread

_SIGNED_IN: Sequence[tuple[tuple[Can, ...], str, str | Promise, str]] = (
    ((), "desk:today", gettext_lazy("工作台"), "layout-dashboard"),
    ((Can.SEE_REGISTRY,), "enterprises:list", gettext_lazy("企业"), "building-factory-2"),
    ((Can.SEE_REGISTRY,), "people:list", gettext_lazy("人员"), "users"),
    ((Can.SEE_TALENTS,), "talents:list", gettext_lazy("人才信息库"), "school"),
    ((Can.OWN_FIRM,), "dossier:own_firm", gettext_lazy("本企业"), "building-factory-2"),
    ((Can.MANAGE_FIRM_PEOPLE,), "people:firm", gettext_lazy("本企业人员"), "users"),
    ((Can.OWN_FILE,), "dossier:own_file", gettext_lazy("我的档案"), "id-badge-2"),
    ((Can.HOLD_CLASS, Can.CHECK_SIGN_UP, Can.SIGN_UP), "training:classes", gettext_lazy("培训班"), "school"),
    ((Can.CHECK_SIGN_UP, Can.SIGN_UP), "training:enrolments", gettext_lazy("报名"), "clipboard-list"),
    ((Can.RUN_SITTING,), "exams:sittings", gettext_lazy("考试"), "clipboard-check"),
    ((Can.SIT_EXAM,), "exams:mine", gettext_lazy("我的考试"), "clipboard-check"),
    ((Can.IMPORT_ROSTER,), "intake:batches", gettext_lazy("导入名单"), "file-import"),
    ((Can.CHECK_CLAIM,), "enterprises:claims", gettext_lazy("认领审核"), "certificate"),
    ((Can.ISSUE_CERTIFICATES,), "certificates:issues", gettext_lazy("发证审批"), "certificate"),
    ((Can.SEE_REGISTRY, Can.OWN_FIRM), "certificates:list", gettext_lazy("证书"), "certificate"),
    ((Can.OWN_FILE,), "certificates:mine", gettext_lazy("我的证书"), "certificate"),
    ((Can.KEEP_DESIGNATED_LIST,), "enterprises:designated", gettext_lazy("规上名录"), "list-check"),
    ((Can.SEND_MESSAGE,), "office:letters", gettext_lazy("发通知"), "mail"),
    ((Can.SEE_PROVISIONS,), "office:provisions", gettext_lazy("规则"), "book-2"),
    ((Can.KEEP_ACCOUNTS,), "office:posts", gettext_lazy("岗位与账号"), "sitemap"),
    ((Can.KEEP_CALENDAR,), "office:calendar", gettext_lazy("工作日历"), "calendar"),
    ((Can.KEEP_SIGNING_KEYS,), "certificates:keys", gettext_lazy("签名密钥"), "key"),
    ((Can.KEEP_SECURITY,), "office:security", gettext_lazy("登录安全"), "shield-lock"),
    ((Can.READ_RECORD,), "office:record", gettext_lazy("办理记录"), "history"),
)
_PUBLIC: Sequence[tuple[str, str | Promise, str]] = (
    ("public:home", gettext_lazy("首页"), "home"),
    ("public:check", gettext_lazy("证书查验"), "shield-check"),
    ("training:open", gettext_lazy("培训班"), "school"),
    ("entrance:join", gettext_lazy("企业和个人开通"), "user-plus"),
    ("public:privacy", gettext_lazy("个人信息处理告知"), "lock"),
)


def connect() -> None:
    """Hand the callables below to the look."""
    navigation.register(
        _items, public_items_for=_public_items, unread_for=_unread, capacities_for=_capacities, standing_for=_standing, place=_place
    )


def capacity_name(actor: Actor) -> str:
    """How a capacity is called: 城固县市场监管局 · 县区局; for a delegation, that it is one."""
    role = str(ROLE_NAMES[actor.role]) if actor.role is not None else ""
    name = f"{actor.organisation_name} · {role}" if actor.organisation_name else role
    return _("%(capacity)s（代办）") % {"capacity": name} if actor.on_behalf_of else name


def _items(request: HttpRequest) -> list[Item]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    here = request.path
    allowed = [entry for entry in _SIGNED_IN if not entry[0] or any(actor.may(power) for power in entry[0])]
    urls = [reverse(name) for _powers, name, _label, _icon in allowed]
    longest = max((url for url in urls if here.startswith(url)), key=len, default="")
    return [Item(label=label, url=url, icon=icon, active=url == longest) for (_p, _n, label, icon), url in zip(allowed, urls, strict=True)]


def _public_items(request: HttpRequest) -> list[Item]:
    return [Item(label=label, url=reverse(name), icon=icon, active=request.path == reverse(name)) for name, label, icon in _PUBLIC]


def _unread(request: HttpRequest) -> Unread | None:
    if not request.user.is_authenticated:
        return None
    return Unread(inbox.unread_count(request.user.pk), reverse("inbox:messages"))


def _capacities(request: HttpRequest) -> list[Capacity]:
    chosen = access.capacity_key(request.actor)  # type: ignore[attr-defined]
    actors: list[Actor] = request.capacities  # type: ignore[attr-defined]
    return [
        Capacity(key=access.capacity_key(actor), label=capacity_name(actor), active=access.capacity_key(actor) == chosen)
        for actor in actors
    ]


def _standing(request: HttpRequest) -> Standing:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return Standing(name=actor.name, capacity=capacity_name(actor))


def _place() -> str:
    return divisions.name_of(settings.HOME_DIVISION)
