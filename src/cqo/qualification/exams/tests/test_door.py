"""The door itself: who may come in, what it understands, what it tells. A loop of its own, the real writer, the real database."""

import asyncio
import json
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest

from cqo.qualification.exams import passes
from cqo.qualification.exams.door import BURST, Door, Pace
from cqo.qualification.exams.models import Answer, Attempt
from cqo.qualification.exams.operations import answers
from cqo.qualification.exams.tests import candidates
from cqo.qualification.exams.tests.candidates import OPENS
from cqo.qualification.exams.writer import Writer

pytestmark = pytest.mark.django_db(transaction=True)
AT = OPENS + timedelta(minutes=10)
SESSION = "a-session-key"
ORIGIN = "http://testserver"


class Page:
    """An exam page that knocks at a door."""

    def __init__(self, attempt, *, at=AT, session=SESSION, writer=None) -> None:
        self.attempt = attempt
        self.door = Door(writer or Writer(answers.keep), now=lambda: at)
        self.headers = {
            "host": "testserver",
            "origin": ORIGIN,
            "content-type": "application/json",
            "cookie": f"other=1; sessionid={session}",
            "authorization": f"Exam {self.pass_(AT)}",
        }

    def pass_(self, at, session=SESSION):
        user = self.attempt.enrolment.person.pk
        return passes.issue(attempt=self.attempt.pk, paper=self.attempt.sitting.paper_id, user=user, session_key=session, at=at)

    def send(self, *saves, device="device01", seen=0, **changed):
        """Knock once; status and what was told."""
        return self.knock(json.dumps({"device": device, "seen": seen, "saves": list(saves)}).encode(), **changed)

    def knock(self, body=b"", *, path="/answers/", method="POST", **headers):
        return asyncio.run(
            self._knocked(body, path, method, {**self.headers, **{name.replace("_", "-"): text for name, text in headers.items()}})
        )

    async def _knocked(self, body, path, method, headers):
        sent = []

        async def receive():
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message):
            sent.append(message)

        raw = [(name.encode(), text.encode()) for name, text in headers.items() if text is not None]
        await self.door({"type": "http", "path": path, "method": method, "headers": raw}, receive, send)
        return sent[0]["status"], json.loads(sent[1]["body"])


@pytest.fixture
def writer() -> Iterator[Writer]:
    made = Writer(answers.keep)
    yield made
    made.close()


@pytest.fixture
def page(writer, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    return Page(candidates.attempt(started=OPENS), writer=writer)


def test_a_save_is_acknowledged_once_it_is_in_the_database(page):
    told = page.send([1, 1, "B"], [2, 2, "AC"])

    assert told == (200, {"kept": [1, 2], "left": 80 * 60.0, "revision": 2})
    assert Answer.objects.count() == 2


def test_asking_alone_tells_the_rest_of_the_time_and_follows_an_extension(page):
    before = page.send()
    Attempt.objects.filter(pk=page.attempt.pk).update(ends_at=page.attempt.ends_at + timedelta(minutes=15))
    after = page.send()

    assert (before[1]["left"], after[1]["left"], Answer.objects.count()) == (80 * 60.0, 95 * 60.0, 0)


def test_a_save_after_the_end_is_refused_with_the_moment_and_kept_nowhere(page):
    Attempt.objects.filter(pk=page.attempt.pk).update(ends_at=AT)

    told = page.send([1, 1, "B"])

    assert told == (409, {"code": "over", "at": "2026-03-20T09:10:00.000+08:00", "kept": [], "left": 0.0, "revision": 0})
    assert Answer.objects.count() == 0


@pytest.mark.parametrize(
    ("headers", "answer"),
    [
        ({"authorization": None}, (401, "no_pass")),
        ({"authorization": "Exam " + "0" * 152}, (401, "no_pass")),
        ({"cookie": "sessionid=another-session"}, (401, "no_pass")),
        ({"cookie": None}, (401, "no_pass")),
        ({"origin": None}, (403, "another_site")),
        ({"origin": "https://evil.example"}, (403, "another_site")),
        ({"origin": "null"}, (403, "another_site")),
        ({"host": "evil.example", "origin": "http://evil.example"}, (400, "unknown_host")),
        ({"content_type": "text/plain"}, (415, "json_only")),
        ({"method": "GET"}, (405, "post_only")),
        ({"path": "/answers/other"}, (404, "no_such_place")),
    ],
)
def test_who_has_no_right_to_save_is_refused(page, headers, answer):
    status, told = page.send([1, 1, "B"], **headers)

    assert ((status, told), Answer.objects.count()) == ((answer[0], {"code": answer[1]}), 0)


def test_a_pass_for_one_attempt_opens_no_other_and_ends(page):
    good = page.pass_(AT)
    other = candidates.attempt(page.attempt.sitting, started=OPENS)
    swapped = other.pk.hex + good[32:]

    assert page.send([1, 1, "B"], authorization=f"Exam {swapped}")[0] == 401
    assert page.send([1, 1, "B"], authorization=f"Exam {page.pass_(AT - passes.LASTS)}")[0] == 401
    assert page.send([1, 1, "B"], authorization=f"Exam {good}")[0] == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b'{"device":"device01","seen":0}',
        b'{"device":"device01","seen":0,"saves":[],"more":1}',
        b'{"device":"UPPER001","seen":0,"saves":[]}',
        b'{"device":"device01","seen":-1,"saves":[]}',
        b'{"device":"device01","seen":true,"saves":[]}',
        b'{"device":"device01","seen":0,"saves":[[1,1]]}',
        b'{"device":"device01","seen":0,"saves":[[1,1.5,"A"]]}',
        b'{"device":"device01","seen":0,"saves":[[1,1,"A\'; DROP TABLE"]]}',
        b'{"device":"device01","seen":0,"saves":[[1,99999999999,"A"]]}',
        b'{"device":"device01","seen":0,"saves":{"1":"A"}}',
        b"[" * 20000,
    ],
)
def test_what_no_exam_page_sends_is_not_understood(page, body):
    assert page.knock(body) == (400, {"code": "not_understood"})


def test_a_long_body_and_an_unknown_answer_are_refused(page):
    assert page.knock(b" " * 40000) == (413, {"code": "too_long"})
    assert page.send([9, 1, "A"]) == (422, {"code": "unknown_answer"})


def test_one_attempt_alone_is_slowed_down(page, writer):
    statuses = [page.send()[0] for _ in range(int(BURST) + 2)]

    assert statuses[-1] == 429
    assert set(statuses[:-2]) == {200}
    neighbour = Page(candidates.attempt(page.attempt.sitting, started=OPENS), writer=writer)
    neighbour.door = page.door
    assert neighbour.send()[0] == 200


def test_the_pace_recovers_and_is_remembered_for_the_last_only():
    pace = Pace(rate=2, burst=2, remembered=1)

    assert [pace.may("a", now=0.0), pace.may("a", now=0.0), pace.may("a", now=0.0), pace.may("a", now=0.5)] == [True, True, False, True]
    assert [pace.may("b", now=0.5), pace.may("a", now=0.5)] == [True, True]


def test_a_full_queue_answers_at_once_that_it_is_busy(settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    page = Page(candidates.attempt(started=OPENS), writer=Writer(answers.keep, capacity=0))

    assert page.send([1, 1, "B"]) == (503, {"code": "busy"})


def test_what_cannot_be_written_is_never_acknowledged(settings):
    def broken(deliveries):
        raise RuntimeError("the disk is full")

    settings.ALLOWED_HOSTS = ["testserver"]
    writer = Writer(broken)
    page = Page(candidates.attempt(started=OPENS), writer=writer)

    assert page.send([1, 1, "B"]) == (503, {"code": "busy"})
    writer.close()


def test_a_hundred_at_once_are_written_in_few_transactions(settings, writer):
    settings.ALLOWED_HOSTS = ["testserver"]
    batches = []

    def slowly(deliveries):
        batches.append(len(deliveries))
        time.sleep(0.02)
        return answers.keep(deliveries)

    own = Writer(slowly)
    held = candidates.sitting()
    pages = [Page(candidates.attempt(held, started=OPENS), writer=own) for _ in range(100)]

    async def all_at_once():
        body = json.dumps({"device": "device01", "seen": 0, "saves": [[1, 1, "B"]]}).encode()
        return await asyncio.gather(*(page._knocked(body, "/answers/", "POST", page.headers) for page in pages))

    told = asyncio.run(all_at_once())
    own.close()

    assert [status for status, _told in told] == [200] * 100
    assert (sum(batches), len(batches) <= 3, Answer.objects.count()) == (100, True, 100)
