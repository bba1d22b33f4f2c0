from io import BytesIO

import pytest
from django.db import IntegrityError, connection, transaction

from cqo.foundation.audit import queries as record
from cqo.foundation.audit.ids import new_id
from cqo.foundation.documents import blobs, operations, queries
from cqo.foundation.documents.models import Attachment, Blob
from cqo.foundation.documents.tests import builders
from cqo.foundation.documents.tests.builders import AT, CITY, CLERK, KIND, attached
from cqo.foundation.refusal import NotPossible
from cqo.foundation.sealing.sealing import digest

pytestmark = [pytest.mark.django_db, pytest.mark.urls("cqo.foundation.documents.tests.addresses")]


def entries(key):
    return [(entry.event, entry.stated) for entry in record.timeline(KIND, key)]


def test_a_paper_comes_back_as_it_was_sent():
    content = builders.pdf("a" * 3_000_000)
    paper = attached(content)
    assert b"".join(operations.read(attachment=paper, by=CLERK, at=AT)) == content


def test_what_is_known_of_a_paper_is_read_from_its_content():
    content = builders.jpeg()
    paper = attached(content, name="身份证.png")
    stored = Attachment.objects.get(pk=paper.pk)
    assert (stored.content_type, stored.name.reveal(), stored.size, stored.digest, stored.uploaded_by) == (
        "image/jpeg",
        "身份证.png.jpg",
        len(content),
        digest(content),
        str(CLERK.user),
    )


def test_neither_content_nor_name_lies_open_on_the_disk():
    paper = attached(builders.pdf("Wang Jianguo 13912342231"), name="王建国.pdf")
    stored = blobs.path_of(CITY, paper.digest).read_bytes()
    assert (b"Wang Jianguo" in stored, b"%PDF" in stored) == (False, False)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM documents_attachment")
        (name,) = cursor.fetchone()
    assert "王建国".encode() not in bytes(name)


def test_an_equal_content_is_stored_once():
    first, second = attached(name="一.pdf"), attached(name="二.pdf")
    assert first.blob_id == second.blob_id
    assert [path.name for path in blobs.stored(CITY)] == [first.digest]


def test_cities_do_not_share_a_content():
    upload = operations.receive(BytesIO(builders.pdf()), name="a.pdf")
    other = operations.attach(kind=KIND, key=new_id(), purpose="letter", upload=upload, city="320600", by=CLERK, at=AT)
    assert attached().blob_id != other.blob_id
    assert (Blob.objects.count(), len(list(blobs.stored("320600")))) == (2, 1)


def test_the_record_names_the_paper_by_key_and_digest():
    key = new_id()
    paper = attached(key=key, name="王建国.pdf")
    facts = {"attachment": str(paper.pk), "purpose": "letter", "digest": paper.digest, "size": paper.size}
    assert entries(key) == [("attachment.added", facts)]


def test_an_upload_that_was_cleared_away_cannot_be_attached():
    upload = operations.receive(BytesIO(builders.pdf()), name="a.pdf")
    upload.draft.path.unlink()
    with pytest.raises(NotPossible) as refused:
        operations.attach(kind=KIND, key=new_id(), purpose="letter", upload=upload, city=CITY, by=CLERK, at=AT)
    assert (refused.value.code, Attachment.objects.count(), Blob.objects.count()) == ("document.upload_gone", 0, 0)


def test_one_upload_may_be_attached_to_two_cases():
    upload = operations.receive(BytesIO(builders.pdf()), name="a.pdf")
    papers = [operations.attach(kind=KIND, key=new_id(), purpose="letter", upload=upload, city=CITY, by=CLERK, at=AT) for _ in range(2)]
    assert [b"".join(operations.read(attachment=paper, by=CLERK, at=AT)) for paper in papers] == [builders.pdf()] * 2


def test_a_file_that_is_not_taken_leaves_nothing(own_attachments):
    with pytest.raises(NotPossible) as refused:
        operations.receive(BytesIO(b"MZ" + b"\x00" * 100), name="setup.pdf")
    assert (refused.value.code, list(blobs.passing_files())) == ("document.kind_not_taken", [])


def test_the_database_refuses_a_paper_without_content():
    paper = attached()
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.filter(pk=paper.pk).update(blob=None)


def test_papers_of_several_cases_cost_one_query(django_assert_num_queries):
    first, second = new_id(), new_id()
    attached(key=first, name="一.pdf")
    attached(key=second, name="二.pdf")
    attached(key=second, name="三.pdf", content=builders.png())
    with django_assert_num_queries(1):
        found = queries.papers_of(KIND, [first, second])
    assert {key: [paper.name for paper in papers] for key, papers in found.items()} == {first: ["一.pdf"], second: ["二.pdf", "三.pdf.png"]}
