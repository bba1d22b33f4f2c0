"""The status of a certificate on a day, as one SQL expression for lists; a property test holds it to `rules.status`."""

from datetime import date

from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.functions import Coalesce

from cqo.qualification.certificates.models import Certificate
from cqo.qualification.certificates.rules.status import Facts, status
from cqo.qualification.certificates.states import Status


def facts_of(certificate: Certificate) -> Facts:
    """The facts of a row."""
    return Facts(
        expires_date=certificate.expires_date,
        suspended_date=certificate.suspended_date,
        resumed_date=certificate.resumed_date,
        ended_date=certificate.ended_date,
        ending=certificate.ending,
    )


def of(certificate: Certificate, on: date) -> Status:
    """A certificate's status on a day."""
    return status(facts_of(certificate), on)


def expression(on: date, prefix: str = "") -> Case:
    """SQL of the status; `prefix` leads to the certificate ("certificate__")."""
    ended = Q(**{f"{prefix}ended_date__lte": on})
    suspended = Q(**{f"{prefix}suspended_date__lte": on}) & (
        Q(**{f"{prefix}resumed_date__isnull": True}) | Q(**{f"{prefix}resumed_date__gt": on})
    )
    return Case(
        When(ended, then=Coalesce(F(f"{prefix}ending"), Value(""))),
        When(suspended, then=Value(Status.SUSPENDED.value)),
        When(Q(**{f"{prefix}expires_date__lt": on}), then=Value(Status.EXPIRED.value)),
        default=Value(Status.VALID.value),
        output_field=CharField(max_length=12),
    )
