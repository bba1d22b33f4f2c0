"""The verbs of provisions: enact an edition, record the platform's defaults. Who may enact is asked by the caller (`portal/office`)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from cqo.foundation.audit import operations as audit
from cqo.foundation.audit.signature import Signatory
from cqo.foundation.provisions import queries, rules, subjects
from cqo.foundation.provisions.models import RuleSet
from cqo.foundation.provisions.queries import Document, Edition
from cqo.foundation.provisions.wording import DEFAULT_TITLE
from cqo.foundation.refusal import NotPossible
from cqo.foundation.sealing.sealing import digest

BEFORE_EVERYTHING = date(1949, 10, 1)


@transaction.atomic
def enact(
    *,
    subject: str | type,
    division_code: str,
    terms: Any,
    document: Document,
    valid_from: date,
    by: Signatory,
    at: datetime,
    valid_to: date | None = None,
    articles: Mapping[str, str] | None = None,
    note: str = "",
    reason: str = "",
    after: int | None = None,
    sample: bool = False,
) -> Edition[Any]:
    """Put a new edition in force for a division from a day on; the one before it ends on the eve, and nothing else of it ever changes.

    terms: an instance of the subject's dataclass; articles: term → place in the document; reason: why it begins in the past;
    after: number of the newest edition on the person's screen (0: none), so that two people cannot both win.
    Raises NotPossible: "provisions.document_missing", "provisions.overlaps", "provisions.starts_in_past", "provisions.ends_before_start",
    "provisions.changed_meanwhile", "provisions.value_refused", or the subject's own code where its terms do not go together.
    """
    known = subjects.get(subject)
    content = _checked(known, terms)
    if not (document.title.strip() and document.number.strip() and document.issued_date):
        raise NotPossible("provisions.document_missing")
    if valid_to is not None and valid_to < valid_from:
        raise NotPossible("provisions.ends_before_start")
    earlier = list(RuleSet.objects.select_for_update().filter(subject=known.key, division_id=division_code).order_by("edition"))
    newest = earlier[-1] if earlier else None
    edition = newest.edition if newest else 0
    if after is not None and after != edition:
        raise NotPossible("provisions.changed_meanwhile")
    today = timezone.localdate(at)
    refused = rules.refused_start(
        valid_from, today=today, reason=reason, earlier=[rules.Span(row.valid_from, row.valid_to) for row in earlier]
    )
    if refused:
        raise NotPossible(refused, latest=newest.valid_from.isoformat() if newest else "")
    if newest is not None:
        _close(newest, successor=valid_from)
    row = RuleSet(
        subject=known.key,
        division_id=division_code,
        edition=edition + 1,
        valid_from=valid_from,
        valid_to=valid_to,
        document_title=document.title.strip(),
        document_number=document.number.strip(),
        issued_date=document.issued_date,
        terms=content,
        articles={name: place for name, place in (articles or {}).items() if name in content and place},
        note="\n".join(text for text in (note.strip(), reason.strip()) if text),
        recorded_at=at,
        recorded_by=by.signature().user,
        sample=sample,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as race:
        raise NotPossible("provisions.changed_meanwhile") from race
    made = queries.of(row)
    audit.record(
        "provision.enacted",
        by=by,
        at=at,
        city=_city(division_code),
        kind="provision",
        key=str(row.pk),
        under=made.key,
        facts={"valid_from": valid_from, "backdated": valid_from < today, "content": digest(repr(sorted(content.items())).encode())},
    )
    return made


@transaction.atomic
def keep_defaults(*, at: datetime) -> int:
    """Record the platform's defaults of every subject where they are new or a release changed them; returns how many.

    Runs after every migrate: so a case decided under a default can pin it, and keeps it when the next release brings another.
    """
    newest = {row.subject: row for row in RuleSet.objects.filter(division__isnull=True).order_by("edition")}
    recorded = 0
    for subject in subjects.everything():
        content = subjects.stored(subject, subjects.defaults(subject))
        before = newest.get(subject.key)
        if before is not None and before.terms == content:
            continue
        today = timezone.localdate(at)
        if before is not None and before.valid_from < today:
            _close(before, successor=today)
        RuleSet.objects.create(
            subject=subject.key,
            edition=before.edition + 1 if before else 1,
            valid_from=today if before else BEFORE_EVERYTHING,
            document_title=DEFAULT_TITLE,
            terms=content,
            recorded_at=at,
            recorded_by="system",
        )
        recorded += 1
    return recorded


def _checked(subject: subjects.Subject, terms: Any) -> dict[str, Any]:
    for term in subjects.terms_of(subject):
        if not subjects.fits(term, getattr(terms, term.name)):
            raise NotPossible("provisions.value_refused", label=str(term.label))
    code = subject.refused(terms) if subject.refused else ""
    if code:
        raise NotPossible(code)
    return subjects.stored(subject, terms)


def _close(row: RuleSet, *, successor: date) -> None:
    RuleSet.objects.filter(pk=row.pk).update(valid_to=rules.last_day(rules.Span(row.valid_from, row.valid_to), successor=successor))


def _city(division_code: str) -> str:
    """In whose record it stands: the city's; the installation's for a province."""
    return "" if division_code.endswith("0000") else division_code[:4] + "00"
