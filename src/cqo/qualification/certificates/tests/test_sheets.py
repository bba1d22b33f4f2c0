"""Stock: numbers of sheets, spoiled and lost ones, handing over; and the screens of an issue from end to end."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from cqo.foundation.refusal import NotPossible
from cqo.qualification.certificates import papers
from cqo.qualification.certificates.models import Certificate, Issue, Sheet
from cqo.qualification.certificates.operations import issues, sheets
from cqo.qualification.certificates.queries import issues as queries
from cqo.qualification.certificates.states import SheetState
from cqo.qualification.certificates.tests.test_issue import approved, drafted
from cqo.qualification.certificates.tests.test_pdf import text_of
from cqo.registry.enterprises.tests.builders import AT, CITY, city_officer, county_officer
from cqo.registry.people.tests.builders import person, user_of

pytestmark = pytest.mark.django_db
BACKEND = "cqo.foundation.accounts.backends.NameOrPhone"


@pytest.fixture(autouse=True)
def lasting(settings, tmp_path: Path) -> None:
    settings.PUBLIC_ADDRESS = "https://zl.example.gov.cn"
    settings.ATTACHMENTS, settings.SPOOL = tmp_path / "attachments", tmp_path


@pytest.fixture
def issued() -> Issue:
    issue = approved([person(1), person(2, name="孙一")], by=county_officer())
    issues.run(issue_key=issue.pk, at=AT)
    issue.refresh_from_db()
    return issue


def test_sheets_follow_the_numbers_of_the_certificates(issued: Issue):
    by = county_officer("610723")
    sheets.assign(issue=issued, first="HZ0099", by=by, at=AT)
    assert list(Sheet.objects.order_by("sheet_number").values_list("sheet_number", "certificate__holder_name")) == [
        ("HZ0099", "赵晓燕"),
        ("HZ0100", "孙一"),
    ]
    with pytest.raises(NotPossible) as refused:
        sheets.assign(issue=issued, first="HZ0200", by=by, at=AT)
    assert refused.value.code == "sheet.none_waiting"


def test_a_sheet_with_another_countys_certificate_is_left_alone(issued: Issue):
    by = county_officer("610723")
    sheets.assign(issue=issued, first="HZ0099", by=by, at=AT)
    with pytest.raises(NotPossible) as refused:
        sheets.write_off(city=CITY, first="HZ0099", count=1, state=SheetState.LOST, ground="遗失", by=by, at=AT)
    assert refused.value.facts == {"number": "HZ0099"}


def test_a_spoiled_sheet_frees_its_certificate(issued: Issue, tmp_path: Path):
    by = city_officer()
    sheets.assign(issue=issued, first="HZ0099", by=by, at=AT)
    gone = sheets.write_off(city=CITY, first="HZ0100", count=2, state=SheetState.SPOILED, ground="打印偏移", by=by, at=AT)
    assert [each.holder_name for each in queries.without_sheet(issued)] == ["孙一"]
    with pytest.raises(NotPossible) as refused:
        sheets.assign(issue=issued, first="HZ0101", by=by, at=AT)
    assert refused.value.facts == {"number": "HZ0101"}
    assert "HZ0101作废打印偏移" in text_of(papers.loss_statement(gone, at=AT), tmp_path)


def test_handed_over_once(issued: Issue):
    by = county_officer("610723")
    keys = list(Certificate.objects.values_list("pk", flat=True))
    assert sheets.hand_over(issue=issued, certificates=keys[:1], day=date(2026, 3, 5), by=by, at=AT) == 1
    assert sheets.hand_over(issue=issued, certificates=keys, day=date(2026, 3, 9), by=by, at=AT) == 1
    assert set(Certificate.objects.values_list("handed_over_date", flat=True)) == {date(2026, 3, 5), date(2026, 3, 9)}


def test_the_approval_form_lists_who_gets_one(tmp_path: Path):
    issue = drafted([person(1)], by=county_officer())
    text = text_of(papers.approval_form(issue, at=AT), tmp_path)
    wanted = ["首席质量官任职培训证书发证审批表", "单位负责人意见（盖章）", "赵晓燕", issue.number]
    assert [words for words in wanted if words not in text] == []


def test_every_screen_of_an_issue_opens(issued: Issue, django_assert_max_num_queries):
    by = county_officer("610723")
    client = Client()
    Issue.objects.update(county_code="610723")
    Certificate.objects.update(county_code="610723")
    client.force_login(user_of(by), backend=BACKEND)
    number = Certificate.objects.values_list("number", flat=True).first()
    names = ["issue", "approval_form", "sample", "stock", "offset_test", "assign_sheets", "receipts", "hand_over"]
    urls = [reverse(f"certificates:{name}", args=[issued.number]) for name in names]
    urls += [reverse("certificates:list"), reverse("certificates:issues"), reverse("certificates:write_off")]
    urls += [reverse("certificates:certificate", args=[number]), reverse("certificates:pdf", args=[number])]
    assert {url: client.get(url).status_code for url in urls} == dict.fromkeys(urls, 200)
    with django_assert_max_num_queries(32):
        client.get(urls[0])
    waiting = client.get(urls[7])
    posted = client.post(urls[7], {"day": "2026-03-05", "certificate": [str(each.pk) for each in waiting.context["waiting"]]})
    assert (posted.status_code, Certificate.objects.filter(handed_over_date__isnull=True).count()) == (302, 0)


def test_a_template_that_is_refused_keeps_what_was_typed():
    client = Client()
    client.force_login(user_of(city_officer()), backend=BACKEND)
    typed = {"tier": "basic", "title": "首席质量官职业资格证书", "body": "{holder}合格", "issuer": "某局", "offset_x": "0", "offset_y": "0"}
    page = client.post(reverse("certificates:new_template"), typed)
    assert (page.status_code, page.context["form"]["title"].value()) == (422, "首席质量官职业资格证书")
    preview = client.post(reverse("certificates:new_template"), {**typed, "title": "合格证书", "preview": "1"})
    assert preview["Content-Type"] == "application/pdf"
    saved = client.post(reverse("certificates:new_template"), {**typed, "title": "合格证书"})
    assert (saved.status_code, client.get(reverse("certificates:templates")).status_code) == (302, 200)
