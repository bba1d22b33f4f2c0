"""Issuing: a draft of who passed, the signed approval, and the work that nobody can do twice."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest

from cqo.foundation.access.actor import Actor
from cqo.foundation.documents import operations as documents
from cqo.foundation.documents.tests.builders import pdf
from cqo.foundation.refusal import NotPossible
from cqo.qualification.certificates.models import Certificate, Issue
from cqo.qualification.certificates.operations import issues, keys
from cqo.qualification.certificates.rules.issuing import Passed
from cqo.qualification.certificates.states import IssueState, Tier
from cqo.registry.enterprises.tests.builders import AT, CHENGGU, CITY, city_officer, county_officer
from cqo.registry.people.models import Person
from cqo.registry.people.tests.builders import person

pytestmark = pytest.mark.django_db
KEY = UUID("019e0000-0000-7000-8000-000000000001")


@pytest.fixture(autouse=True)
def lasting(settings, tmp_path) -> None:
    """An installation with a public address and a key."""
    settings.PUBLIC_ADDRESS = "https://zl.example.gov.cn"
    settings.ATTACHMENTS, settings.SPOOL = tmp_path / "attachments", tmp_path


def passed(of: Person, *, county: str = CHENGGU) -> Passed:
    return Passed(of.pk, None, of.name, of.id_type, of.id_masked, "城固县恒泰柑橘食品有限公司", county, 240, 880)


def drafted(members: Sequence[Person], *, by: Actor, tier: Tier = Tier.BASIC, county: str = CHENGGU, source_key: UUID = KEY) -> Issue:
    return issues.draft(
        source="class",
        source_key=source_key,
        source_number="PX-610700-2026-00001-K",
        class_title="城固县首席质量官基础培训班（2026年第一期）",
        tier=tier,
        city=CITY,
        county=county,
        issued_date=date(2026, 3, 2),
        members=[passed(member) for member in members],
        by=by,
        at=AT,
    )


def scan() -> Any:
    return documents.receive(BytesIO(pdf("approval")), name="审批表.pdf")


def approved(members: Sequence[Person], *, by: Actor) -> Issue:
    from cqo.foundation.access.actor import system

    keys.create(by=system("trial"), at=AT)
    issue = drafted(members, by=by)
    issues.approve(issue=issue, version=issue.version, approval_number="汉市监质〔2026〕5号", scan=scan(), by=by, at=AT)
    return issue


def test_issued_to_all_who_passed_with_numbers_in_order():
    issue = approved([person(1), person(2, name="王·买买提")], by=county_officer())
    issues.run(issue_key=issue.pk, at=AT)
    issue.refresh_from_db()
    assert issue.state == IssueState.ISSUED
    rows = list(Certificate.objects.order_by("number").values_list("official_number", "holder_name", "issuer", "expires_date"))
    assert rows == [
        ("汉中质官20260001", "赵晓燕", "城固县市场监督管理局", None),
        ("汉中质官20260002", "王·买买提", "城固县市场监督管理局", None),
    ]
    assert Certificate.objects.filter(signed_digest="").count() == 0


def test_run_again_changes_nothing():
    issue = approved([person(1)], by=county_officer())
    issues.run(issue_key=issue.pk, at=AT)
    issues.run(issue_key=issue.pk, at=AT)
    assert Certificate.objects.count() == 1


def test_approved_twice_is_refused():
    clerk = county_officer()
    issue = approved([person(1)], by=clerk)
    with pytest.raises(NotPossible) as refused:
        issues.approve(issue=issue, version=1, approval_number="", scan=scan(), by=clerk, at=AT)
    assert refused.value.code == "lifecycle.not_from_here"


def test_county_cannot_issue_what_the_city_issues():
    issue = drafted([person(1)], by=city_officer(), tier=Tier.ADVANCED)
    with pytest.raises(NotPossible) as refused:
        issues.approve(issue=issue, version=1, approval_number="", scan=scan(), by=county_officer(), at=AT)
    assert refused.value.code == "issue.level_wrong"


@pytest.mark.parametrize(("address", "code"), [("https://zl.example.gov.cn", "issue.no_signing_key"), ("", "issue.no_public_address")])
def test_refused_without_key_or_address(settings, address: str, code: str):
    from cqo.foundation.access.actor import system

    settings.PUBLIC_ADDRESS = address
    if not address:
        keys.create(by=system("trial"), at=AT)
    clerk = county_officer()
    issue = drafted([person(1)], by=clerk)
    with pytest.raises(NotPossible) as refused:
        issues.approve(issue=issue, version=1, approval_number="", scan=scan(), by=clerk, at=AT)
    assert refused.value.code == code


def test_second_draft_for_a_class_is_refused_and_who_holds_one_is_not_listed_again():
    clerk, first = county_officer(), person(1)
    issue = approved([first], by=clerk)
    with pytest.raises(NotPossible) as refused:
        drafted([first], by=clerk)
    assert refused.value.facts == {"number": issue.number}
    issues.run(issue_key=issue.pk, at=AT)
    with pytest.raises(NotPossible) as refused:
        drafted([first], by=clerk)
    assert refused.value.code == "issue.nobody"
    assert [member.holder_name for member in drafted([first, person(2, name="孙一")], by=clerk).members.all()] == ["孙一"]


def test_a_name_that_the_type_cannot_write_waits_and_the_others_are_issued():
    issue = approved([person(1), person(2, name="张𠮷")], by=county_officer())
    issues.run(issue_key=issue.pk, at=AT)
    assert list(Certificate.objects.values_list("holder_name", "official_number")) == [("赵晓燕", "汉中质官20260001")]
    assert "𠮷" in issue.members.get(holder_name="张𠮷").left_out


def test_left_out_gets_none():
    clerk = county_officer()
    issue = drafted([person(1), person(2, name="孙一")], by=clerk)
    issues.leave_out(issue=issue, version=1, member=issue.members.get(place=1), reason="未交照片", by=clerk, at=AT)
    from cqo.foundation.access.actor import system

    keys.create(by=system("trial"), at=AT)
    issues.approve(issue=issue, version=2, approval_number="", scan=scan(), by=clerk, at=AT)
    issues.run(issue_key=issue.pk, at=AT)
    assert list(Certificate.objects.values_list("holder_name", flat=True)) == ["孙一"]


def test_the_citys_own_class_is_issued_in_the_citys_name():
    from cqo.foundation.access.actor import system

    keys.create(by=system("trial"), at=AT)
    city = city_officer()
    issue = drafted([person(1)], by=city, county="")
    assert issue.level == "city"
    issues.approve(issue=issue, version=1, approval_number="", scan=scan(), by=city, at=AT)
    issues.run(issue_key=issue.pk, at=AT)
    assert Certificate.objects.get().issuer == "汉中市市场监督管理局"
