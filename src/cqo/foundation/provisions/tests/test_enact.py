from datetime import date, timedelta
from uuid import UUID

import pytest

from cqo.foundation.audit import queries as record
from cqo.foundation.provisions import operations, queries
from cqo.foundation.provisions.models import RuleSet
from cqo.foundation.provisions.queries import Document
from cqo.foundation.provisions.tests.builders import AT, HourTerms, enacted
from cqo.foundation.refusal import NotPossible

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


def test_a_new_edition_closes_the_one_before_on_the_eve():
    enacted("610700", valid_from=date(2026, 1, 1), hours=8)

    enacted("610700", valid_from=date(2026, 7, 1), hours=12)

    spans = [(edition.edition, edition.valid_from, edition.valid_to) for edition in queries.history("hours", "610700")]
    assert spans == [(2, date(2026, 7, 1), None), (1, date(2026, 1, 1), date(2026, 6, 30))]
    assert queries.in_force("hours", "610700", date(2026, 6, 30)).terms.hours == 8
    assert queries.in_force("hours", "610700", date(2026, 7, 1)).terms.hours == 12


def test_a_running_case_keeps_the_edition_it_pinned():
    class Case:
        provision: UUID | None = enacted("610700", valid_from=date(2026, 1, 1), hours=8).rule_set

    before = RuleSet.objects.values("terms", "document_number", "valid_from", "articles").get(pk=Case.provision)
    enacted("610700", valid_from=date(2026, 7, 1), hours=12)

    assert queries.pinned(Case()).terms.hours == 8
    assert RuleSet.objects.values("terms", "document_number", "valid_from", "articles").get(pk=Case.provision) == before


def test_a_case_that_pinned_nothing_is_refused():
    class Draft:
        provision: UUID | None = None

    with pytest.raises(NotPossible) as refusal:
        queries.pinned(Draft())
    assert refusal.value.code == "provisions.not_pinned"


@pytest.mark.parametrize("first_day", [date(2026, 7, 1), date(2026, 6, 30)])
def test_an_edition_that_would_overlap_a_coming_one_is_refused(first_day):
    enacted("610700", valid_from=date(2026, 7, 1))

    with pytest.raises(NotPossible) as refusal:
        enacted("610700", valid_from=first_day, hours=12)

    assert (refusal.value.code, refusal.value.facts) == ("provisions.overlaps", {"latest": "2026-07-01"})
    assert RuleSet.objects.filter(division_id="610700").count() == 1


def test_the_past_needs_a_reason_and_the_reason_stays():
    with pytest.raises(NotPossible) as refusal:
        enacted("610700", valid_from=TODAY - timedelta(days=1), reason="")
    assert refusal.value.code == "provisions.starts_in_past"

    assert enacted("610700", valid_from=TODAY, reason="").note == ""
    assert enacted("610722", valid_from=TODAY - timedelta(days=1), reason="文件上月已印发").note == "文件上月已印发"


def test_today_is_the_day_in_shanghai():
    late_evening_in_utc = AT.replace(hour=17)

    with pytest.raises(NotPossible) as refusal:
        enacted("610700", valid_from=TODAY, reason="", at=late_evening_in_utc)
    assert refusal.value.code == "provisions.starts_in_past"


@pytest.mark.parametrize(
    "document", [Document("", "测字〔2026〕1号", TODAY), Document("办法", " ", TODAY), Document("办法", "测字〔2026〕1号")]
)
def test_rules_without_a_document_are_refused(document):
    with pytest.raises(NotPossible) as refusal:
        enacted("610700", valid_from=TODAY, document=document)
    assert refusal.value.code == "provisions.document_missing"


@pytest.mark.parametrize(
    ("terms", "label"),
    [
        (HourTerms(hours=-1), "每年学时"),
        (HourTerms(hours="8"), "每年学时"),
        (HourTerms(hours=None), "每年学时"),
        (HourTerms(counts_reading=1), "自学计入"),
        (HourTerms(level="top"), "层次"),
        (HourTerms(kinds=("class", "party")), "形式"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_by_name(terms, label):
    with pytest.raises(NotPossible) as refusal:
        enacted("610700", valid_from=TODAY, terms=terms)
    assert (refusal.value.code, refusal.value.facts) == ("provisions.value_refused", {"label": label})


def test_two_people_cannot_both_win():
    enacted("610700", valid_from=TODAY, after=0)

    with pytest.raises(NotPossible) as refusal:
        enacted("610700", valid_from=TODAY + timedelta(days=30), after=0)

    assert refusal.value.code == "provisions.changed_meanwhile"


def test_an_end_before_the_start_is_refused():
    with pytest.raises(NotPossible) as refusal:
        enacted("610700", valid_from=TODAY, valid_to=TODAY - timedelta(days=1))
    assert refusal.value.code == "provisions.ends_before_start"


def test_the_act_stands_in_the_citys_record_under_its_own_version():
    made = enacted("610722", valid_from=TODAY, articles={"hours": "第八条", "unknown": "第九条", "level": ""})

    entries = [(entry.event, entry.city, entry.under, entry.user) for entry in record.timeline("provision", str(made.rule_set))]
    assert entries == [("provision.enacted", "610700", "hours/610722/1", "system")]
    assert made.articles == {"hours": "第八条"}


def test_defaults_are_recorded_once_and_again_when_a_release_changes_them():
    operations.keep_defaults(at=AT)
    assert operations.keep_defaults(at=AT) == 0
    RuleSet.objects.filter(subject="hours").update(terms={"hours": 6})

    assert operations.keep_defaults(at=AT + timedelta(days=9)) == 1

    spans = [(edition.edition, edition.valid_from, edition.valid_to, edition.terms.hours) for edition in queries.history("hours", "000000")]
    assert spans == [(2, date(2026, 3, 11), None, 8), (1, operations.BEFORE_EVERYTHING, date(2026, 3, 10), 6)]
    assert queries.in_force("hours", "610700", date(2026, 3, 10)).terms.hours == 6
