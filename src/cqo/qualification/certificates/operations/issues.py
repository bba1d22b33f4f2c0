"""One act of issuing for all who passed (发证审批): draft, leave somebody out, approve on the signed approval, withdraw.

The work itself is done by `operations.running`, in the background.
"""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.audit import operations as audit
from cqo.foundation.documents import operations as documents
from cqo.foundation.documents.operations import Upload
from cqo.foundation.lifecycle import numbers
from cqo.foundation.lifecycle.operations import advance
from cqo.foundation.provisions import queries as provisions
from cqo.foundation.refusal import NotPossible
from cqo.qualification.certificates.models import Certificate, Issue, IssueMember
from cqo.qualification.certificates.operations import templates
from cqo.qualification.certificates.operations.running import run as run
from cqo.qualification.certificates.queries import issues as queries
from cqo.qualification.certificates.rules import issuing as rules
from cqo.qualification.certificates.rules.issuing import Passed
from cqo.qualification.certificates.states import Ending, IssueState, Tier


@transaction.atomic
def draft(
    *,
    source: str,
    source_key: UUID,
    source_number: str,
    class_title: str,
    tier: Tier,
    city: str,
    county: str,
    issued_date: date,
    members: Sequence[Passed],
    by: Actor,
    at: datetime,
) -> Issue:
    """Draft an issue for those who passed; who holds a certificate of this class already is not listed again.

    source, source_key: what they passed ("class" and its key). The template in use and the rules in force are pinned.
    Raises NotPossible: "issue.open_already" (with its number), "issue.nobody".
    """
    open_one = Issue.objects.filter(source=source, source_key=source_key, state__in=(IssueState.DRAFT, IssueState.APPROVED)).first()
    if open_one is not None:
        raise NotPossible("issue.open_already", number=open_one.number)
    holding = holders(source=source, source_key=source_key, people=[member.person for member in members])
    listed = {member.person: member for member in members if member.person not in holding}
    if not listed:
        raise NotPossible("issue.nobody")
    edition = queries.terms_for(county or city, issued_date)
    level = rules.issuing_level(edition.terms.level(tier), of_county=bool(county))
    try:
        with transaction.atomic():
            issue = Issue.objects.create(
                number=numbers.draw(kind="FZ", city=city, at=at),
                city_code=city,
                county_code=county,
                source=source,
                source_key=source_key,
                source_number=source_number,
                class_title=class_title,
                tier=tier.value,
                level=level.value,
                template=templates.in_use(city=city, tier=tier, level=level, at=at),
                issued_date=issued_date,
                expires_date=rules.last_day(issued_date, edition.terms.valid_months(tier)),
                drafted_by_id=by.user,  # type: ignore[misc]  # only people draft
                drafted_at=at,
                provision=edition.rule_set,
            )
    except IntegrityError as race:
        raise NotPossible("issue.open_already", number="") from race
    IssueMember.objects.bulk_create(
        [_member(issue, place, passed) for place, passed in enumerate(listed.values(), start=1)], batch_size=200
    )
    audit.record(
        "issue.draft",
        by=by,
        at=at,
        city=city,
        kind="issue",
        key=str(issue.pk),
        under=edition.key,
        facts={"tier": tier},
        members=[str(key) for key in listed],
    )
    return issue


@transaction.atomic
def leave_out(*, issue: Issue, version: int, member: IssueMember, reason: str, by: Actor, at: datetime) -> None:
    """Leave somebody out of a draft, with a reason; "" takes them in again. Raises NotPossible("lifecycle.not_from_here", "lifecycle.changed_meanwhile")."""
    gate.require(by, Can.ISSUE_CERTIFICATES)
    _bump(issue, version)
    IssueMember.objects.filter(pk=member.pk, issue=issue).update(left_out=reason)
    event = "issue.leave_out" if reason else "issue.take_in"
    audit.record(event, by=by, at=at, city=issue.city_code, kind="issue", key=str(issue.pk), facts={"member": member.pk})


@transaction.atomic
def approve(*, issue: Issue, version: int, approval_number: str, by: Actor, at: datetime, scan: Upload | None = None) -> None:
    """The approval is signed: issue. From here on the background does the work; a second press finds the draft gone.

    scan: of the signed approval (发证审批表), unless it is attached already. Raises NotPossible: "issue.level_wrong" with the article,
    "issue.scan_missing", "issue.nobody", "issue.no_signing_key", "issue.no_public_address", "issue.pattern_…", and what `advance` raises.
    """
    gate.require(by, Can.ISSUE_CERTIFICATES)
    if issue.state != IssueState.DRAFT:
        raise NotPossible("lifecycle.not_from_here")
    if refused := queries.level_refused(by, issue):
        raise refused
    edition = (
        provisions.edition(issue.provision)
        if issue.provision
        else queries.terms_for(issue.county_code or issue.city_code, issue.issued_date)
    )
    for obstacle in queries.obstacles(edition.terms):
        raise obstacle
    if not issue.members.filter(left_out="").exists():
        raise NotPossible("issue.nobody")
    if scan is not None:
        documents.attach(kind="issue", key=issue.pk, purpose=queries.APPROVAL, upload=scan, city=issue.city_code, by=by, at=at)
    elif not queries.approval_is_attached(issue):
        raise NotPossible("issue.scan_missing")
    advance(
        issue,
        "approve",
        version=version,
        by=by,
        at=at,
        under=edition.key,
        facts={"members": issue.members.filter(left_out="").count()},
        approved_by_id=by.user,
        approved_at=at,
        approval_number=approval_number,
    )


@transaction.atomic
def withdraw(*, issue: Issue, version: int, by: Actor, at: datetime) -> None:
    """Take a draft back; the class can be drafted anew."""
    advance(issue, "withdraw", version=version, by=by, at=at)


def holders(*, source: str, source_key: UUID, people: Sequence[UUID]) -> set[UUID]:
    """Who of some people holds a certificate of this class; one that was declared void is none."""
    rows = Certificate.objects.filter(source=source, source_key=source_key, person_id__in=people, replaces__isnull=True)
    return set(rows.exclude(ending=Ending.VOID.value).values_list("person_id", flat=True))


def _bump(issue: Issue, version: int) -> None:
    if issue.state != IssueState.DRAFT:
        raise NotPossible("lifecycle.not_from_here")
    if not Issue.objects.filter(pk=issue.pk, version=version, state=IssueState.DRAFT.value).update(version=F("version") + 1):
        raise NotPossible("lifecycle.changed_meanwhile")
    issue.version = version + 1


def _member(issue: Issue, place: int, passed: Passed) -> IssueMember:
    return IssueMember(
        issue=issue,
        place=place,
        person_id=passed.person,
        holder_name=passed.holder_name,
        id_type=passed.id_type,
        id_masked=passed.id_masked,
        enterprise_id=passed.enterprise,
        employer=passed.employer,
        county_code=passed.county_code,
        hours_tenths=passed.hours_tenths,
        score_tenths=passed.score_tenths,
    )
