import pytest
from django.db import transaction

from cqo.foundation.audit import operations, verification
from cqo.foundation.audit.models import Entry, Pending, Seal
from cqo.foundation.audit.tests.builders import CITY, NOON, act, commits, moves

pytestmark = [commits, pytest.mark.usefixtures("record_folder")]

ACTS = 60


def officials_at_work():
    for number in range(ACTS):
        with transaction.atomic():
            operations.record_many([act(key=f"e-{number}"), act(key=f"e-{number}", city="320600")])


def sealer_until(total):
    def run():
        sealed = 0
        while Seal.objects.count() < total:
            sealed += operations.seal(at=NOON, limit=17)
        return sealed

    return run


def after():
    findings = verification.verify()
    numbers = {city: list(Seal.objects.filter(city=city).order_by("seq").values_list("seq", flat=True)) for city in (CITY, "320600")}
    return findings.faults, numbers, Pending.objects.count(), Entry.objects.count()


def test_two_sealers_beside_two_officials_seal_everything_once_and_in_one_chain(at_once):
    total = 2 * 2 * ACTS
    *_officials, one, other = at_once(officials_at_work, officials_at_work, sealer_until(total), sealer_until(total))
    assert one + other == total
    assert at_once(after) == [([], {CITY: list(range(1, 2 * ACTS + 1)), "320600": list(range(1, 2 * ACTS + 1))}, 0, total)]


def test_two_sealers_of_the_same_waiting_entries_share_them(at_once):
    at_once(lambda: moves(1_200))
    sealed = at_once(lambda: operations.seal(at=NOON), lambda: operations.seal(at=NOON))
    assert sum(sealed) == 1_200
    [(faults, numbers, waiting, entries)] = at_once(after)
    assert (faults, numbers[CITY], waiting, entries) == ([], list(range(1, 1_201)), 0, 1_200)
