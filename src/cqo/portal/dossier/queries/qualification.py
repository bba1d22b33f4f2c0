"""What the life-long file tells of qualification: certificates of the platform, classes with results, hours by year, entries in the talent registry."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.reach import Scale
from cqo.foundation.audit import queries as record
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.look.casepage import Event
from cqo.foundation.statements import Statement
from cqo.qualification.certificates import addresses
from cqo.qualification.certificates.models import Certificate
from cqo.qualification.certificates.queries import status as statuses
from cqo.qualification.certificates.states import Status, Tier
from cqo.qualification.certificates.wording import CHIPS, STATUSES, TIERS
from cqo.qualification.learning.models import YearTotal
from cqo.qualification.talents.models import Talent
from cqo.qualification.talents.queries import entries
from cqo.qualification.training.models import Enrolment
from cqo.qualification.training.states import LIVE, AssessmentState, EnrolmentState, Verdict
from cqo.qualification.training.wording.assessment import VERDICTS
from cqo.qualification.training.wording.enrolments import ENROLMENT_CHIPS, ENROLMENT_STATES
from cqo.registry.enterprises.operations.files import reaches

SOON = timedelta(days=90)
HOURS, ENTRY = "hours", "entry"
KEYS_AT_ONCE = 8


@dataclass(frozen=True)
class Certified:
    """A certificate of the platform in words; url: its page, "" where it is another place's; check_url is where anyone checks it; ends_soon: it runs out within 90 days."""

    row: Certificate
    tier: str
    status: str
    chip: str
    url: str
    check_url: str
    ends_soon: bool


@dataclass(frozen=True)
class Attended:
    """A sign-up for a class in words; `result` is "" where the reader may not see one or there is none yet."""

    row: Enrolment
    url: str
    tier: str
    state: str
    chip: str
    result: str = ""
    result_chip: str = ""


@dataclass(frozen=True)
class Entered:
    """An entry in a city's talent registry; ground: why, where it does not stand on a certificate of the platform."""

    city: str
    county: str
    tier: str
    ground: str


@dataclass(frozen=True)
class Qualification:
    """What of qualification stands in a file. hours: year → hours as written, the newest first; total: their sum."""

    certificates: Sequence[Certified] = ()
    classes: Sequence[Attended] = ()
    entries: Sequence[Entered] = ()
    hours: Sequence[tuple[str, str]] = ()
    total: str = ""
    milestones: Sequence[Event] = field(default=())


_CERTIFICATE_COLUMNS = (
    "number",
    "county_code",
    "official_number",
    "check_code",
    "tier",
    "title",
    "issuer",
    "issued_date",
    "expires_date",
    "suspended_date",
    "resumed_date",
    "ended_date",
    "ending",
    "recorded_at",
)
_CLASS_COLUMNS = (
    "number",
    "county_code",
    "zone",
    "state",
    "enterprise",
    "training_class__title",
    "training_class__tier",
    "training_class__starts_date",
    "training_class__ends_date",
    "result__total_tenths",
    "result__verdict",
    "result__assessment__state",
    "result__assessment__published_at",
)


def _sums(family: list[UUID]) -> QuerySet[YearTotal, tuple[str, str, str, str, int]]:
    """The hours of every year and the entries of the registry, as rows of one shape: what, and three texts and a number that tell it."""
    none = Value("", CharField())
    years = YearTotal.objects.filter(person__in=family).values_list(
        Value(HOURS, CharField()), Cast("year", CharField()), none, none, "hours_tenths"
    )
    standing = (
        entries.of_files(family)
        .order_by()
        .values_list(Value(ENTRY, CharField()), F("county_id"), F("tier"), F("external_ground"), Value(0))
    )
    return years.union(standing, all=True)  # type: ignore[return-value]


_certificates = Statement(
    lambda family: Certificate.objects.filter(person__in=family).order_by("-issued_date", "-pk").only(*_CERTIFICATE_COLUMNS)
)
_classes = Statement(
    lambda family: (
        Enrolment.objects.filter(person__in=family)
        .select_related("training_class", "result__assessment")
        .order_by("-training_class__starts_date", "-pk")
        .only(*_CLASS_COLUMNS)
    )
)
_told = Statement(_sums)
_of_staff = Statement(
    lambda firms: (
        Talent.objects.filter(enterprise__in=firms, stands=True)
        .select_related("file", "certificate", "external")
        .order_by("file__name", "pk")
    )
)
_current = Statement(
    lambda firms, states, on: (
        Enrolment.objects.filter(enterprise__in=firms, state__in=states, training_class__ends_date__gte=on)
        .select_related("training_class", "person")
        .order_by("training_class__starts_date", "person__name", "pk")
        .only(*_CLASS_COLUMNS[:9], "person__name")
    )
)
_recorded = Statement(
    lambda shown, keys: (
        record.of_cases(("person", "certificate", "enrolment"), keys).order_by("-at", "-id").only("event", "at", "user")[:shown]
    )
)


def of_person(family: list[UUID], actor: Actor, *, today: date) -> Qualification:
    """Everything, for officials and the person; results before publication are for officials alone. Three queries."""
    held, attended, sums = _certificates(family=family), _classes(family=family), _told(family=family)
    years: dict[str, int] = {}
    for what, year, _tier, _ground, tenths in sums:
        if what == HOURS:
            years[year] = years.get(year, 0) + tenths
    return Qualification(
        certificates=[_certified(row, actor, today) for row in held],
        classes=[_attended(row, actor) for row in attended],
        entries=[
            Entered(divisions.name_of(divisions.city_of(county)), divisions.name_of(county), str(TIERS[Tier(tier)]), ground)
            for what, county, tier, ground, _number in sums
            if what == ENTRY
        ],
        hours=[(year, _from_tenths(tenths)) for year, tenths in sorted(years.items(), reverse=True) if tenths],
        total=_from_tenths(sum(years.values())),
        milestones=[*map(_issued, held), *(event for row in attended for event in _published(row))],
    )


@dataclass(frozen=True)
class Holder:
    """Somebody who works for a firm and stands in the talent registry, in words."""

    row: Talent
    tier: str
    status: str
    chip: str
    expires: date | None


def holders(firms: Sequence[UUID], *, today: date) -> list[Holder]:
    """Who of a firm's people stands in the talent registry, by name. One query."""
    found = []
    for row in _of_staff(firms=list(firms)):
        status, held = entries.status_of(row, today), row.certificate or row.external
        found.append(Holder(row, str(TIERS[Tier(row.tier)]), str(STATUSES[status]), CHIPS[status], held.expires_date if held else None))
    return found


def current_classes(firms: Sequence[UUID], actor: Actor, *, today: date) -> list[Attended]:
    """The sign-ups of a firm for classes that are not over, the next first. One query."""
    states = tuple(state.value for state in LIVE)
    return [_attended(row, actor, with_result=False) for row in _current(firms=list(firms), states=list(states), on=today)]


def of_firm(family: list[UUID], actor: Actor, firms: Iterable[UUID], *, today: date, works_here: bool) -> Qualification:
    """What concerns a firm: certificates while the person works there, the classes it signed the person up for, no results. Two queries."""
    signed_up = [row for row in _classes(family=family) if row.enterprise_id in set(firms)]
    return Qualification(
        certificates=[_certified(row, actor, today) for row in _certificates(family=family)] if works_here else [],
        classes=[_attended(row, actor) for row in signed_up],
    )


def recorded(family: Sequence[UUID], found: Qualification, *, shown: int) -> list[Any]:
    """What stands in the record of the file, its certificates and sign-ups, oldest first, at most `shown`. One query."""
    keys = [str(key) for key in (*family, *(each.row.pk for each in found.certificates), *(each.row.pk for each in found.classes))]
    filled = [*keys, *[keys[-1]] * (-len(keys) % KEYS_AT_ONCE)]
    return _recorded(shown, keys=filled)[::-1]


def _certified(row: Certificate, actor: Actor, today: date) -> Certified:
    status = statuses.of(row, today)
    return Certified(
        row=row,
        tier=str(TIERS[Tier(row.tier)]),
        status=str(STATUSES[status]),
        chip=CHIPS[status],
        url=row.get_absolute_url() if _reached(actor, row.county_code) else "",
        check_url=addresses.check_path(row),
        ends_soon=status == Status.VALID and row.expires_date is not None and row.expires_date <= today + SOON,
    )


def _attended(row: Enrolment, actor: Actor, *, with_result: bool = True) -> Attended:
    state = EnrolmentState(row.state)
    result, chip = "", ""
    may_see = with_result and (actor.is_official or (actor.reach.scale == Scale.OWN and _is_published(row)))
    if may_see and (found := getattr(row, "result", None)) is not None and found.total_tenths is not None:
        verdict = str(VERDICTS[Verdict(found.verdict)]) if found.verdict else _("未公布")
        result, chip = _("%(score)s 分 · %(verdict)s") % {"score": _from_tenths(found.total_tenths), "verdict": verdict}, "plain"
        if found.verdict:
            chip = "ok" if found.verdict == Verdict.PASSED else "wait"
    return Attended(
        row=row,
        url=reverse("training:enrolment", args=[row.number]) if _reached(actor, row.county_code, row.zone) else "",
        tier=str(TIERS[Tier(row.training_class.tier)]),
        state=str(ENROLMENT_STATES[state]),
        chip=ENROLMENT_CHIPS[state],
        result=result,
        result_chip=chip,
    )


def _reached(actor: Actor, county: str, zone: UUID | None = None) -> bool:
    """Whether a row of a county opens for the actor: an official's own place; a person's and a firm's rows are their own."""
    return not actor.is_official or reaches(actor, county=county, zone=zone)


def _is_published(row: Enrolment) -> bool:
    result = getattr(row, "result", None)
    return result is not None and result.assessment.state == AssessmentState.PUBLISHED


def _issued(row: Certificate) -> Event:
    """Issuing is one act for many and stands in the record of the issue; here it is told of the one."""
    return Event(what=_("取得证书：%(title)s") % {"title": row.title}, at=row.recorded_at, who=row.issuer, note=row.official_number)


def _published(row: Enrolment) -> list[Event]:
    """So is publishing: it stands in the record of the assessment."""
    at = row.result.assessment.published_at if _is_published(row) else None
    return [Event(what=_("公布成绩：%(title)s") % {"title": row.training_class.title}, at=at)] if at else []


def _from_tenths(tenths: int) -> str:
    return f"{tenths / 10:g}"


__all__ = ["Qualification", "of_firm", "of_person", "recorded"]
