"""What stands in the life-long file of a person, for officials, for the person, and for the firm they work for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.reach import Scale
from cqo.foundation.codes.documents import Kind
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.divisions.models import Zone
from cqo.foundation.documents import queries as documents
from cqo.foundation.look.casepage import CasePage, Event, Fact, Group, Missing
from cqo.foundation.look.templatetags.look import day
from cqo.foundation.statements import Statement
from cqo.portal.dossier.queries import conditions, deeds, qualification
from cqo.portal.dossier.queries.qualification import Qualification
from cqo.registry.enterprises.cases import events
from cqo.registry.enterprises.models import Enterprise
from cqo.registry.enterprises.operations.files import reaches
from cqo.registry.enterprises.queries import files as enterprises
from cqo.registry.enterprises.states import Filer
from cqo.registry.enterprises.wording import FILERS
from cqo.registry.people.models import Employment, ExternalCertificate, Merge, Person, PersonInCity, Request
from cqo.registry.people.operations.revealing import Revealed
from cqo.registry.people.queries import files, lives, papers, requests, twins
from cqo.registry.people.rules.seniority import whole_years
from cqo.registry.people.states import Education, RequestKind, RequestState, Tier
from cqo.registry.people.wording import DOCUMENTS, EDUCATIONS, REQUEST_CHIPS, REQUEST_KINDS, REQUEST_STATES, SEXES, TIERS

RECORD_SHOWN = 30
TWINS_SHOWN = 5
JOB_COLUMNS = (
    "position",
    "starts",
    "ends",
    "filer",
    "recorded_at",
    "recorded_until",
    "enterprise__name",
    "enterprise__county",
    "enterprise__zone",
    "enterprise__size_class",
    "enterprise__merged_into__name",
)
UNKNOWN = Revealed("", "", "")


@dataclass(frozen=True)
class Job:
    """An employment in words; `paper` is the address of the stamped paper behind a 代录, "" where the reader may not see it."""

    row: Employment
    firm: Enterprise
    filer: str
    for_firm: bool
    paper: str
    may_change: bool

    @property
    def is_open(self) -> bool:
        """Whether the person still works there."""
        return self.row.ends is None


@dataclass(frozen=True)
class Held:
    """A certificate from elsewhere with its scans."""

    row: ExternalCertificate
    scans: Sequence[documents.Paper]

    @property
    def tier(self) -> str:
        """The tier in words, "" where the certificate names none."""
        return str(TIERS[Tier(self.row.tier)]) if self.row.tier else ""

    @property
    def hours(self) -> str:
        """Hours as written, "" where none are."""
        return _from_tenths(self.row.hours_tenths)

    @property
    def score(self) -> str:
        """The score as written, "" where there is none."""
        return _from_tenths(self.row.score_tenths)


@dataclass(frozen=True)
class Asked:
    """A request in words."""

    row: Request
    kind: str
    state: str
    chip: str


@dataclass(frozen=True)
class Dossier:
    """The page's facts, and what has a place of its own in the file."""

    page: CasePage
    person: Person
    jobs: Sequence[Job]
    certificates: Sequence[Held]
    qualification: Qualification
    places: Sequence[str] = ()
    evidence: Sequence[documents.Paper] = ()
    requests: Sequence[Asked] = ()
    merges: Sequence[Merge] = ()
    twins: Sequence[Person] = ()
    missing: Sequence[Missing] = ()
    may_keep: bool = False
    may_add_evidence: bool = False
    may_enter: bool = False
    is_own: bool = False
    is_whole: bool = True


def _of_jobs(rows: QuerySet[Employment]) -> QuerySet[Employment]:
    return rows.select_related(None).select_related("enterprise__merged_into").only(*JOB_COLUMNS)


_employments = Statement(lambda family, known_at: _of_jobs(lives.employments(family, known_at=known_at)))
_employments_at = Statement(lambda family, firms: _of_jobs(lives.employments(family).filter(enterprise__in=firms)))
_places = Statement(lambda family: PersonInCity.objects.filter(person__in=family).order_by("pk").only("city_code", "county_code", "zone"))
_held = Statement(lambda family: lives.certificates(family))
_merges = Statement(lambda key: twins.of_file(Person(pk=key)).only("merged_at", "ground", "merged__name", "merged__id_masked"))
_namesakes = Statement(
    lambda key, name: files.twins(Person(pk=key, name_key=name)).only("id_type", "id_hash", "id_masked", "phone_masked")[: TWINS_SHOWN * 4]
)


def dossier(person: Person, actor: Actor, *, today: date, known_at: datetime | None = None, revealed: Revealed = UNKNOWN) -> Dossier:
    """Everything about a person and the files merged into theirs, as far as the actor is concerned; a fixed number of queries.

    known_at: employments as they were recorded at that moment. revealed: number and phone in clear where they were just revealed.
    """
    if actor.is_firm:
        return _of_firm(person, actor, today=today)
    family, own = files.family(person), actor.reach.scale == Scale.OWN
    jobs = _jobs(family, actor, _employments(family=family, known_at=known_at))
    places = _places(family=family)
    checked = conditions.check(person, [job.row for job in jobs if job.is_open], places, on=today)
    may_keep = actor.may(Can.KEEP_REGISTRY) and person.erased_at is None
    found = qualification.of_person(family, actor, today=today)
    held = _held(family=family)
    scans = documents.papers_among({papers.CERTIFICATE: [row.pk for row in held], papers.PERSON: family})
    signs_in = person.user_id is not None or (len(family) > 1 and files.owner(person) is not None)
    return Dossier(
        page=CasePage(
            number=revealed.id_number or person.id_masked,
            number_label=str(DOCUMENTS[Kind(person.id_type)]) if person.id_masked else "",
            title=person.name or _("（个人信息已删除）"),
            state=_("已开通账号") if signs_in else _("未开通账号"),
            kind="ok" if signs_in else "plain",
            deeds=deeds.of_person(person, actor, revealed=revealed != UNKNOWN),
            groups=_groups(person, today=today, revealed=revealed),
            events=_timeline(family, found),
        ),
        person=person,
        jobs=jobs,
        certificates=[Held(row, scans[row.pk]) for row in held],
        qualification=found,
        places=_named(places),
        evidence=[paper for key in family for paper in scans[key]],
        requests=_requests(family, actor),
        merges=_merges(key=person.pk) if actor.may(Can.MERGE_FILES) else [],
        twins=_twins(person) if actor.may(Can.MERGE_FILES) else [],
        missing=checked,
        may_keep=may_keep,
        may_add_evidence=may_keep or (own and person.erased_at is None),
        may_enter=may_keep and not found.entries and any(row.withdrawn_at is None for row in held),
        is_own=own,
    )


def _of_firm(person: Person, actor: Actor, *, today: date) -> Dossier:
    """What concerns the firm: the name, the work there, and the certificates while the person works there."""
    family = files.family(person)
    firm = [key for key in (actor.organisation,) if key is not None]
    firms = [*firm, *Enterprise.objects.filter(merged_into__in=firm).values_list("pk", flat=True)]
    jobs = _jobs(family, actor, _employments_at(family=family, firms=firms))
    works_here = any(job.is_open for job in jobs)
    return Dossier(
        page=CasePage(
            title=person.name,
            state=_("在职") if works_here else _("已离职"),
            kind="ok" if works_here else "plain",
            deeds=deeds.of_firm(person, actor, works_here=works_here),
        ),
        person=person,
        jobs=jobs,
        certificates=_certificates(family) if works_here else [],
        qualification=qualification.of_firm(family, actor, firms, today=today, works_here=works_here),
        is_whole=False,
    )


def _groups(person: Person, *, today: date, revealed: Revealed) -> list[Group]:
    if person.erased_at is not None:
        return [Group(_("个人信息"), [Fact(_("状态"), _("已按本人请求删除"), note=day(person.erased_at))])]
    unknown = _("未登记")
    years = whole_years(person.quality_since, today)
    born = date.fromisoformat(revealed.birth_date) if revealed.birth_date else None
    birth = [Fact(_("出生日期"), day(born), numeric=True)] if born else []
    identity = [
        Fact(_("证件类型"), str(DOCUMENTS[Kind(person.id_type)])),
        Fact(_("证件号码"), revealed.id_number or person.id_masked or unknown, numeric=True),
        Fact(_("性别"), str(SEXES.get(person.sex, unknown))),
        *birth,
        Fact(_("手机"), revealed.phone or person.phone_masked or unknown, numeric=True),
        Fact(_("邮箱"), person.email or unknown),
    ]
    since = _("自 %(day)s") % {"day": day(person.quality_since)} if person.quality_since else ""
    schooling = [
        Fact(_("学历"), str(EDUCATIONS[Education(person.education)]) if person.education else unknown),
        Fact(_("职称"), person.title or unknown),
        Fact(_("质量工作年限"), _("满 %(years)d 年") % {"years": years} if years is not None else unknown, note=since, numeric=True),
        Fact(_("年限依据"), person.quality_ground or unknown),
    ]
    return [Group(_("身份和联系方式"), identity), Group(_("学历、职称和质量工作年限"), schooling)]


def _jobs(family: Sequence[UUID], actor: Actor, found: Sequence[Employment]) -> list[Job]:
    reached = _reached(actor, [row.enterprise for row in found])
    shows_papers = actor.is_official and any(row.filer == Filer.BUREAU_FOR_FIRM for row in found)
    stamped = papers.stamped(family) if shows_papers else {}
    may_change = actor.may(Can.KEEP_REGISTRY) or actor.may(Can.MANAGE_FIRM_PEOPLE)
    return [
        Job(
            row=row,
            firm=row.enterprise.merged_into or row.enterprise,
            filer=str(FILERS[Filer(row.filer)]),
            for_firm=row.filer == Filer.BUREAU_FOR_FIRM,
            paper=reverse("documents:attachment", args=[stamped[row.pk]]) if row.pk in stamped and row.enterprise_id in reached else "",
            may_change=may_change and row.enterprise_id in reached and row.recorded_until is None,
        )
        for row in found
    ]


def _reached(actor: Actor, firms: Sequence[Enterprise]) -> set[UUID]:
    """The keys of the firms that an actor reaches; an official's place says so without a query."""
    if actor.is_official:
        return {firm.pk for firm in firms if reaches(actor, county=firm.county_id, zone=firm.zone_id)}
    return enterprises.reached_among(actor, [firm.pk for firm in firms])


def _timeline(family: Sequence[UUID], found: Qualification) -> list[Event]:
    """One time line of the file, its certificates and sign-ups, with what was done for many at once; newest first."""
    told = [*events(qualification.recorded(family, found, shown=RECORD_SHOWN)), *found.milestones]
    return sorted(told, key=lambda event: event.at, reverse=True)[:RECORD_SHOWN]


def _certificates(family: Sequence[UUID]) -> list[Held]:
    found = _held(family=family)
    scans = documents.papers_of(papers.CERTIFICATE, [row.pk for row in found])
    return [Held(row, scans[row.pk]) for row in found]


def _requests(family: Sequence[UUID], actor: Actor) -> list[Asked]:
    if not (actor.may(Can.ANSWER_REQUEST) or actor.may(Can.OWN_FILE)):
        return []
    rows = (
        requests.within(actor)
        .select_related(None)
        .filter(person__in=family)
        .order_by("-submitted_at", "-pk")
        .only("number", "kind", "state", "submitted_at")
    )
    return [
        Asked(
            row,
            str(REQUEST_KINDS[RequestKind(row.kind)]),
            str(REQUEST_STATES[RequestState(row.state)]),
            REQUEST_CHIPS[RequestState(row.state)],
        )
        for row in rows
    ]


def _twins(person: Person) -> list[Person]:
    if person.erased_at is not None:
        return []
    return [twin for twin in _namesakes(key=person.pk, name=person.name_key) if twins.may_be_one(person, twin)][:TWINS_SHOWN]


def _from_tenths(tenths: int | None) -> str:
    return "" if tenths is None else f"{tenths / 10:g}"


def _named(places: Sequence[PersonInCity]) -> list[str]:
    """The places a person is known in, each once: city, county, and zone where there is one."""
    zones = Zone.objects.in_bulk([place.zone for place in places if place.zone])
    parts = [(place.city_code, place.county_code, zones.get(place.zone)) for place in places]
    words = [
        " ".join([*map(divisions.name_of, dict.fromkeys((city, county))), zone.name if zone else ""]).strip()
        for city, county, zone in parts
    ]
    return list(dict.fromkeys(words))
