"""The years of the official calendar as the office shows them."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from cqo.foundation.workdays import queries as workdays
from cqo.foundation.workdays.models import Year
from cqo.foundation.workdays.states import Kind


def years() -> QuerySet[Year]:
    """The years known, latest first, each with how many days it takes `off` and how many weekends it has worked (`work`)."""
    counted = {kind.value: Count("days", filter=Q(days__kind=kind.value)) for kind in Kind}
    return workdays.years().annotate(**counted)


def missing(*, on: date) -> list[int]:
    """This year and the next where they are not imported."""
    known = set(workdays.years().values_list("year", flat=True))
    return [year for year in (on.year, on.year + 1) if year not in known]
