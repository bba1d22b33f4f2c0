"""Write and check receipts: signed by the platform, compared with the answers that are stored."""

import hmac
from dataclasses import dataclass

from cqo.foundation.access.actor import Actor
from cqo.foundation.sealing.sealing import digest, keyed_hash
from cqo.qualification.exams.models import Attempt
from cqo.qualification.exams.queries import attempts
from cqo.qualification.exams.rules import receipts
from cqo.qualification.exams.rules.receipts import Receipt, Verdict


@dataclass(frozen=True, slots=True)
class Checked:
    """A verdict, with the receipt and the attempt where there are such."""

    verdict: Verdict
    receipt: Receipt | None = None
    attempt: Attempt | None = None


def of(attempt: Attempt) -> Receipt:
    """The receipt of an attempt that was handed in."""
    assert attempt.handed_in_at is not None
    return Receipt(
        sitting=attempt.sitting.number,
        attempt=attempt.pk,
        handed_in_at=attempt.handed_in_at,
        answered=len(attempts.saved(attempt).given),
        digest=attempt.answers_digest,
    )


def text_of(receipt: Receipt) -> str:
    """The text that the candidate keeps."""
    written = receipts.written(receipt)
    return f"{written}\n签名：{_signature(written)}\n"


def check(text: str, *, by: Actor) -> Checked:
    """Whether a text is a receipt of this platform and the stored answers are still those it attests."""
    read = receipts.read(text)
    if read is None:
        return Checked(Verdict.UNREADABLE)
    receipt, signature = read
    if not hmac.compare_digest(signature.encode(), _signature(receipts.written(receipt)).encode()):
        return Checked(Verdict.NOT_OURS, receipt)
    attempt = attempts.within(by).filter(pk=receipt.attempt).first()
    if attempt is None:
        return Checked(Verdict.OUT_OF_REACH, receipt)
    stored = digest(receipts.canonical(attempts.saved(attempt).answers))
    is_same = stored == receipt.digest == attempt.answers_digest and attempt.handed_in_at == receipt.handed_in_at
    return Checked(Verdict.RIGHT if is_same else Verdict.DIFFERS, receipt, attempt)


def _signature(written: str) -> str:
    return keyed_hash("exam_receipt", written).hex()
