from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from cqo.foundation.access.gate import PowerMissing
from cqo.foundation.accounts.states import Role
from cqo.foundation.provisions import queries, subjects
from cqo.foundation.provisions.tests.builders import HOURS, HourTerms, enacted
from cqo.foundation.refusal import NotPossible
from cqo.portal.office.operations import provisions as operations

pytestmark = pytest.mark.django_db
FIRST = date(2026, 1, 1)
FRAME = 5  # session, user, assignments, delegations, unread messages


@pytest.fixture(autouse=True)
def _hours(monkeypatch):
    """Only the invented subject is known."""
    monkeypatch.setattr(subjects, "_subjects", {HOURS.key: HOURS})


def typed(**changed):
    """The form of a new edition as somebody fills it in, to begin in ten days."""
    given = {
        "after": "0",
        "term_hours": "16",
        "article_hours": "第八条",
        "term_online_share": "",
        "article_online_share": "",
        "term_counts_reading": "no",
        "article_counts_reading": "",
        "term_level": "advance",
        "article_level": "",
        "term_kinds": ["class", "salon"],
        "article_kinds": "",
        "document_title": "汉中市学时办法",
        "document_number": "汉市监发〔2026〕9号",
        "issued_date": "2026年3月1日",
        "valid_from": (timezone.localdate() + timedelta(days=10)).isoformat(),
        "valid_to": "",
        "reason": "",
        "note": "",
    }
    return given | changed


NEW = "/office/provisions/hours/new/?place=610700"


def test_the_list_says_where_each_rule_comes_from(client, sign_in):
    sign_in(Role.COUNTY_OFFICER, "610722")
    enacted("610700", valid_from=FIRST)
    enacted("610722", valid_from=timezone.localdate() + timedelta(days=30))

    page = client.get("/office/provisions/").content.decode()

    assert "汉中市的规定，适用于本地" in page
    assert "学时办法" in page
    assert page.count("/office/provisions/hours/") == 2


def test_one_subject_shows_terms_articles_and_history(client, sign_in):
    sign_in()
    enacted("610700", valid_from=FIRST, hours=8, articles={"hours": "第八条"})
    newer = enacted("610700", valid_from=date(2026, 2, 1), hours=12, articles={"hours": "第九条"})

    page = client.get("/office/provisions/hours/").content.decode()
    older = client.get(f"/office/provisions/hours/{queries.history('hours', '610700')[1].rule_set}/").content.decode()

    assert ("12 学时" in page, "第九条" in page, "已失效" in page) == (True, True, True)
    assert ("8 学时" in older, "第八条" in older, "第九条" in older) == (True, True, False)
    assert newer.key in page


def test_two_cities_stand_side_by_side_with_their_differences_marked(client, sign_in):
    sign_in()
    enacted("610700", valid_from=FIRST, hours=8)
    enacted("320600", valid_from=FIRST, hours=16)

    page = client.get("/office/provisions/hours/compare/").content.decode()

    assert ("<b>8 学时</b>" in page, "<b>16 学时</b>" in page, "有 1 项不同" in page) == (True, True, True)
    assert ("汉中市" in page, "南通市" in page) == (True, True)


def test_a_new_edition_is_typed_checked_and_enacted(client, sign_in):
    by = sign_in()
    enacted("610700", valid_from=FIRST, hours=8)
    form = client.get(NEW)
    assert form.context["form"]["term_hours"].value() == 8

    preview = client.post(NEW, typed(after="1"))
    assert queries.latest("hours", "610700").edition == 1
    assert [(row.label, row.left, row.right) for row in preview.context["rows"]] == [
        ("每年学时", "8 学时", "16 学时"),
        ("层次", "基础", "提高"),
        ("形式", "面授", "面授；沙龙"),
    ]
    assert "不受影响" in preview.content.decode()

    done = client.post(NEW, dict(_hidden(preview)))

    made = queries.latest("hours", "610700")
    assert (made.edition, made.terms, made.document.number) == (
        2,
        HourTerms(hours=16, level="advance", kinds=("class", "salon")),
        "汉市监发〔2026〕9号",
    )
    assert (made.document.issued_date, made.articles, made.recorded_by) == (date(2026, 3, 1), {"hours": "第八条"}, str(by.user))
    assert done.url == f"/office/provisions/hours/{made.rule_set}/"


def _hidden(page):
    """What the confirmation page would post: several values under one name stay several."""
    values = {}
    for name, value in page.context["hidden"]:
        values.setdefault(name, []).append(value)
    return values


def test_going_back_from_the_preview_keeps_what_was_typed(client, sign_in):
    sign_in()
    preview = client.post(NEW, typed())

    page = client.post(NEW, _hidden(preview) | {"back": "1"})

    assert (page.context["form"]["term_hours"].value(), page.context["form"]["document_number"].value()) == ("16", "汉市监发〔2026〕9号")
    assert queries.latest("hours", "610700") is None


def test_a_repeated_confirmation_makes_no_second_edition(client, sign_in):
    sign_in()
    confirmed = _hidden(client.post(NEW, typed()))
    client.post(NEW, confirmed)

    again = client.post(NEW, confirmed)

    assert len(queries.history("hours", "610700")) == 1
    assert again.status_code == 200
    assert again.context["form"].errors != {}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"term_hours": ""}, "term_hours"),
        ({"term_hours": "-1"}, "term_hours"),
        ({"term_level": "top"}, "term_level"),
        ({"document_number": " "}, "document_number"),
        ({"issued_date": "2026-02-30"}, "issued_date"),
        ({"valid_from": "2026-01-05"}, "reason"),
        ({"valid_to": "2026-01-05"}, "valid_to"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(client, sign_in, changed, field):
    sign_in()
    page = client.post(NEW, typed(**changed))

    assert list(page.context["form"].errors) == [field]
    assert queries.latest("hours", "610700") is None


def test_a_start_inside_the_edition_before_is_told_beside_its_field(client, sign_in):
    sign_in()
    enacted("610700", valid_from=timezone.localdate() + timedelta(days=20))

    page = client.post(NEW, typed(after="1"))

    assert list(page.context["form"].errors) == ["valid_from"]


def test_only_the_city_makes_rules_and_only_its_own(client, sign_in):
    by = sign_in()
    assert client.get("/office/provisions/hours/new/?place=610722").status_code == 200
    assert client.get("/office/provisions/hours/new/?place=320600").status_code == 404
    assert client.get("/office/provisions/hours/new/?place=610000").status_code == 404
    assert client.get("/office/provisions/hours/new/?place=000000").status_code == 404

    with pytest.raises(NotPossible) as refusal:
        act(by, "320600")
    assert refusal.value.code == "provisions.out_of_reach"
    with pytest.raises(PowerMissing):
        act(replace(by, powers=frozenset()), "610700")


def test_a_county_reads_but_does_not_make(client, sign_in):
    sign_in(Role.COUNTY_OFFICER, "610722")

    assert client.get("/office/provisions/hours/").status_code == 200
    assert client.get("/office/provisions/hours/new/").status_code == 403


@pytest.mark.parametrize(
    "address", ["nothing/", "hours/?place=999999", "hours/compare/?left=abc", "hours/01a20c84-dccd-74c6-9535-03f37c76d0de/"]
)
def test_an_address_of_nothing_is_not_found(client, sign_in, address):
    sign_in()
    assert client.get(f"/office/provisions/{address}").status_code == 404


def test_the_pages_cost_a_fixed_number_of_queries(client, sign_in, django_assert_num_queries):
    sign_in()
    enacted("610700", valid_from=FIRST)
    client.get("/office/provisions/")
    for _time in range(2):
        with django_assert_num_queries(FRAME + 3):
            client.get("/office/provisions/")
        with django_assert_num_queries(FRAME + 2):
            client.get("/office/provisions/hours/")


def act(by, place):
    """Enact by the operation itself, past the screens."""
    return operations.enact(
        subject="hours",
        division_code=place,
        terms=HourTerms(),
        document=queries.Document("办法", "1号", FIRST),
        valid_from=FIRST,
        valid_to=None,
        articles={},
        note="",
        reason="补录",
        after=0,
        by=by,
        at=timezone.now(),
    )
