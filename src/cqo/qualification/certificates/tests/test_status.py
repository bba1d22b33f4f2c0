"""The rule, the SQL and the history of changes say the same about every certificate on every day."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from cqo.qualification.certificates.models import Certificate
from cqo.qualification.certificates.queries import status as queries
from cqo.qualification.certificates.rules import changes
from cqo.qualification.certificates.rules.changes import Case, ChangeTerms
from cqo.qualification.certificates.rules.status import Facts, status
from cqo.qualification.certificates.states import ChangeKind, Ending, Status
from cqo.qualification.certificates.tests.builders import certificate
from cqo.registry.people.tests.builders import person

BEGIN = date(2026, 1, 10)
DAYS = some.integers(0, 12).map(lambda days: BEGIN + timedelta(days=days))


@some.composite
def facts(draw) -> Facts:
    """Facts as the table's constraints allow them, on days close enough to meet."""
    suspended = draw(some.none() | DAYS)
    ending = draw(some.sampled_from(["", *(each.value for each in Ending)]))
    return Facts(
        expires_date=draw(some.none() | DAYS),
        suspended_date=suspended,
        resumed_date=draw(some.none() | DAYS) if suspended else None,
        ended_date=draw(DAYS) if ending else None,
        ending=ending,
    )


class TheSqlAgreesWithTheRule(TestCase):
    @settings(max_examples=60, deadline=None)
    @given(every=some.lists(facts(), min_size=1, max_size=12), on=DAYS)
    def test_for_any_facts_on_any_day(self, every: list[Facts], on: date) -> None:
        holder = person(None, phone="")
        made = {}
        for each in every:
            row = certificate(holder, source_key=uuid4(), **each.__dict__)
            made[row.pk] = status(each, on).value
            assert queries.of(row, on) == status(each, on)
        assert dict(Certificate.objects.annotate(now=queries.expression(on)).values_list("pk", "now")) == made


@given(
    expires=some.none() | DAYS,
    wishes=some.lists(some.tuples(some.sampled_from(ChangeKind), some.integers(0, 3), some.integers(-3, 3)), max_size=8),
    on=DAYS,
)
def test_the_history_of_changes_gives_the_status_that_the_facts_give(expires, wishes, on):
    """Whatever changes follow one another as the rules allow, the last facts and the history agree on every day from the last decision on."""
    terms, facts_now, done, today = ChangeTerms(backdate_days=3, ahead_days=3), Facts(expires_date=expires), [], BEGIN
    for kind, wait, shift in wishes:
        today += timedelta(days=wait)
        effective = today if kind in changes.AT_ONCE else today + timedelta(days=shift)
        case = Case(facts_now, BEGIN)
        ground = next(iter(changes.GROUNDS[kind]))
        if changes.obstacle(case, kind, ground, today=today) or changes.day_refused(case, kind, effective, today=today, terms=terms):
            continue
        facts_now = changes.after(facts_now, kind, effective)
        done.append((kind, effective))
    last = max((effective for _kind, effective in done), default=BEGIN)
    day = max(on, last)
    assert changes.as_of(expires, done, day) == status(facts_now, day)


@pytest.mark.parametrize(
    ("expires", "suspended", "ended", "found"),
    [
        (None, False, False, Status.VALID),
        (1, False, False, Status.VALID),
        (0, False, False, Status.VALID),
        (-1, False, False, Status.EXPIRED),
        (None, True, False, Status.SUSPENDED),
        (1, True, False, Status.SUSPENDED),
        (-1, True, False, Status.SUSPENDED),
        (None, False, True, Status.REVOKED),
        (1, False, True, Status.REVOKED),
        (-1, False, True, Status.REVOKED),
        (-1, True, True, Status.REVOKED),
    ],
)
def test_the_matrix(expires, suspended, ended, found):
    today = date(2026, 3, 2)
    known = Facts(
        expires_date=None if expires is None else today + timedelta(days=expires),
        suspended_date=today if suspended else None,
        ended_date=today if ended else None,
        ending=Ending.REVOKED.value if ended else "",
    )
    assert status(known, today) == found
