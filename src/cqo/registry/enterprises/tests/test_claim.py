from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cqo.foundation.access.queries import capacities, without_capacity
from cqo.foundation.accounts.models import Assignment, User
from cqo.foundation.accounts.states import Role
from cqo.foundation.documents.tests.builders import pdf
from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises.models import Claim
from cqo.registry.enterprises.operations import claims
from cqo.registry.enterprises.queries import claims as queries
from cqo.registry.enterprises.states import ClaimPurpose, ClaimState
from cqo.registry.enterprises.tests import builders

pytestmark = pytest.mark.django_db
BACKEND = "cqo.foundation.accounts.backends.NameOrPhone"


def submitted(applicant: User, *, number: int = 1, purpose: ClaimPurpose = ClaimPurpose.FIRST) -> Claim:
    return claims.submit(
        credit_code=builders.code(number),
        name="城固县恒泰柑橘食品有限公司",
        county=builders.CHENGGU,
        purpose=purpose,
        applicant=applicant,
        due=date(2026, 3, 9),
        under=None,
        by=without_capacity(applicant),
        at=builders.AT,
    )


def test_an_accepted_claim_makes_the_applicant_the_administrator():
    firm, officer, boss = builders.enterprise(), builders.county_officer(), builders.user("boss")
    claim = submitted(boss)
    claims.accept(claim=claim, version=1, by=officer, at=builders.AT, today=builders.TODAY)
    firm.refresh_from_db()
    assert [(each.role, each.organisation) for each in capacities(user=boss, on=builders.TODAY)] == [(Role.ENTERPRISE_ADMIN, firm.pk)]
    assert firm.claimed_at == builders.AT


def test_a_change_of_administrator_leaves_the_earlier_one_as_staff():
    builders.enterprise()
    officer, old, new = builders.county_officer(), builders.user("old"), builders.user("new")
    claims.accept(claim=submitted(old), version=1, by=officer, at=builders.AT, today=builders.TODAY)
    change = submitted(new, purpose=ClaimPurpose.CHANGE_ADMINISTRATOR)
    claims.accept(claim=change, version=1, by=officer, at=builders.AT, today=builders.TODAY)
    assert dict(Assignment.objects.filter(organisation__kind="enterprise").values_list("user__login_name", "role")) == {
        "old": "enterprise_staff",
        "new": "enterprise_admin",
    }


def test_an_unknown_firm_is_registered_before_its_claim_is_accepted():
    claim = submitted(builders.user("boss"), number=5)
    with pytest.raises(NotPossible) as refused:
        claims.accept(claim=claim, version=1, by=builders.county_officer(), at=builders.AT, today=builders.TODAY)
    claim.refresh_from_db()
    assert (refused.value.code, claim.state) == ("claim.firm_unknown", ClaimState.SUBMITTED)


def test_a_claim_is_returned_mended_and_accepted():
    builders.enterprise()
    officer, boss = builders.county_officer(), builders.user("boss")
    claim = submitted(boss)
    claims.return_for_changes(claim=claim, version=1, reason="缺公章", by=officer, at=builders.AT)
    claims.resubmit(claim=claim, version=2, by=without_capacity(boss), at=builders.AT)
    claims.accept(claim=claim, version=3, by=officer, at=builders.AT, today=builders.TODAY)
    assert claim.state == ClaimState.ACCEPTED


def test_nobody_mends_or_withdraws_the_claim_of_another():
    builders.enterprise()
    claim, other = submitted(builders.user("boss")), builders.user("other")
    for act in (claims.withdraw, claims.resubmit):
        with pytest.raises(NotPossible) as refused:
            act(claim=claim, version=1, by=without_capacity(other), at=builders.AT)
        assert refused.value.code == "claim.not_yours"


def test_one_open_claim_for_each_firm_and_applicant():
    boss = builders.user("boss")
    submitted(boss)
    with pytest.raises(NotPossible) as refused:
        submitted(boss)
    assert refused.value.code == "claim.open_already"


def test_a_claim_decided_by_one_clerk_is_not_decided_again_by_another():
    builders.enterprise()
    officer, boss = builders.county_officer(), builders.user("boss")
    claim = submitted(boss)
    stale = Claim.objects.get(pk=claim.pk)
    claims.refuse(claim=claim, version=1, reason="非本企业", by=officer, at=builders.AT)
    with pytest.raises(NotPossible) as refused:
        claims.accept(claim=stale, version=1, by=officer, at=builders.AT, today=builders.TODAY)
    assert refused.value.code == "lifecycle.changed_meanwhile"
    assert capacities(user=boss, on=builders.TODAY) == []


def test_another_county_does_not_see_the_claim():
    submitted(builders.user("boss"))
    assert (queries.within(builders.county_officer(builders.YANGXIAN)).count(), queries.to_check(builders.county_officer()).count()) == (
        0,
        1,
    )


def test_a_stranger_claims_by_letter_on_screen_and_the_county_accepts(client):
    firm = builders.enterprise()
    letter = SimpleUploadedFile("授权书.pdf", pdf(), content_type="application/pdf")
    typed = {
        "purpose": "first",
        "credit_code": firm.credit_code.lower(),
        "enterprise_name": "恒泰",
        "county": builders.CHENGGU,
        "letter": letter,
        "name": "孙丽",
        "phone": "139 0000 1234",
        "password": builders.PASSWORD,
    }
    answer = client.post(reverse("entrance:firm_by_letter"), typed)
    claim = Claim.objects.get()
    assert (answer.status_code, answer["Location"], claim.enterprise, claim.applicant.name) == (302, claim.get_absolute_url(), firm, "孙丽")
    client.logout()
    client.force_login(builders.official("clerk"), backend=BACKEND)
    page = client.get(claim.get_absolute_url())
    assert "授权书.pdf" in page.content.decode()
    accepted = [client.post(reverse("enterprises:accept_claim", args=[claim.number]), {"version": claim.version}) for _ in range(2)]
    claim.refresh_from_db()
    assert ([each.status_code for each in accepted], claim.state, claim.version) == ([302, 302], "accepted", 2)
