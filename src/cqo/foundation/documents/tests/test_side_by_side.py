from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from cqo.foundation.documents import blobs, operations
from cqo.foundation.documents.models import Attachment
from cqo.foundation.documents.tests import builders
from cqo.foundation.documents.tests.builders import AT, CITY, CLERK, attached

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 15


def in_a_thread(work):
    try:
        for round_ in range(ROUNDS):
            work(round_)
    finally:
        connection.close()


def test_uploads_beside_the_clearing_lose_nothing():
    def come_and_go(_round):
        operations.remove(attachment=attached(), reason="wrong_file", by=CLERK, at=AT)
        attached()

    def clear(_round):
        operations.clear_unneeded(at=AT)

    with ThreadPoolExecutor(3) as threads:
        for each in [threads.submit(in_a_thread, work) for work in (come_and_go, clear, come_and_go)]:
            each.result()
    kept = Attachment.objects.filter(removed_at__isnull=True)
    assert kept.count() == 2 * ROUNDS
    assert {b"".join(operations.read(attachment=paper, by=CLERK, at=AT)) for paper in kept} == {builders.pdf()}
    assert len(list(blobs.stored(CITY))) == 1
