"""The work of an approved issue: certificates in chunks, then their signed PDFs; begun again, it goes on where it had committed.

In one transaction a chunk draws its numbers, writes its certificates, ties each to its member, and tells its holders. Killed at any moment, a chunk
is there whole or not at all, with its numbers.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from cqo.foundation.access.actor import Actor, system
from cqo.foundation.audit import operations as audit
from cqo.foundation.audit.operations import Act
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.documents.typesetting import cannot_draw
from cqo.foundation.inbox import operations as inbox
from cqo.foundation.lifecycle import reactions
from cqo.foundation.lifecycle.operations import advance
from cqo.foundation.lifecycle.rules import ALPHABET
from cqo.foundation.provisions import queries as provisions
from cqo.qualification.certificates.models import Certificate, Issue, IssueMember
from cqo.qualification.certificates.operations import numbers, signing
from cqo.qualification.certificates.queries import issues as queries
from cqo.qualification.certificates.rules import wording as words
from cqo.qualification.certificates.states import Ending, IssueState
from cqo.qualification.certificates.wording import HELD_ALREADY, NO_GLYPH
from cqo.registry.people.queries import files as people

CHUNK = 50


def run(*, issue_key: UUID, at: datetime) -> None:
    """Issue to the end. Does nothing for an issue that is not approved, or is done. Safe to run twice, also at the same time."""
    issue = Issue.objects.select_related("template").get(pk=issue_key)
    if issue.state != IssueState.APPROVED:
        return
    while _chunk(issue_key, at=at):
        pass
    signing.sign_issue(issue_key, at=at)
    _finish(issue_key, at=at)


@transaction.atomic
def _chunk(issue_key: UUID, *, at: datetime) -> bool:
    """Certificates for the next members; False where none is left. Whoever holds the issue's row has the chunk, another waits and takes the next."""
    issue = Issue.objects.select_for_update(of=("self",)).select_related("template").get(pk=issue_key)
    waiting = issue.members.filter(certificate__isnull=True, left_out="").order_by("place")
    members = list(waiting[:CHUNK]) if issue.state == IssueState.APPROVED else []
    if not members:
        return False
    by = system("issue.approve", city=issue.city_code)
    issued = _issued(issue, _fit(issue, members), at=at)
    audit.record_many(_act(issue, certificate, by=by, at=at) for certificate in issued)
    owners = Certificate.objects.filter(pk__in=[each.pk for each in issued]).annotate(owner=people.sign_in())
    users = dict(owners.filter(owner__isnull=False).values_list("pk", "owner"))
    for certificate in issued:
        if certificate.pk in users:
            about, facts = ("certificate", certificate.pk), {"number": certificate.number}
            inbox.tell(kind="certificate.issued", by=by, at=at, users=[users[certificate.pk]], about=about, facts=facts)
    if issued:
        reactions.run("certificates.issued", case=issued, by=by, at=at)
    return True


def _fit(issue: Issue, members: Sequence[IssueMember]) -> list[IssueMember]:
    """Those who can be certified; the others are left out with the reason: a name the font cannot write, or a certificate held already."""
    held = Certificate.objects.filter(
        source=issue.source, source_key=issue.source_key, person_id__in=[each.person_id for each in members], replaces__isnull=True
    ).exclude(ending=Ending.VOID.value)
    holding = set(held.values_list("person_id", flat=True))
    fit = []
    for member in members:
        lacking = cannot_draw(member.holder_name + member.employer)
        if member.person_id in holding or lacking:
            member.left_out = str(HELD_ALREADY) if member.person_id in holding else str(NO_GLYPH) % {"signs": "、".join(lacking)}
            member.save(update_fields=["left_out"])
        else:
            fit.append(member)
    return fit


def _issued(issue: Issue, members: Sequence[IssueMember], *, at: datetime) -> list[Certificate]:
    if not members:
        return []
    edition = (
        provisions.edition(issue.provision)
        if issue.provision
        else queries.terms_for(issue.county_code or issue.city_code, issue.issued_date)
    )
    certificates = [
        Certificate(
            number=drawn.number(issue.city_code),
            official_number=queries.official_number(
                edition.terms, issue=issue, county=issue.county_code or member.county_code, year=drawn.year, counter=drawn.official
            ),
            check_code="".join(secrets.choice(ALPHABET) for _ in range(8)),
            city_code=issue.city_code,
            county_code=member.county_code,
            person_id=member.person_id,
            holder_name=member.holder_name,
            id_type=member.id_type,
            id_masked=member.id_masked,
            enterprise_id=member.enterprise_id,
            employer=member.employer,
            tier=issue.tier,
            level=issue.level,
            template=issue.template,
            title=issue.template.title,
            issuer=words.filled(issue.template.issuer, {"county": divisions.name_of(issue.county_code or issue.city_code)}),
            class_title=issue.class_title,
            hours_tenths=member.hours_tenths,
            score_tenths=member.score_tenths,
            issued_date=issue.issued_date,
            expires_date=issue.expires_date,
            issue=issue,
            source=issue.source,
            source_key=issue.source_key,
            recorded_at=at,
        )
        for member, drawn in zip(members, numbers.draw(len(members), city=issue.city_code, at=at), strict=True)
    ]
    Certificate.objects.bulk_create(certificates)
    for member, certificate in zip(members, certificates, strict=True):
        member.certificate = certificate
    IssueMember.objects.bulk_update(members, ["certificate"])
    return certificates


@transaction.atomic
def _finish(issue_key: UUID, *, at: datetime) -> None:
    issue = Issue.objects.select_for_update(of=("self",)).get(pk=issue_key)
    if issue.state != IssueState.APPROVED:
        return
    how_far = queries.progress(issue)
    by = system("issue.approve", city=issue.city_code)
    advance(
        issue, "finish", version=issue.version, by=by, at=at, facts={"issued": how_far.issued, "left_out": how_far.left_out}, finished_at=at
    )
    inbox.tell(
        kind="issue.finished",
        by=by,
        at=at,
        users={key for key in (issue.drafted_by_id, issue.approved_by_id) if key},
        about=("issue", issue.pk),
        facts={"number": issue.number, "issued": how_far.issued, "left_out": how_far.left_out},
    )


def _act(issue: Issue, certificate: Certificate, *, by: Actor, at: datetime) -> Act:
    return Act(
        event="certificate.issue",
        by=by,
        at=at,
        city=certificate.city_code,
        kind="certificate",
        key=str(certificate.pk),
        facts={"issue": issue.pk},
    )
