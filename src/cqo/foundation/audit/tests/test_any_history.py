"""Whatever is recorded and sealed in whatever order verifies clean, and whatever single bit is changed afterwards is found."""

import itertools
import string
import uuid
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from cqo.foundation.audit import chain, operations, verification
from cqo.foundation.audit.faults import Flaw
from cqo.foundation.audit.models import Entry, Seal
from cqo.foundation.audit.tests.builders import NOON, Clerk, act, by_hand, sealed_moves

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record_folder")]
settled = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])

cities = (f"C{number}" for number in itertools.count())  # every example has chains of its own
codes = some.text(string.ascii_letters + "-._", min_size=1, max_size=12)
values = some.one_of(codes, some.integers(-(10**9), 10**9), some.booleans(), some.none(), some.dates())
acts = some.fixed_dictionaries(
    {
        "key": codes,
        "by": some.builds(Clerk, user=codes, on_behalf_of=some.sampled_from(["", "clerk-2"])),
        "at": some.timedeltas(timedelta(0), timedelta(days=9000)).map(lambda since: NOON + since),
        "facts": some.none()
        | some.dictionaries(some.sampled_from(["to", "days", "on", "grounds"]), values | some.lists(values, max_size=3)),
        "members": some.none() | some.lists(codes, max_size=4),
    }
)
steps = some.lists(
    some.one_of(
        some.tuples(some.just("record"), some.integers(0, 1), some.lists(acts, min_size=1, max_size=4)),
        some.tuples(some.just("seal"), some.sampled_from([0, 1, None]), some.integers(1, 5)),
    ),
    max_size=12,
)


@settled
@given(steps=steps)
def test_any_order_of_recording_and_sealing_verifies_clean(steps):
    places = [next(cities), next(cities)]
    recorded = 0
    for verb, place, what in steps:
        if verb == "record":
            recorded += len(operations.record_many(act(city=places[place], **each) for each in what))
        else:
            operations.seal(at=NOON, city=None if place is None else places[place], limit=what)
    midway = [verification.verify(place) for place in places]
    assert [findings.faults for findings in midway] == [[], []]
    assert sum(findings.entries + findings.waiting for findings in midway) == recorded
    operations.seal(at=NOON)
    at_the_end = [verification.verify(place) for place in places]
    assert [findings.faults for findings in at_the_end] == [[], []]
    assert sum(findings.entries for findings in at_the_end) == recorded


def flipped(value, bit):
    """The value with one bit of its meaning changed."""
    if value is None:
        return 0
    if isinstance(value, uuid.UUID):
        return uuid.UUID(int=value.int ^ (1 << bit % 128))
    if isinstance(value, int):
        return value ^ (1 << bit % 31)
    if isinstance(value, str):
        place, bit = (bit // 7) % (len(value) or 1), bit % 7
        return value[:place] + (chr(ord(value[place]) ^ (1 << bit)) if value else "x") + value[place + 1 :]
    return value + timedelta(microseconds=1 << bit % 40)


@settled
@given(
    column=some.sampled_from([column for column in chain.COLUMNS if not column.startswith("members")]),
    seq=some.integers(1, 3),
    bit=some.integers(0, 2**16),
)
def test_any_bit_of_a_sealed_entry_that_is_changed_is_found(column, seq, bit):
    city = next(cities)
    key = sealed_moves(3, city)[seq - 1]
    before = Entry.objects.filter(pk=key).values_list(column, flat=True).get()
    with by_hand():
        Entry.objects.filter(pk=key).update(**{column: flipped(before, bit)})
    found = [(fault.flaw, fault.seq) for fault in verification.verify(city).faults]
    assert found == ([(Flaw.MISSING, seq), (Flaw.UNSEALED, 0)] if column == "id" else [(Flaw.CHANGED, seq)])


@settled
@given(column=some.sampled_from(["previous", "hash", "entry", "seq"]), seq=some.integers(1, 3), bit=some.integers(0, 2**16))
def test_any_bit_of_a_seal_that_is_changed_is_found(column, seq, bit):
    city = next(cities)
    sealed_moves(3, city)
    before = Seal.objects.filter(city=city, seq=seq).values_list(column, flat=True).get()
    after = flipped(before, 2 + bit % 29) if column == "seq" else flipped(before, bit)
    with by_hand():
        Seal.objects.filter(city=city, seq=seq).update(**{column: after})
    found = [(fault.flaw, fault.seq) for fault in verification.verify(city).faults]
    if column == "seq":
        assert found[0] == (Flaw.GAP, seq)
    else:
        assert found == ([(Flaw.MISSING, seq), (Flaw.UNSEALED, 0)] if column == "entry" else [(Flaw.RESEALED, seq)])
