import pytest
from django.urls import reverse

from cqo.foundation.audit import queries as record
from cqo.foundation.audit.ids import new_id
from cqo.foundation.documents import blobs, operations, readers
from cqo.foundation.documents.tests import builders
from cqo.foundation.documents.tests.builders import AT, CITY, KIND, attached

pytestmark = [pytest.mark.django_db, pytest.mark.urls("cqo.foundation.documents.tests.addresses")]
WECHAT = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/116 Mobile MicroMessenger/8.0.50"


@pytest.fixture
def case(monkeypatch):
    """A case whose papers its own user may read."""
    allowed = set()
    monkeypatch.setitem(readers._readers, KIND, lambda actor, key: (actor.user, key) in allowed)
    key = new_id()
    return key, lambda user: allowed.add((user.pk, key))


@pytest.fixture
def reader(client, case):
    """A client signed in as somebody who may read the case."""
    user = builders.official("reader")
    case[1](user)
    client.force_login(user, backend="cqo.foundation.accounts.backends.NameOrPhone")
    return client


def address(paper):
    return reverse("documents:attachment", args=[paper.pk])


def reads():
    return record.recent(event="attachment.read").count()


def test_whoever_may_see_the_case_gets_the_paper(reader, case):
    paper = attached(builders.pdf("b" * 2_500_000), key=case[0], name="聘任书（甲）.pdf")
    response = reader.get(address(paper))
    assert (response.status_code, response["Content-Type"], response.getvalue()) == (200, "application/pdf", builders.pdf("b" * 2_500_000))
    assert response["Content-Disposition"] == "inline; filename*=utf-8''%E8%81%98%E4%BB%BB%E4%B9%A6%EF%BC%88%E7%94%B2%EF%BC%89.pdf"
    assert (response["X-Content-Type-Options"], response["Cache-Control"]) == ("nosniff", "private, no-store")


@pytest.mark.parametrize(
    ("content", "disposition"),
    [
        (builders.png(), "inline"),
        (builders.jpeg(), "inline"),
        (builders.webp(), "inline"),
        (builders.docx(), "attachment"),
        (builders.xlsx(), "attachment"),
        (builders.ofd(), "attachment"),
    ],
)
def test_only_pdf_and_pictures_open_in_the_browser(reader, case, content, disposition):
    response = reader.get(address(attached(content, key=case[0], name="a")))
    assert response["Content-Disposition"].split(";")[0] == disposition


def test_a_paper_runs_nothing_in_the_browser(reader, case):
    response = reader.get(address(attached(builders.png(), key=case[0], name="a")))
    assert response["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def test_every_reading_stands_in_the_record(reader, case):
    paper = attached(key=case[0])
    reader.get(address(paper))
    (entry,) = record.recent(event="attachment.read")
    assert (entry.city, entry.kind, entry.key) == (CITY, KIND, str(case[0]))
    assert entry.stated == {"attachment": str(paper.pk), "purpose": "letter", "digest": paper.digest}


def test_for_everybody_else_the_paper_does_not_exist(client, case):
    paper = attached(key=case[0])
    client.force_login(builders.official("stranger"), backend="cqo.foundation.accounts.backends.NameOrPhone")
    assert (client.get(address(paper)).status_code, reads()) == (404, 0)


def test_papers_of_a_kind_that_nobody_answers_for_do_not_exist(reader):
    paper = attached(kind="unknown_kind")
    assert reader.get(address(paper)).status_code == 404


def test_signed_out_one_is_asked_to_sign_in(client, case, settings):
    settings.LOGIN_URL = "/sign-in/"
    paper = attached(key=case[0])
    response = client.get(address(paper))
    assert (response.status_code, response["Location"]) == (302, f"/sign-in/?next={address(paper)}")


def test_a_removed_paper_does_not_exist(reader, case):
    paper = attached(key=case[0])
    operations.remove(attachment=paper, reason="wrong_file", by=builders.CLERK, at=AT)
    assert reader.get(address(paper)).status_code == 404


def test_a_content_that_was_tampered_with_is_not_sent(reader, case):
    paper = attached(key=case[0])
    path = blobs.path_of(CITY, paper.digest)
    path.write_bytes(path.read_bytes()[:-1] + b"\x00")
    response = reader.get(address(paper))
    assert (response.status_code, "系统管理员" in response.content.decode(), reads()) == (500, True, 0)


def test_wechat_says_how_to_open_what_it_would_drop(reader, case):
    paper = attached(key=case[0])
    response = reader.get(address(paper), headers={"User-Agent": WECHAT})
    assert (response["Content-Type"], "在浏览器打开" in response.content.decode(), reads()) == ("text/html; charset=utf-8", True, 0)
    assert reader.get(address(paper) + "?here=1", headers={"User-Agent": WECHAT})["Content-Type"] == "application/pdf"


def test_wechat_shows_pictures(reader, case):
    paper = attached(builders.png(), key=case[0], name="a.png")
    assert reader.get(address(paper), headers={"User-Agent": WECHAT})["Content-Type"] == "image/png"
