"""The candidate's pages, through the whole of Django: what each shows when, what none of them shows ever."""

import json
import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from cqo.foundation.accounts.models import User
from cqo.qualification.exams import clock
from cqo.qualification.exams.models import Answer, Attempt, Sitting
from cqo.qualification.exams.operations import answers, attempts
from cqo.qualification.exams.operations.answers import Delivery, Save
from cqo.qualification.exams.tests import candidates
from cqo.qualification.exams.tests.candidates import LAST_START, OPENS
from cqo.registry.enterprises.tests import builders as registry

pytestmark = pytest.mark.django_db(transaction=True)
MINUTE = timedelta(minutes=1)


class Now:
    """The server's clock, as a test sets it."""

    at: datetime = OPENS

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def now(monkeypatch):
    set_by_test = Now()
    monkeypatch.setattr(clock, "now", set_by_test)
    return set_by_test


@pytest.fixture
def attempt():
    return candidates.attempt()


@pytest.fixture
def browser(attempt):
    return signed_in(candidates.candidate(attempt))


def signed_in(actor):
    client = Client()
    client.force_login(User.objects.get(pk=actor.user), backend="cqo.foundation.accounts.backends.NameOrPhone")
    return client


def address(attempt, name="exam"):
    return reverse(f"exams:{name}", args=[attempt.pk])


def deliver(attempt, *saves, at):
    return answers.keep(
        [
            Delivery(
                attempt=attempt.pk,
                paper=attempt.sitting.paper_id,
                device="device01",
                seen=0,
                at=at,
                saves=tuple(Save(*each) for each in saves),
            )
        ]
    )[0]


def test_before_the_opening_a_room_with_countdown_and_the_rule_of_the_end(attempt, browser, now):
    now.at = OPENS - 90 * MINUTE

    page = browser.get(address(attempt)).content.decode()

    assert ('data-wait="5400.0"' in page, "1:30:00" in page, "开始考试</button>" in page) == (True, True, False)
    assert "从开始起计 90 分钟，但不超过全场结束时间 11:00，以先到者为准；到时自动交卷。" in page
    assert browser.post(address(attempt, "start"), follow=True).context["standing"][1] == "info"
    attempt.refresh_from_db()
    assert attempt.started_at is None


def test_started_once_in_two_tabs_and_reloaded_the_rest_of_the_time_is_the_same(attempt, browser, now):
    browser.post(address(attempt, "start"))
    now.at = OPENS + 10 * MINUTE
    browser.post(address(attempt, "start"))

    page = browser.get(address(attempt))

    attempt.refresh_from_db()
    assert (attempt.started_at, attempt.ends_at) == (OPENS, OPENS + 90 * MINUTE)
    assert (page.context["left"], page.context["clock"]) == (80 * 60.0, "1:20:00")


def test_the_page_shows_what_was_saved_in_the_candidates_own_order(attempt, browser, now):
    Attempt.objects.filter(pk=attempt.pk).update(order=[3, 1, 2], started_at=OPENS, ends_at=OPENS + 90 * MINUTE)
    deliver(attempt, (2, 1, "AC"), (1, 2, "B"), (1, 3, "D"), at=OPENS + MINUTE)
    now.at = OPENS + 2 * MINUTE

    page = browser.get(address(attempt)).content.decode()

    assert re.findall(r'id="q(\d)" data-item="(\d)"', page) == [("1", "3"), ("2", "1"), ("3", "2")]
    ticked = re.findall(r'name="(q\d)" value="([A-L])" checked', page)
    assert ticked == [("q1", "D"), ("q2", "A"), ("q2", "C")]
    assert 'data-revision="3"' in page


def test_without_script_the_form_saves_what_was_changed_on_it(attempt, browser, now):
    browser.post(address(attempt, "start"))
    shown = browser.get(address(attempt)).context["shown"]
    deliver(attempt, (3, 1, "B"), at=OPENS + MINUTE)  # another device, after the page was loaded

    answer = browser.post(address(attempt, "save"), {"shown": shown, "q1": "B", "q2": ["C", "A"], "then": "stay"})

    assert answer.headers["Location"] == address(attempt)
    assert answers.current([attempt.pk])[attempt.pk] == {1: "B", 2: "AC", 3: "B"}
    browser.post(address(attempt, "save"), {"shown": json.dumps({"1": "B"}), "q1": "B"})
    assert Answer.objects.count() == 3


def test_without_script_a_save_after_the_end_says_so_and_keeps_nothing(attempt, browser, now):
    browser.post(address(attempt, "start"))
    now.at = OPENS + 91 * MINUTE

    page = browser.post(address(attempt, "save"), {"shown": "{}", "q1": "B"}, follow=True).content.decode()

    assert ("服务器时间 10:31:00 收到，考试已经结束" in page, Answer.objects.count()) == (True, 0)


def test_handing_in_says_what_is_unanswered_and_gives_a_receipt_that_holds(attempt, browser, now):
    browser.post(address(attempt, "start"))
    deliver(attempt, (1, 1, "B"), at=OPENS + MINUTE)
    now.at = OPENS + 5 * MINUTE

    summary = browser.get(address(attempt, "hand_in"))
    first = browser.post(address(attempt, "hand_in"), follow=True)
    browser.post(address(attempt, "hand_in"))
    text = browser.get(address(attempt, "receipt_file")).content.decode()

    assert (summary.context["unanswered"], summary.context["answered"]) == ([2, 3], 1)
    attempt.refresh_from_db()
    assert (attempt.handed_in_at, attempt.handed_in_by, attempt.points_tenths) == (now.at, "candidate", 20)
    assert attempt.answers_digest in first.content.decode()
    checked = browser.post(reverse("exams:check_receipt"), {"text": text})
    assert checked.context["checked"].verdict == "right"
    forged = text.replace("已答题数：1", "已答题数：3")
    assert browser.post(reverse("exams:check_receipt"), {"text": forged}).context["checked"].verdict == "not_ours"


def test_a_receipt_shows_when_the_stored_answers_are_no_longer_those(attempt, browser, now):
    browser.post(address(attempt, "start"))
    deliver(attempt, (1, 1, "B"), at=OPENS + MINUTE)
    browser.post(address(attempt, "hand_in"))
    text = browser.get(address(attempt, "receipt_file")).content.decode()
    Answer.objects.update(choice="C")

    official = signed_in(registry.city_officer())
    assert official.post(reverse("exams:check_receipt"), {"text": text}).context["checked"].verdict == "differs"


def test_after_the_end_the_clock_has_handed_in_whoever_looks_first(attempt, browser, now):
    browser.post(address(attempt, "start"))
    now.at = OPENS + 90 * MINUTE + timedelta(seconds=1)
    settling = browser.get(address(attempt))
    now.at += timedelta(seconds=5)

    page = browser.get(address(attempt), follow=True).content.decode()

    attempt.refresh_from_db()
    assert (settling.status_code, settling.headers["Refresh"]) == (200, "4")
    assert (attempt.handed_in_by, attempt.handed_in_at) == ("clock", OPENS + 90 * MINUTE)
    assert "系统已自动交卷" in page


def test_who_comes_too_late_is_told(attempt, browser, now):
    now.at = LAST_START + MINUTE

    page = browser.post(address(attempt, "start"), follow=True).content.decode()

    assert "已过最晚进入时间" in page


@pytest.mark.parametrize("name", ["exam", "start", "save", "renew", "hand_in", "receipt", "receipt_file"])
def test_another_candidates_sitting_is_not_there(attempt, now, name):
    other = candidates.attempt(attempt.sitting)
    stranger = signed_in(candidates.candidate(other, "stranger"))

    statuses = [stranger.get(address(attempt, name)).status_code, stranger.post(address(attempt, name)).status_code]

    assert set(statuses) <= {404, 405}
    assert signed_in(registry.city_officer()).post(address(attempt, name)).status_code == 403


def test_no_reply_to_a_candidate_holds_a_key_an_explanation_or_a_score(attempt, browser, now):
    """Every candidate-side address, in every phase; the key is there to leak: it marks the attempt in the end."""
    replies = []

    def walk():
        names = ("exam", "hand_in", "receipt", "receipt_file")
        replies.extend(browser.get(address(attempt, name), follow=True).content.decode() for name in names)
        replies.extend(browser.post(address(attempt, name), follow=True).content.decode() for name in ("save", "renew"))
        replies.append(browser.get(reverse("exams:mine")).content.decode())

    now.at = OPENS - MINUTE
    walk()
    now.at = OPENS
    replies.append(browser.post(address(attempt, "start"), follow=True).content.decode())
    walk()
    outcome = deliver(attempt, (1, 1, "B"), (2, 2, "ABC"), at=now.at)
    replies.append(repr(outcome))
    walk()
    replies.append(browser.post(address(attempt, "hand_in"), follow=True).content.decode())
    walk()

    attempt.refresh_from_db()
    assert attempt.points_tenths == 40
    seen = "\n".join(replies)
    leaked = [
        seen[max(0, found.start() - 60) : found.end() + 60]
        for found in re.finditer(r"解析|explanation|points_tenths|answer_key|correct|[\"']key[\"']", seen)
    ]
    assert leaked == []
    assert {
        re.sub(r" checked", "", each) for each in re.findall(r'<input class="form-check-input"[^>]*>', seen) if 'name="q1"' in each
    } == {f'<input class="form-check-input" type="radio" name="q1" value="{letter}">' for letter in "ABCD"}


def test_the_exam_page_asks_a_fixed_number_of_queries(attempt, browser, now, django_assert_max_num_queries):
    browser.post(address(attempt, "start"))
    browser.get(address(attempt))

    with django_assert_max_num_queries(6):
        browser.get(address(attempt))


def test_my_exams_are_listed_and_none_says_what_to_expect(attempt, browser, now):
    assert attempt.sitting.title in browser.get(reverse("exams:mine")).content.decode()
    Attempt.objects.all().delete()
    Sitting.objects.all().delete()
    assert "还没有安排给您的考试" in browser.get(reverse("exams:mine")).content.decode()


def test_an_extension_while_it_runs_reaches_the_page(attempt, browser, now):
    browser.post(address(attempt, "start"))
    Attempt.objects.filter(pk=attempt.pk).update(extra_minutes=15, ends_at=OPENS + 105 * MINUTE)

    assert browser.get(address(attempt)).context["clock"] == "1:45:00"
    assert attempts.hand_in_due(at=OPENS + 104 * MINUTE) == 0
