"""The list of acts on the record."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.accounts.models import User
from cqo.foundation.audit import wording as record
from cqo.foundation.lists.filters import Filters
from cqo.foundation.lists.specs import Column, ListSpec
from cqo.foundation.look.forms import DayField
from cqo.foundation.look.templatetags.look import moment
from cqo.portal.office import wording
from cqo.portal.office.queries import record as queries

CITY, INSTALLATION = "city", "installation"
NAMES_SEARCHED = 200


class EntryFilters(Filters):
    """By act, by what it is about, and by day."""

    event = forms.ChoiceField(label=_("办理事项"))
    kind = forms.ChoiceField(label=_("对象"))
    since = DayField(label=_("自"))
    until = DayField(label=_("至（含当日）"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        every = [("", _("全部"))]
        events = sorted(((event, str(words)) for event, words in record.EVENTS.items()), key=lambda each: each[0])
        kinds = sorted((kind, str(words)) for kind, words in wording.SUBJECTS.items())
        self.fields["event"].choices = every + events  # type: ignore[attr-defined]
        self.fields["kind"].choices = every + kinds  # type: ignore[attr-defined]


def narrowed(rows: QuerySet[Any], chosen: Mapping[str, Any]) -> QuerySet[Any]:
    """The rows that the filters leave; days are those of the platform's time zone."""
    if event := chosen.get("event"):
        rows = rows.filter(event=event)
    if kind := chosen.get("kind"):
        rows = rows.filter(kind=kind)
    if since := chosen.get("since"):
        rows = rows.filter(at__gte=timezone.make_aware(datetime.combine(since, time.min)))
    if until := chosen.get("until"):
        rows = rows.filter(at__lte=timezone.make_aware(datetime.combine(until, time.max)))
    return rows


def found(rows: QuerySet[Any], text: str, actor: Actor) -> QuerySet[Any]:
    """What a search finds: acts of people of that name, acts on a case of that key."""
    people = User.objects.filter(name__contains=text).order_by("pk").values_list("pk", flat=True)[:NAMES_SEARCHED]
    return rows.filter(Q(user__in=[str(key) for key in people]) | Q(key=text))


def rows_of(actor: Actor, scope: str = "") -> QuerySet[Any]:
    """The acts of an actor's city, or the installation's own."""
    return queries.within("" if scope == INSTALLATION else actor.city)


def who(entry: Any) -> str:
    """Who acted: the name and the role; the platform where nobody did."""
    words = entry.words
    name = words.who or gettext("系统自动")
    if entry.on_behalf_of:
        name = gettext("%(name)s（代办）") % {"name": name}
    return f"{name} · {words.role}" if words.role else name


ENTRIES = ListSpec(
    key="entries",
    title=_("办理记录"),
    says=_("每一次办理都记在这里，写入后不能改动、不能删除；几秒之内加封成链，少一条、改一字都能查出。"),
    columns=[
        Column("at", _("时间"), lambda entry: moment(entry.at), export=lambda entry: entry.at, css="num", width=20),
        Column("event", _("办理事项"), lambda entry: record.say(entry.event), width=24),
        Column("about", _("对象"), lambda entry: f"{queries.kind_in_words(entry.kind)} {entry.words.about}", width=36),
        Column("who", _("经办人"), who, width=24),
        Column("members", _("涉及条数"), lambda entry: entry.members_count, default=False, css="num end", width=10),
        Column("key", _("对象编号"), lambda entry: entry.key, default=False, css="num", width=38),
        Column("facts", _("要素"), lambda entry: entry.facts, default=False, width=40),
        Column("entry", _("记录编号"), lambda entry: str(entry.pk), default=False, css="num", width=38),
    ],
    search=found,
    order=("-at", "-pk"),
    rows=rows_of,
    filter_form=EntryFilters,
    apply_filters=narrowed,
    row_url=lambda entry: reverse("office:entry", args=[entry.pk]),
    per_page=30,
    export_powers=(Can.READ_RECORD,),
    search_hint=_("经办人姓名、对象编号"),
    empty_title=_("没有符合条件的记录"),
    empty_hint=_("换一个日期范围或办理事项试试。"),
)
