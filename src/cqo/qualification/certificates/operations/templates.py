"""Templates: a new edition of a tier's wording, and its retirement. What was issued keeps the edition it was issued with."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor, system
from cqo.foundation.access.capabilities import Can
from cqo.foundation.audit import operations as audit
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.refusal import NotPossible
from cqo.qualification.certificates.models import Template
from cqo.qualification.certificates.rules import wording as rules
from cqo.qualification.certificates.states import Level, Tier


@dataclass(frozen=True)
class Text:
    """What a template says. offsets: of printing onto stock, in tenths of a millimetre."""

    title: str
    body: str
    issuer: str
    ground_document: str = ""
    offset_x_tenths: int = 0
    offset_y_tenths: int = 0


def require_fit(text: Text, *, confirmed: bool) -> None:
    """Raise NotPossible for what must not stand on a certificate: "template.forbidden", "template.qualification" (a 资格证书 nobody confirmed),
    "template.placeholder", "template.holder_missing"."""
    for part in (text.title, text.body, text.issuer):
        if found := rules.forbidden_in(part):
            raise NotPossible("template.forbidden", what=found)
    if rules.needs_confirmation(text.title) and not confirmed:
        raise NotPossible("template.qualification")
    unknown = rules.unknown_placeholder(text.body) or rules.unknown_placeholder(text.issuer, rules.ISSUER_PLACEHOLDERS)
    if unknown or rules.unknown_placeholder(text.title, frozenset()):
        raise NotPossible("template.placeholder", what=unknown or "{")
    if "{holder}" not in text.body:
        raise NotPossible("template.holder_missing")


@transaction.atomic
def enact(*, city: str, tier: Tier, text: Text, confirmed: bool, by: Actor, at: datetime) -> Template:
    """A new edition for a tier; the one in use retires. Raises what `require_fit` raises, NotPossible("lifecycle.changed_meanwhile")."""
    gate.require(by, Can.KEEP_TEMPLATES)
    require_fit(text, confirmed=confirmed)
    return _new(city=city, tier=tier, text=text, by=by, at=at)


@transaction.atomic
def retire(*, template: Template, by: Actor, at: datetime) -> None:
    """Take an edition out of use; the next issue of its tier begins again with the platform's own wording. Raises NotPossible("template.retired")."""
    gate.require(by, Can.KEEP_TEMPLATES)
    if not Template.objects.filter(pk=template.pk, retired_at__isnull=True).update(retired_at=at):
        raise NotPossible("template.retired")
    _record("template.retire", template, by=by, at=at)


def in_use(*, city: str, tier: Tier, level: Level, at: datetime) -> Template:
    """The edition in use; the platform's own wording becomes one where the city has none."""
    found = Template.objects.filter(city_code=city, tier=tier.value, retired_at__isnull=True).first()
    if found is not None:
        return found
    return _new(city=city, tier=tier, text=default(city=city, level=level), by=system("template.default", city=city), at=at)


def default(*, city: str, level: Level) -> Text:
    """The platform's own wording, in the name of the bureau that issues."""
    place = {
        Level.COUNTY: "{county}",
        Level.CITY: divisions.name_of(city),
        Level.PROVINCE: divisions.name_of(divisions.province_of(city)),
    }[level]
    return Text(title=rules.DEFAULT_TITLE, body=rules.DEFAULT_BODY, issuer=f"{place}市场监督管理局")


def _new(*, city: str, tier: Tier, text: Text, by: Actor, at: datetime) -> Template:
    editions = Template.objects.filter(city_code=city, tier=tier.value)
    editions.filter(retired_at__isnull=True).update(retired_at=at)
    last = editions.aggregate(last=Max("edition"))["last"] or 0
    try:
        with transaction.atomic():
            made = Template.objects.create(
                city_code=city,
                tier=tier.value,
                edition=last + 1,
                title=text.title,
                body=text.body,
                issuer=text.issuer,
                ground_document=text.ground_document,
                offset_x_tenths=text.offset_x_tenths,
                offset_y_tenths=text.offset_y_tenths,
                recorded_at=at,
            )
    except IntegrityError as race:
        raise NotPossible("lifecycle.changed_meanwhile") from race
    _record("template.enact", made, by=by, at=at)
    return made


def _record(event: str, template: Template, *, by: Actor, at: datetime) -> None:
    facts = {"tier": template.tier, "edition": template.edition}
    audit.record(event, by=by, at=at, city=template.city_code, kind="template", key=str(template.pk), facts=facts)
