import os
from datetime import timedelta
from io import BytesIO

import pytest

from cqo.foundation.audit import queries as record
from cqo.foundation.audit.ids import new_id
from cqo.foundation.documents import blobs, jobs, operations, queries
from cqo.foundation.documents.models import Attachment, Blob
from cqo.foundation.documents.tests import builders
from cqo.foundation.documents.tests.builders import AT, CITY, CLERK, KIND, attached
from cqo.foundation.refusal import NotPossible

pytestmark = pytest.mark.django_db


def remove(paper):
    operations.remove(attachment=paper, reason="wrong_file", by=CLERK, at=AT)


def made_old(path):
    long_ago = (AT - timedelta(days=2)).timestamp()
    os.utime(path, (long_ago, long_ago))


def test_a_removed_paper_leaves_a_tomb_without_name():
    key = new_id()
    paper = attached(key=key)
    remove(paper)
    tomb = Attachment.objects.get(pk=paper.pk)
    assert (tomb.removed_at, tomb.name, tomb.blob, tomb.digest) == (AT, None, None, paper.digest)
    assert queries.papers(KIND, key) == []
    assert [(each.name, each.url) for each in queries.papers(KIND, key, with_removed=True)] == [("", "")]


def test_the_record_says_that_and_why_it_was_removed():
    key = new_id()
    paper = attached(key=key)
    remove(paper)
    facts = {"attachment": str(paper.pk), "purpose": "letter", "digest": paper.digest, "reason": "wrong_file"}
    assert ("attachment.removed", facts) in [(entry.event, entry.stated) for entry in record.timeline(KIND, key)]


def test_a_paper_is_removed_once():
    paper = attached()
    remove(paper)
    with pytest.raises(NotPossible) as refused:
        remove(paper)
    assert refused.value.code == "document.removed_already"


def test_the_content_goes_when_no_paper_needs_it():
    first, second = attached(), attached()
    remove(first)
    assert (operations.clear_unneeded(at=AT), len(list(blobs.stored(CITY)))) == (0, 1)
    remove(second)
    assert (operations.clear_unneeded(at=AT), list(blobs.stored(CITY)), Blob.objects.count()) == (1, [], 0)


def test_a_content_that_was_cleared_can_be_uploaded_again():
    remove(attached())
    operations.clear_unneeded(at=AT)
    paper = attached()
    assert b"".join(operations.read(attachment=paper, by=CLERK, at=AT)) == builders.pdf()


def test_an_upload_that_nobody_attached_goes_after_a_day():
    upload = operations.receive(BytesIO(builders.pdf()), name="a.pdf")
    assert (operations.clear_unneeded(at=AT), upload.draft.path.exists()) == (0, True)
    made_old(upload.draft.path)
    assert (operations.clear_unneeded(at=AT), upload.draft.path.exists()) == (1, False)


def test_a_file_that_a_failed_act_left_goes_after_a_day():
    upload = operations.receive(BytesIO(builders.pdf()), name="a.pdf")
    blobs.place(upload.draft, city_code=CITY)
    (path,) = blobs.stored(CITY)
    assert operations.clear_unneeded(at=AT) == 0
    made_old(path)
    assert (operations.clear_unneeded(at=AT), path.exists(), Blob.objects.count()) == (1, False, 0)


def test_old_files_that_are_needed_stay():
    paper = attached()
    (path,) = blobs.stored(CITY)
    made_old(path)
    assert operations.clear_unneeded(at=AT) == 0
    assert b"".join(operations.read(attachment=paper, by=CLERK, at=AT)) == builders.pdf()


def test_what_a_killed_export_left_in_the_spool_goes(settings):
    left = settings.SPOOL / "half-written"
    left.write_bytes(b"rows")
    made_old(left)
    assert (operations.clear_unneeded(at=AT), left.exists()) == (1, False)


def test_the_worker_clears_when_the_clock_asks_for_it():
    remove(attached())
    jobs.clear_soon(at=AT)
    jobs.clear_unneeded.call()
    assert list(blobs.stored(CITY)) == []
