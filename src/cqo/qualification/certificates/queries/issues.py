"""Reads of issues: what an actor may see, how far one is, what stands in its way."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.reach import Scale
from cqo.foundation.access.reaching import in_place
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.divisions.rules import names
from cqo.foundation.documents import queries as documents
from cqo.foundation.lifecycle.models import Counter
from cqo.foundation.provisions import queries as provisions
from cqo.foundation.provisions.queries import Edition
from cqo.foundation.refusal import NotPossible
from cqo.qualification.certificates import addresses
from cqo.qualification.certificates.models import Certificate, Issue, IssueMember, Sheet, SigningKey
from cqo.qualification.certificates.rules import issuing as rules
from cqo.qualification.certificates.rules.issuing import CertificateTerms
from cqo.qualification.certificates.states import IssueState, Level, SheetState, Tier
from cqo.qualification.certificates.wording import LEVELS, TIERS

PLATFORM, OFFICIAL = "ZS", "ZO"  # the counters of either number
APPROVAL = "issue_approval"
_LEVEL_OF = {Scale.COUNTY: Level.COUNTY, Scale.CITY: Level.CITY, Scale.PROVINCE: Level.PROVINCE, Scale.EVERYTHING: Level.PROVINCE}


@dataclass(frozen=True)
class Progress:
    """How far an issue is: members to be certified, certificates written, PDFs signed, members left out."""

    wanted: int
    issued: int
    signed: int
    left_out: int

    @property
    def percent(self) -> int:
        """Certificates and signatures done, of a hundred."""
        return (self.issued + self.signed) * 50 // self.wanted if self.wanted else 100


def within(actor: Actor) -> QuerySet[Issue]:
    """Officials see the issues of their place; nobody else sees any."""
    rows, place = Issue.objects.select_related("template"), in_place(actor.reach)
    return rows.none() if place is None else rows.filter(place)


def to_approve(actor: Actor) -> QuerySet[Issue]:
    """Drafts that the actor's own level issues, oldest first."""
    own = _LEVEL_OF.get(actor.reach.scale)
    levels = [level.value for level in Level if own is not None and rules.may_issue(own, level)]
    return within(actor).filter(state=IssueState.DRAFT.value, level__in=levels).order_by("drafted_at", "pk")


def may_read_papers(actor: Actor, key: UUID) -> bool:
    """Whether an actor may read an issue's papers."""
    return within(actor).filter(pk=key).exists()


def progress(issue: Issue) -> Progress:
    """How far an issue is. Two queries."""
    counted = IssueMember.objects.filter(issue=issue).aggregate(
        wanted=Count("pk", filter=Q(left_out="")),
        issued=Count("certificate"),
        left_out=Count("pk", filter=~Q(left_out="")),
    )
    signed = Certificate.objects.filter(membership__issue=issue).exclude(signed_digest="").count()
    return Progress(counted["wanted"], counted["issued"], signed, counted["left_out"])


def approval_is_attached(issue: Issue) -> bool:
    """Whether the scan of the signed approval is there."""
    return any(paper.uploaded_at for paper in documents.papers("issue", issue.pk))


def terms_for(place: str, on: date) -> Edition[CertificateTerms]:
    """The rules about certificates in a county or city on a day."""
    return provisions.in_force(CertificateTerms, place, on)


def level_refused(actor: Actor, issue: Issue) -> NotPossible | None:
    """Why an actor's bureau may not approve an issue, with the article; None where it may."""
    own, tier = _LEVEL_OF.get(actor.reach.scale), Tier(issue.tier)
    edition = provisions.edition(issue.provision) if issue.provision else terms_for(issue.county_code or issue.city_code, issue.issued_date)
    needed = Level(issue.level)
    if own is not None and rules.may_issue(own, needed):
        return None
    article = edition.document.title + edition.articles.get(f"level_{tier.value}", "") if edition.document.title else ""
    return NotPossible("issue.level_wrong", tier=TIERS[tier], level=LEVELS[needed], article=f"（{article}）" if article else "")


def obstacles(terms: CertificateTerms) -> list[NotPossible]:
    """What the installation lacks before anything can be issued: a signing key, a public address, a pattern of numbers. One query."""
    found = []
    if not SigningKey.objects.filter(retired_at__isnull=True, compromised_from__isnull=True).exists():
        found.append(NotPossible("issue.no_signing_key"))
    if not addresses.public_address():
        found.append(NotPossible("issue.no_public_address"))
    if fault := rules.pattern_fault(terms.official_number):
        found.append(NotPossible(f"issue.pattern_{fault}", pattern=terms.official_number))
    return found


def short_name(code: str) -> str:
    """汉中 for 汉中市: as it stands in official numbers."""
    name = divisions.name_of(code) if code else ""
    return next(iter(names.short_names(name)), name)


def official_number(terms: CertificateTerms, *, issue: Issue | Certificate, county: str, year: int, counter: int) -> str:
    """The bureau's number of one certificate of an issue, or of one that takes the place of another."""
    values = {
        "city_short": short_name(issue.city_code),
        "county_short": short_name(county),
        "tier": str(TIERS[Tier(issue.tier)]),
        "year": year,
        "counter": counter,
    }
    return rules.official_number(terms.official_number, values)


def without_sheet(issue: Issue) -> QuerySet[Certificate]:
    """An issue's certificates that hold and are on no sheet of stock, in the order of their numbers."""
    on_sheet = Sheet.objects.filter(state=SheetState.PRINTED.value, certificate=OuterRef("pk"))
    return Certificate.objects.filter(~Exists(on_sheet), membership__issue=issue, ending="").select_related("template").order_by("number")


def to_hand_over(issue: Issue) -> QuerySet[Certificate]:
    """An issue's certificates that nobody has in hand yet, in the order of their numbers."""
    return Certificate.objects.filter(membership__issue=issue, handed_over_date__isnull=True, ending="").order_by("number")


def ready_to_hand_over(actor: Actor) -> QuerySet[Issue]:
    """Finished issues in reach with certificates that nobody has in hand."""
    open_ones = Certificate.objects.filter(issue=OuterRef("pk"), handed_over_date__isnull=True, ending="")
    return within(actor).filter(Exists(open_ones), state=IssueState.ISSUED.value).order_by("finished_at", "pk")


def terms_of(issue: Issue) -> CertificateTerms:
    """The rules an issue was drafted under."""
    if issue.provision is None:
        return terms_for(issue.county_code or issue.city_code, issue.issued_date).terms
    terms: CertificateTerms = provisions.edition(issue.provision).terms
    return terms


def pattern_is_wrong(issue: Issue) -> bool:
    """Whether no number can be written under the rules of an issue."""
    return bool(rules.pattern_fault(terms_of(issue).official_number))


def foreseen(issue: Issue, *, at: datetime, count: int) -> list[str]:
    """The official numbers that an issue's members would get now; whoever issues first gets them."""
    year = timezone.localtime(at).year
    last = Counter.objects.filter(city_code=issue.city_code, kind=OFFICIAL, year=year).values_list("last", flat=True).first() or 0
    terms, counties = terms_of(issue), issue.members.filter(left_out="").order_by("place").values_list("county_code", flat=True)[:count]
    return [
        official_number(terms, issue=issue, county=issue.county_code or county, year=year, counter=last + place)
        for place, county in enumerate(counties, start=1)
    ]
