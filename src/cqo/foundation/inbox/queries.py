"""Reads of the inbox."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.lookups import IsNull

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.reach import Scale
from cqo.foundation.accounts.models import Assignment, Consent, Organisation
from cqo.foundation.accounts.states import OrganisationKind
from cqo.foundation.inbox.models import Delivery, Letter, Message
from cqo.foundation.statements import Statement

_unread = Statement(
    lambda user: (
        Message.objects.filter(recipient_id=user, read_at__isnull=True)
        .values("recipient")
        .annotate(count=Count("pk"))
        .values_list("count", flat=True)
    )
)


def unread_count(user: UUID) -> int:
    """How many messages wait for a user."""
    return sum(_unread(user=user))


def messages_of(user: UUID, *, unread_only: bool = False) -> QuerySet[Message]:
    """A user's messages, unread ones first, newest first."""
    found = Message.objects.filter(recipient_id=user).select_related("letter", "letter__organisation", "organisation")
    if unread_only:
        found = found.filter(read_at__isnull=True)
    return found.order_by(IsNull(F("read_at"), False), "-pk")


def deliveries_of(message: Message) -> QuerySet[Delivery]:
    """The copies of a message, without their addresses."""
    return Delivery.objects.filter(message=message).defer("address").order_by("channel")


def may_be_contacted(users: Iterable[UUID]) -> set[UUID]:
    """Those whose consent in force includes being contacted by SMS and e-mail (个人信息保护法, Art. 14 and 15)."""
    given = Consent.objects.filter(user_id__in=list(users), withdrawn_at__isnull=True).order_by("given_at", "pk")
    newest: dict[UUID, bool] = dict(given.values_list("user_id", "optional_contact"))
    return {user for user, agreed in newest.items() if agreed}


def next_due(at: datetime) -> Delivery | None:
    """The copy that has waited longest to be taken up."""
    due = Delivery.objects.filter(due_at__lte=at).select_related("message", "message__letter", "message__recipient")
    return due.order_by("due_at", "pk").first()


def claimed_within(actor: Actor, *, on: date) -> QuerySet[Organisation]:
    """The enterprises in an official's reach that somebody acts for today: those a letter can be sent to."""
    current = Q(starts__lte=on) & (Q(ends__isnull=True) | Q(ends__gte=on))
    acting = Assignment.objects.filter(current, organisation=OuterRef("pk"), user__is_active=True)
    place = {
        Scale.EVERYTHING: Q(),
        Scale.PROVINCE: Q(division_id__startswith=actor.reach.city_prefix),
        Scale.CITY: Q(city_code=actor.reach.key),
        Scale.COUNTY: Q(division_id=actor.reach.key),
        Scale.ZONE: Q(zone_id=actor.reach.key),
    }.get(actor.reach.scale, Q(pk__in=[]))
    return Organisation.objects.filter(place, Exists(acting), kind=OrganisationKind.ENTERPRISE.value).order_by("division_id", "name", "pk")


def claimed_named(actor: Actor, lines: Iterable[str], *, on: date) -> tuple[list[UUID], list[str]]:
    """The claimed enterprises in reach that lines name by credit code or full name, and the lines that name none of them."""
    wanted = dict.fromkeys(line.strip() for line in lines if line.strip())
    named: dict[str, UUID] = {}
    for key, name, code in claimed_within(actor, on=on).values_list("pk", "name", "credit_code"):
        named |= {name: key} if code is None else {name: key, code: key}
    keys = [named.get(line) or named.get(line.upper()) for line in wanted]
    return list(dict.fromkeys(key for key in keys if key)), [line for line, key in zip(wanted, keys, strict=True) if not key]


def readers(actor: Actor, organisations: Iterable[UUID], *, on: date) -> int:
    """How many users act today for some of the enterprises in reach: who would get a message to them."""
    chosen = set(organisations)
    current = Q(starts__lte=on) & (Q(ends__isnull=True) | Q(ends__gte=on))
    acting = Assignment.objects.filter(current, organisation__in=claimed_within(actor, on=on), user__is_active=True)
    return len({user for organisation, user in acting.values_list("organisation_id", "user_id") if organisation in chosen})


def letters_within(actor: Actor) -> QuerySet[Letter]:
    """The letters of the office somebody acts for, newest first."""
    if not actor.is_official or actor.organisation is None:
        return Letter.objects.none()
    return Letter.objects.filter(organisation_id=actor.organisation).select_related("organisation", "writer").order_by("-sent_at", "-pk")


def addressed(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    """Letters with `addressee_count`, how many enterprises each is for."""
    return letters.annotate(addressee_count=Count("addressees"))


@dataclass(frozen=True)
class Reception:
    """How far a letter has come: enterprises, those whose people have it, messages written and read, and the cost of its copies."""

    enterprises: int
    told: int
    messages: int
    read: int
    cost_fen: int


def reception(letter: Letter) -> Reception:
    """How far a letter has come. Three queries."""
    enterprises = letter.addressees.aggregate(all=Count("pk"), told=Count("told_at"))
    messages = letter.messages.aggregate(all=Count("pk"), read=Count("read_at"))
    cost = Delivery.objects.filter(message__letter=letter).aggregate(fen=Sum("cost_fen"))["fen"]
    return Reception(enterprises["all"], enterprises["told"], messages["all"], messages["read"], cost or 0)


def deliveries_of_letter(letter: Letter) -> QuerySet[Delivery]:
    """The copies of a letter with whom they were for, without their addresses; in the order of writing."""
    found = Delivery.objects.filter(message__letter=letter).defer("address")
    return found.select_related("message", "message__recipient", "message__organisation").order_by("pk")
