"""A class (培训班次) from its draft to its close: plan, announce, take back, adjust, cancel, close."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.reach import Scale
from cqo.foundation.audit import operations as audit
from cqo.foundation.documents import operations as documents
from cqo.foundation.documents import queries as papers
from cqo.foundation.documents.models import Attachment
from cqo.foundation.lifecycle import numbers
from cqo.foundation.lifecycle.operations import advance
from cqo.foundation.provisions import queries as provisions
from cqo.foundation.provisions.queries import Edition
from cqo.foundation.refusal import NotPossible
from cqo.qualification.certificates.states import Level, Tier
from cqo.qualification.certificates.wording import LEVELS, TIERS
from cqo.qualification.training.models import Assessment, Enrolment, Session, TrainingClass
from cqo.qualification.training.operations import seats, telling
from cqo.qualification.training.rules.prerequisites import TrainingTerms, holds
from cqo.qualification.training.states import LIVE, AssessmentState, ClassState
from cqo.qualification.training.wording.classes import DEFAULT_RULES

NOTICE = "notice"
AFTER_ANNOUNCING = ("place", "seats", "sign_up_until", "contact_name", "contact_phone", "says")
LEVEL_OF = {Scale.COUNTY: Level.COUNTY, Scale.CITY: Level.CITY, Scale.PROVINCE: Level.PROVINCE}


@dataclass(frozen=True)
class Plan:
    """What is planned of a class. The sign-up window ends just before `sign_up_until`."""

    tier: Tier
    title: str
    syllabus_id: UUID
    starts_date: date
    ends_date: date
    place: str
    seats: int
    sign_up_from: datetime
    sign_up_until: datetime
    contact_name: str
    contact_phone: str
    industry_id: str | None = None
    notice_title: str = ""
    notice_number: str = ""
    says: str = ""


@transaction.atomic
def draft(*, plan: Plan, by: Actor, at: datetime, notice: documents.Upload | None = None) -> TrainingClass:
    """Plan a class of the actor's bureau; its level and county are those of the capacity in which they act.

    Raises NotPossible: "class.no_bureau", "class.tier_not_allowed", "class.ends_before_start", "class.window_wrong", "class.window_after_start".
    """
    gate.require(by, Can.HOLD_CLASS)
    level = LEVEL_OF.get(by.reach.scale)
    if level is None or by.organisation is None:
        raise NotPossible("class.no_bureau")
    county = by.reach.key if level == Level.COUNTY else None
    _check(plan, level=level, place=county or by.city)
    made = TrainingClass.objects.create(
        number=numbers.draw(kind="PX", city=by.city, at=at),
        city_code=by.city,
        county_id=county,
        level=level.value,
        organiser_id=by.organisation,
        recorded_at=at,
        **_columns(plan),
    )
    facts = {"tier": plan.tier.value, "level": level.value, "starts_date": plan.starts_date, "seats": plan.seats}
    audit.record("class.drafted", by=by, at=at, city=made.city_code, kind="class", key=made.pk, facts=facts)
    if notice is not None:
        attach_notice(training_class=made, notice=notice, by=by, at=at)
    return made


@transaction.atomic
def amend(
    *, training_class: TrainingClass, version: int, plan: Plan, by: Actor, at: datetime, notice: documents.Upload | None = None
) -> None:
    """Change a draft. Raises as `draft` does, and NotPossible("lifecycle.not_from_here", "lifecycle.changed_meanwhile")."""
    require_hold(training_class, by)
    if training_class.state != ClassState.DRAFT:
        raise NotPossible("lifecycle.not_from_here")
    _check(plan, level=Level(training_class.level), place=training_class.county_id or training_class.city_code)
    _write(training_class, version, _columns(plan), by=by, at=at)
    if notice is not None:
        attach_notice(training_class=training_class, notice=notice, by=by, at=at)


@transaction.atomic
def adjust(
    *,
    training_class: TrainingClass,
    version: int,
    place: str,
    seats_wanted: int,
    sign_up_until: datetime,
    contact_name: str,
    contact_phone: str,
    says: str,
    by: Actor,
    at: datetime,
    notice: documents.Upload | None = None,
) -> None:
    """Change what may change after the notice: place, seats, the end of sign-up, contact, a better scan. More seats let those who wait move up.

    Raises NotPossible("class.seats_given", "class.window_wrong", "class.window_after_start") beside those of `amend`.
    """
    require_hold(training_class, by)
    if training_class.state not in (ClassState.ANNOUNCED, ClassState.ADMITTED):
        raise NotPossible("lifecycle.not_from_here")
    _check_window(training_class.sign_up_from, sign_up_until, training_class.starts_date)
    given = seats.lock(training_class).taken
    if seats_wanted < given:
        raise NotPossible("class.seats_given", taken=given)
    before = training_class.place
    columns = dict(zip(AFTER_ANNOUNCING, (place, seats_wanted, sign_up_until, contact_name, contact_phone, says), strict=True))
    _write(training_class, version, columns, by=by, at=at)
    seats.move_up(training_class=training_class, by=by, at=at)
    if notice is not None:
        attach_notice(training_class=training_class, notice=notice, by=by, at=at)
    if place != before:
        telling.everybody_admitted(training_class, "class.place_changed", by=by, at=at)


@transaction.atomic
def attach_notice(*, training_class: TrainingClass, notice: documents.Upload, by: Actor, at: datetime) -> None:
    """Add the scan of the stamped original of the notice, in the place of an earlier one."""
    require_hold(training_class, by)
    for earlier in Attachment.objects.filter(kind="class", key=training_class.pk, purpose=NOTICE, removed_at__isnull=True):
        documents.remove(attachment=earlier, reason="replaced", by=by, at=at)
    documents.attach(kind="class", key=training_class.pk, purpose=NOTICE, upload=notice, city=training_class.city_code, by=by, at=at)


@transaction.atomic
def announce(*, training_class: TrainingClass, version: int, by: Actor, at: datetime) -> None:
    """Publish the class; from now on it keeps the rules it is held under.

    Raises NotPossible: "class.notice_missing", "class.scan_missing", "class.window_over", "class.syllabus_retired", "class.tier_not_allowed".
    """
    require_hold(training_class, by)
    for code in unready(training_class, at=at):
        raise NotPossible(code)
    edition = _allowed(training_class)
    advance(
        training_class,
        "announce",
        version=version,
        by=by,
        at=at,
        under=edition.key,
        facts={"seats": training_class.seats, "starts_date": training_class.starts_date},
        provision=edition.rule_set,
        announced_at=at,
    )


def unready(training_class: TrainingClass, *, at: datetime) -> list[str]:
    """What a draft still lacks before it can be announced, as codes of refusals."""
    lacks = [
        ("class.notice_missing", not (training_class.notice_title and training_class.notice_number)),
        ("class.scan_missing", not papers.papers("class", training_class.pk)),
        ("class.window_over", training_class.sign_up_until <= at),
        ("class.syllabus_retired", training_class.syllabus.retired_at is not None),
    ]
    return [code for code, missing in lacks if missing]


@transaction.atomic
def take_back(*, training_class: TrainingClass, version: int, by: Actor, at: datetime) -> None:
    """Make a draft of an announced class for which nobody has signed up. Raises NotPossible("class.has_sign_ups")."""
    require_hold(training_class, by)
    seats.lock(training_class)
    if _live(training_class).exists():
        raise NotPossible("class.has_sign_ups")
    advance(training_class, "take_back", version=version, by=by, at=at, provision=None, announced_at=None)


@transaction.atomic
def reopen(*, training_class: TrainingClass, version: int, by: Actor, at: datetime) -> None:
    """Let people sign up again after admission; who is admitted stays so. Raises NotPossible("class.begun", "class.window_over")."""
    require_hold(training_class, by)
    if training_class.starts_date <= timezone.localdate(at):
        raise NotPossible("class.begun")
    advance(training_class, "reopen", version=version, by=by, at=at)


@transaction.atomic
def cancel(*, training_class: TrainingClass, version: int, reason: str, by: Actor, at: datetime) -> None:
    """Cancel a class; everybody who had signed up is taken off and told. Raises NotPossible("class.taught_already") once an attendance list is confirmed."""
    require_hold(training_class, by)
    if Session.objects.filter(training_class=training_class, confirmed_at__isnull=False).exists():
        raise NotPossible("class.taught_already")
    seats.lock(training_class)
    telling.everybody_signed_up(training_class, "class.cancelled", by=by, at=at)
    advance(training_class, "cancel", version=version, by=by, at=at, reason=reason)
    for enrolment in _live(training_class).order_by("pk"):
        advance(enrolment, "remove", version=enrolment.version, by=by, at=at, reason=reason)
    TrainingClass.objects.filter(pk=training_class.pk).update(taken=0)


@transaction.atomic
def close(*, training_class: TrainingClass, version: int, reason: str, by: Actor, at: datetime) -> None:
    """Close a class that is over and whose results are published; or, with a reason, without an assessment.

    Raises NotPossible("class.not_over", "class.results_missing").
    """
    require_hold(training_class, by)
    if timezone.localdate(at) < training_class.ends_date:
        raise NotPossible("class.not_over")
    if not results_published(training_class) and not reason:
        raise NotPossible("class.results_missing")
    advance(training_class, "close", version=version, by=by, at=at, facts={"assessed": not reason}, reason=reason)


def results_published(training_class: TrainingClass) -> bool:
    """Whether the results of the class's assessment are published."""
    return Assessment.objects.filter(training_class=training_class, state=AssessmentState.PUBLISHED.value).exists()


def _live(training_class: TrainingClass) -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(training_class=training_class, state__in=[state.value for state in LIVE])


def require_hold(training_class: TrainingClass, by: Actor) -> None:
    """The class is the actor's to hold: of the own county, or of the city for the city's bureau. Raises NotPossible("class.not_yours")."""
    gate.require(by, Can.HOLD_CLASS)
    own = {Scale.COUNTY: training_class.county_id, Scale.CITY: training_class.city_code}.get(by.reach.scale)
    if by.user is not None and own != by.reach.key:
        raise NotPossible("class.not_yours")


def _columns(plan: Plan) -> dict[str, object]:
    return {**asdict(plan), "tier": plan.tier.value}


def _check(plan: Plan, *, level: Level, place: str) -> None:
    if plan.ends_date < plan.starts_date:
        raise NotPossible("class.ends_before_start")
    _check_window(plan.sign_up_from, plan.sign_up_until, plan.starts_date)
    _require_allowed(plan.tier, level, provisions.in_force(TrainingTerms, place, plan.starts_date))


def _check_window(opens: datetime, shuts: datetime, starts: date) -> None:
    if shuts <= opens:
        raise NotPossible("class.window_wrong")
    if timezone.localdate(shuts) > starts:
        raise NotPossible("class.window_after_start")


def _allowed(training_class: TrainingClass) -> Edition[TrainingTerms]:
    place = training_class.county_id or training_class.city_code
    edition = provisions.in_force(TrainingTerms, place, training_class.starts_date)
    _require_allowed(Tier(training_class.tier), Level(training_class.level), edition)
    return edition


def _require_allowed(tier: Tier, level: Level, edition: Edition[TrainingTerms]) -> None:
    if tier not in holds(level, edition.terms):
        document = edition.document.title or str(DEFAULT_RULES)
        raise NotPossible("class.tier_not_allowed", level=LEVELS[level], tier=TIERS[tier], document=document)


def _write(training_class: TrainingClass, version: int, columns: dict[str, object], *, by: Actor, at: datetime) -> None:
    """Write columns of a class as the person saw it; the record names which. Raises NotPossible("lifecycle.changed_meanwhile")."""
    changed = [name for name, value in columns.items() if getattr(training_class, name) != value]
    kept = TrainingClass.objects.filter(pk=training_class.pk, version=version, state=training_class.state)
    if not kept.update(**columns, version=F("version") + 1):
        raise NotPossible("lifecycle.changed_meanwhile")
    training_class.refresh_from_db()
    audit.record(
        "class.amended", by=by, at=at, city=training_class.city_code, kind="class", key=training_class.pk, facts={"changed": changed}
    )
