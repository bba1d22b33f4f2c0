"""The life of a certificate after issuing: propose a change, hear the holder, decide, carry out, drop.

Nothing changes a certificate but `decide` and `carry_out` here. A revocation is proposed on a ground with evidence, the holder is told and
heard, and somebody else than the proposer decides (行政处罚法 Art. 44-45 and 62, 行政复议法 Art. 20 for what the holder is told).
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.accounts.models import Delegation
from cqo.foundation.audit import operations as audit
from cqo.foundation.documents import operations as documents
from cqo.foundation.documents.operations import Upload
from cqo.foundation.lifecycle import numbers, reactions
from cqo.foundation.lifecycle.operations import advance
from cqo.foundation.look.templatetags.look import day
from cqo.foundation.provisions import queries as provisions
from cqo.foundation.refusal import NotPossible
from cqo.foundation.sealing.fields import Sealed
from cqo.foundation.workdays import queries as workdays
from cqo.qualification.certificates.change_words import EVIDENCE
from cqo.qualification.certificates.models import Certificate, Change
from cqo.qualification.certificates.operations import replacing, telling
from cqo.qualification.certificates.queries import changes as queries
from cqo.qualification.certificates.rules import changes as rules
from cqo.qualification.certificates.rules.changes import ChangeTerms
from cqo.qualification.certificates.states import ChangeKind, ChangeState, Ground

PAPER = "change_evidence"


@transaction.atomic
def propose(
    *,
    certificate: Certificate,
    version: int,
    kind: ChangeKind,
    ground: Ground,
    reason: str,
    by: Actor,
    at: datetime,
    today: date,
    effective_date: date | None = None,
    document_number: str = "",
    evidence: Upload | None = None,
    corrected_issued_date: date | None = None,
    corrected_expires_date: date | None = None,
) -> Change:
    """Open a change. version: the certificate's, on the person's screen. effective_date: today where none is given.

    Raises NotPossible: "change.of_issuing_bureau", "change.open_already", the codes of `rules.obstacle` and `rules.day_refused`,
    "change.evidence_missing", "change.no_basis", "change.file_not_mended", "change.dates_missing", "lifecycle.changed_meanwhile".
    """
    gate.require(by, Can.CHANGE_CERTIFICATES)
    if not queries.is_of_bureau(by, certificate):
        raise NotPossible("change.of_issuing_bureau")
    locked = _locked(certificate, version=version)
    _require_possible(locked, kind, ground, today=today)
    needs = rules.GROUNDS[kind][ground]
    edition = provisions.in_force(ChangeTerms, locked.county_code, today)
    effective = effective_date or today
    _require_day(locked, kind, effective, today=today, terms=edition.terms)
    if needs.evidence and evidence is None:
        raise NotPossible("change.evidence_missing", what=EVIDENCE[ground])
    basis = rules.basis(ground, edition.terms)
    if kind == ChangeKind.REVOKE and not basis:
        raise NotPossible("change.no_basis")
    corrected = (corrected_issued_date, corrected_expires_date) if ground == Ground.CORRECTION_DATE else (None, None)
    replacing.require_ready(locked, ground, issued_date=corrected[0], expires_date=corrected[1], today=today)
    change = _open(
        locked,
        kind,
        ground,
        reason=reason,
        document_number=document_number,
        legal_basis=basis,
        effective_date=effective,
        corrected_issued_date=corrected[0],
        corrected_expires_date=corrected[1],
        statement_due=workdays.calendar().add(today, days=edition.terms.statement_workdays) if needs.hearing else None,
        provision=edition.rule_set,
        by=by,
        at=at,
    )
    if evidence is not None:
        documents.attach(kind="certificate_change", key=change.pk, purpose=PAPER, upload=evidence, city=change.city_code, by=by, at=at)
    if needs.hearing:
        telling.holder(change, "certificate.revocation_proposed", by=by, at=at, due=change.statement_due)
    return change


@transaction.atomic
def wish(*, certificate: Certificate, version: int, reason: str, by: Actor, at: datetime, today: date) -> Change:
    """The holder asks to have the own certificate cancelled; being signed in is the proof. The bureau carries it out.

    Raises NotPossible: "change.not_yours", "change.open_already", the codes of `rules.obstacle`.
    """
    gate.require(by, Can.OWN_FILE)
    if not queries.is_own(by, certificate):
        raise NotPossible("change.not_yours")
    locked = _locked(certificate, version=version)
    _require_possible(locked, ChangeKind.CANCEL, Ground.HOLDER_WISH, today=today)
    edition = provisions.in_force(ChangeTerms, locked.county_code, today)
    return _open(
        locked,
        ChangeKind.CANCEL,
        Ground.HOLDER_WISH,
        reason=reason,
        effective_date=today,
        provision=edition.rule_set,
        by=by,
        at=at,
    )


@transaction.atomic
def state(*, change: Change, text: str, by: Actor, at: datetime) -> None:
    """The holder's statement (陈述申辩), written on the own page; a later one takes its place until the bureau goes on.

    Raises NotPossible: "change.not_yours", "change.statement_closed".
    """
    gate.require(by, Can.OWN_FILE)
    if not queries.is_own(by, change.certificate):
        raise NotPossible("change.not_yours")
    waiting = Change.objects.filter(pk=change.pk, kind=ChangeKind.REVOKE.value, state=ChangeState.PROPOSED.value)
    if not waiting.update(statement=Sealed.of(text), version=F("version") + 1):
        raise NotPossible("change.statement_closed")
    change.refresh_from_db()
    _record("certificate_change.state", change, by=by, at=at)


@transaction.atomic
def hear(*, change: Change, version: int, statement: str, by: Actor, at: datetime, today: date) -> None:
    """Go on to the decision: the holder's statement is there (given on the own page, or here from paper), or its last day has passed.

    Raises NotPossible: "change.hearing_only_for_revocation", "change.not_heard_yet".
    """
    _require_bureau(change, by)
    if change.kind != ChangeKind.REVOKE:
        raise NotPossible("change.hearing_only_for_revocation")
    given = change.statement.reveal() if change.statement else ""
    together = "\n".join(filter(None, (given, statement.strip())))
    if not rules.may_be_heard(statement=together, due=change.statement_due, today=today):
        raise NotPossible("change.not_heard_yet", day=day(change.statement_due))
    kept = Sealed.of(together) if together else None
    advance(
        change, "hear", version=version, by=by, at=at, under=_under(change), heard_at=at, statement=kept, facts={"stated": bool(together)}
    )


@transaction.atomic
def decide(
    *, change: Change, version: int, effective_date: date, document_number: str, outcome: str, by: Actor, at: datetime, today: date
) -> None:
    """Revoke, as a second person. Raises NotPossible: "change.second_person", and what `rules.obstacle` and `rules.day_refused` say."""
    _require_bureau(change, by)
    _require_second(change, by)
    certificate = _locked(change.certificate)
    _require_day_still(change, certificate, effective_date, today=today)
    columns: dict[str, Any] = {
        "document_number": document_number or change.document_number,
        "outcome": Sealed.of(outcome) if outcome else None,
    }
    _finish("decide", change, certificate, version=version, effective_date=effective_date, by=by, at=at, columns=columns)


@transaction.atomic
def carry_out(
    *, change: Change, version: int, by: Actor, at: datetime, today: date, effective_date: date | None = None, official_number: str = ""
) -> Certificate | None:
    """Do what was proposed; of a replacement, the new certificate. effective_date: as proposed where none is given, today where that cannot be chosen.

    official_number: the new certificate's, where the bureau does not number it by the rules.
    Raises NotPossible: "change.hearing_first", "change.second_person", "change.file_not_mended", "certificate.official_number_taken",
    and what `rules.obstacle` and `rules.day_refused` say.
    """
    _require_bureau(change, by)
    kind, ground = ChangeKind(change.kind), Ground(change.ground)
    needs = rules.GROUNDS[kind][ground]
    if needs.hearing:
        raise NotPossible("change.hearing_first")
    if needs.second:
        _require_second(change, by)
    certificate = _locked(change.certificate)
    effective = today if kind in rules.AT_ONCE else effective_date or change.effective_date
    _require_day_still(change, certificate, effective, today=today)
    successor = None
    if kind == ChangeKind.REPLACE:
        replacing.require_ready(
            certificate, ground, issued_date=change.corrected_issued_date, expires_date=change.corrected_expires_date, today=today
        )
        successor = replacing.successor(certificate, change, official_number=official_number, by=by, at=at)
    columns = {"replacement": successor} if successor else {}
    _finish("carry_out", change, certificate, version=version, effective_date=effective, by=by, at=at, columns=columns)
    return successor


@transaction.atomic
def drop(*, change: Change, version: int, reason: str, by: Actor, at: datetime) -> None:
    """Take no further what was proposed; the certificate stays as it is, and whoever was told of it is told this too."""
    _require_bureau(change, by)
    advance(change, "drop", version=version, by=by, at=at, under=_under(change), outcome=Sealed.of(reason), decided_at=at)
    if change.kind == ChangeKind.REVOKE:
        telling.holder(change, "certificate.revocation_dropped", by=by, at=at)
    elif change.ground == Ground.HOLDER_WISH:
        telling.holder(change, "certificate.wish_dropped", by=by, at=at)


@transaction.atomic
def withdraw(*, change: Change, version: int, by: Actor, at: datetime) -> None:
    """The holder takes the own wish back. Raises NotPossible("change.not_yours")."""
    if change.proposed_by_id != by.user or not queries.is_own(by, change.certificate):
        raise NotPossible("change.not_yours")
    advance(change, "withdraw", version=version, by=by, at=at, under=_under(change), decided_at=at)


def _open(certificate: Certificate, kind: ChangeKind, ground: Ground, *, by: Actor, at: datetime, reason: str, **columns: Any) -> Change:
    if (other := queries.open_of(certificate)) is not None:
        raise NotPossible("change.open_already", number=other.number)
    try:
        with transaction.atomic():
            change = Change.objects.create(
                number=numbers.draw(kind="BG", city=certificate.city_code, at=at),
                certificate=certificate,
                city_code=certificate.city_code,
                county_code=certificate.county_code,
                kind=kind.value,
                ground=ground.value,
                reason=reason,
                proposed_by_id=by.user,  # type: ignore[misc]  # only people propose: the gate has asked
                proposed_at=at,
                **columns,
            )
    except IntegrityError as race:
        raise NotPossible("change.open_already", number="") from race
    _record("certificate_change.propose", change, by=by, at=at)
    return change


def _finish(
    step: str,
    change: Change,
    certificate: Certificate,
    *,
    version: int,
    effective_date: date,
    by: Actor,
    at: datetime,
    columns: dict[str, Any],
) -> None:
    """Take the last step, write the certificate, tell holder and firms, and let the other parts know."""
    kind = ChangeKind(change.kind)
    decided = {"effective_date": effective_date, "decided_by_id": by.user, "decided_at": at}
    facts = {"kind": change.kind, "ground": change.ground, "effective": effective_date}
    advance(change, step, version=version, by=by, at=at, under=_under(change), facts=facts, **decided, **columns)
    after = rules.after(queries.case_of(certificate).facts, kind, effective_date)
    Certificate.objects.filter(pk=certificate.pk).update(
        suspended_date=after.suspended_date,
        resumed_date=after.resumed_date,
        ended_date=after.ended_date,
        ending=after.ending,
        version=F("version") + 1,
    )
    certificate.refresh_from_db()
    change.certificate = certificate
    audit.record(
        f"certificate.{change.kind}",
        by=by,
        at=at,
        city=certificate.city_code,
        kind="certificate",
        key=str(certificate.pk),
        under=_under(change),
        facts={"change": change.pk, "ground": change.ground, "effective": effective_date},
    )
    telling.everybody(change, by=by, at=at)
    reactions.run("certificate.changed", case=certificate, by=by, at=at)


def _record(event: str, change: Change, *, by: Actor, at: datetime) -> None:
    facts = {"kind": change.kind, "ground": change.ground, "certificate": change.certificate_id}
    audit.record(
        event, by=by, at=at, city=change.city_code, kind="certificate_change", key=str(change.pk), under=_under(change), facts=facts
    )


def _locked(certificate: Certificate, *, version: int | None = None) -> Certificate:
    """The row as it is now, held until the transaction ends."""
    row = Certificate.objects.select_for_update(of=("self",)).select_related("person").get(pk=certificate.pk)
    if version is not None and row.version != version:
        raise NotPossible("lifecycle.changed_meanwhile")
    return row


def _require_possible(certificate: Certificate, kind: ChangeKind, ground: Ground, *, today: date) -> None:
    if code := rules.obstacle(queries.case_of(certificate), kind, ground, today=today):
        raise NotPossible(code)


def _require_day(certificate: Certificate, kind: ChangeKind, effective: date, *, today: date, terms: ChangeTerms) -> None:
    case = queries.case_of(certificate)
    code = rules.day_refused(case, kind, effective, today=today, terms=terms)
    bounds = {
        "change.too_early": rules.earliest(case, today=today, terms=terms),
        "change.too_late": today + timedelta(days=terms.ahead_days),
    }
    if code:
        raise NotPossible(code, **({"day": day(bounds[code])} if code in bounds else {}))


def _require_day_still(change: Change, certificate: Certificate, effective: date, *, today: date) -> None:
    """Ask again what was asked when the change was proposed: the certificate's own facts may be others now."""
    kind = ChangeKind(change.kind)
    terms = provisions.edition(change.provision).terms if change.provision else ChangeTerms()
    if change.state not in queries.OPEN:
        raise NotPossible("lifecycle.not_from_here")
    _require_possible(certificate, kind, Ground(change.ground), today=today)
    _require_day(certificate, kind, effective, today=today, terms=terms)


def _require_bureau(change: Change, by: Actor) -> None:
    gate.require(by, Can.CHANGE_CERTIFICATES)
    if not queries.is_of_bureau(by, change.certificate):
        raise NotPossible("change.of_issuing_bureau")


def _require_second(change: Change, by: Actor) -> None:
    """Somebody else than the proposer, and nobody who acts in the proposer's place."""
    lender = Delegation.objects.filter(pk=by.on_behalf_of).values_list("giver__user", flat=True).first() if by.on_behalf_of else None
    if change.proposed_by_id in (by.user, lender):
        raise NotPossible("change.second_person")


def _under(change: Change) -> str:
    return str(change.provision or "")
