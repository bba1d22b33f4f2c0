from datetime import timedelta

import pytest
from django.urls import reverse

from cqo.foundation.access.queries import without_capacity
from cqo.foundation.accounts import queries as accounts
from cqo.foundation.accounts.models import ActivationCode, User
from cqo.foundation.accounts.operations import codes
from cqo.foundation.accounts.rules import code_on_paper
from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises.operations import claims, slips
from cqo.registry.enterprises.rules.claims import ClaimTerms
from cqo.registry.enterprises.states import ClaimPurpose
from cqo.registry.enterprises.tests import builders

pytestmark = pytest.mark.django_db


def printed(*firms, by=None):
    return slips.issue(
        keys=[firm.pk for firm in firms], terms=ClaimTerms(), by=by or builders.county_officer(), at=builders.AT, today=builders.TODAY
    )


def plain(batch) -> str:
    return accounts.codes_of_batch(batch)[0].code.reveal()


def claim(firm, code, user, *, today=builders.TODAY):
    return slips.claim(credit_code=firm.credit_code, typed_code=code, user=user, by=without_capacity(user), at=builders.AT, today=today)


def test_a_slip_opens_its_firm_once():
    firm, one, other = builders.enterprise(), builders.user("one"), builders.user("other")
    code = plain(printed(firm))
    claim(firm, code_on_paper(code).lower(), one)
    with pytest.raises(NotPossible) as refused:
        claim(firm, code, other)
    assert refused.value.code == "slip.not_usable"


def test_a_slip_does_not_open_another_firm_nor_after_its_last_day():
    firm, other, user = builders.enterprise(1), builders.enterprise(2), builders.user("one")
    code = plain(printed(firm))
    for wrong in ({"firm": other}, {"firm": firm, "today": builders.TODAY + timedelta(days=91)}):
        with pytest.raises(NotPossible):
            claim(wrong["firm"], code, user, today=wrong.get("today", builders.TODAY))
    assert claim(firm, code, user, today=builders.TODAY + timedelta(days=90)) == firm


def test_printing_again_withdraws_the_earlier_slip():
    firm, officer = builders.enterprise(), builders.county_officer()
    first, second = plain(printed(firm, by=officer)), plain(printed(firm, by=officer))
    with pytest.raises(NotPossible):
        claim(firm, first, builders.user("one"))
    assert claim(firm, second, builders.user("two")) == firm


def test_a_county_prints_only_for_its_own_firms_and_only_unclaimed_ones():
    own, claimed, foreign = (
        builders.enterprise(1),
        builders.enterprise(2, claimed_at=builders.AT),
        builders.enterprise(3, county=builders.YANGXIAN),
    )
    batch = printed(own, claimed, foreign)
    assert list(accounts.codes_of_batch(batch).values_list("subject", flat=True)) == [own.pk]


def test_a_withdrawn_batch_opens_nothing():
    firm, officer = builders.enterprise(), builders.county_officer()
    batch = printed(firm, by=officer)
    code = plain(batch)
    assert codes.withdraw(batch=batch, subjects=[firm.pk], by=officer, at=builders.AT, city=builders.CITY) == 1
    with pytest.raises(NotPossible):
        claim(firm, code, builders.user("one"))


def test_codes_are_not_in_the_database_in_clear():
    batch = printed(builders.enterprise())
    row, code = ActivationCode.objects.get(batch=batch), plain(batch)
    assert code.encode() not in bytes(row.code.content) + bytes(row.code_hash)


def test_a_clerk_prints_and_a_stranger_claims_on_screen(client):
    firm = builders.enterprise()
    client.force_login(builders.official("clerk"), backend="cqo.foundation.accounts.backends.NameOrPhone")
    sent = client.post(reverse("enterprises:new_slips"), {"enterprise": [str(firm.pk)]})
    paper = client.get(sent["Location"]).content.decode()
    row = ActivationCode.objects.get()
    code = row.code.reveal()
    assert code_on_paper(code) in paper
    client.logout()
    typed = {"credit_code": firm.credit_code, "code": code, "name": "孙丽", "phone": "13900001234", "password": builders.PASSWORD}
    answer = client.post(reverse("entrance:firm_by_slip"), typed)
    again = client.post(reverse("entrance:firm_by_slip"), typed)
    assert (answer.status_code, again["Location"], User.objects.filter(name="孙丽").count()) == (302, reverse("entrance:first_notice"), 1)


def test_a_wrong_slip_leaves_no_account_behind(client):
    firm = builders.enterprise()
    typed = {
        "credit_code": firm.credit_code,
        "code": "AAAA-BBBB-CCCC",
        "name": "孙丽",
        "phone": "13900001234",
        "password": builders.PASSWORD,
    }
    answer = client.post(reverse("entrance:firm_by_slip"), typed)
    assert (answer.status_code, User.objects.count()) == (200, 0)


def test_a_county_withdraws_only_its_own_share_of_a_citys_batch(client):
    own, foreign = builders.enterprise(1), builders.enterprise(2, county=builders.YANGXIAN)
    batch = printed(own, foreign, by=builders.city_officer())
    client.force_login(builders.official("clerk"), backend="cqo.foundation.accounts.backends.NameOrPhone")
    client.post(reverse("enterprises:withdraw_slips", args=[batch]))
    left = ActivationCode.objects.filter(batch=batch, withdrawn_at__isnull=True).values_list("subject", flat=True)
    assert list(left) == [foreign.pk]


def test_a_slip_still_in_the_post_opens_nothing_once_the_firm_has_come_in_by_letter():
    firm, officer, boss = builders.enterprise(), builders.county_officer(), builders.user("boss")
    code = plain(printed(firm, by=officer))
    asked = claims.submit(
        credit_code=firm.credit_code,
        name=firm.name,
        county=firm.county_id,
        purpose=ClaimPurpose.FIRST,
        applicant=boss,
        due=None,
        under=None,
        by=without_capacity(boss),
        at=builders.AT,
    )
    claims.accept(claim=asked, version=1, by=officer, at=builders.AT, today=builders.TODAY)
    with pytest.raises(NotPossible) as refused:
        claim(firm, code, builders.user("finder"))
    assert refused.value.code == "slip.not_usable"


def test_an_earlier_slip_is_not_printed_again(client):
    firm, officer = builders.enterprise(), builders.official("clerk")
    first = printed(firm, by=builders.actor(officer))
    printed(firm, by=builders.actor(officer))
    client.force_login(officer, backend="cqo.foundation.accounts.backends.NameOrPhone")
    assert client.get(reverse("enterprises:slip_batch", args=[first])).context["slips"] == []


def test_a_made_up_choice_is_not_found(client):
    client.force_login(builders.official("clerk"), backend="cqo.foundation.accounts.backends.NameOrPhone")
    assert client.post(reverse("enterprises:new_slips"), {"enterprise": ["1 OR 1=1"]}).status_code == 404


@pytest.mark.parametrize(
    ("public", "demo", "address", "warns"),
    [
        ("https://cqo.example.gov.cn", False, "https://cqo.example.gov.cn/join/firm/slip/", False),
        ("", False, "http://127.0.0.1/join/firm/slip/", True),
        ("", True, "http://127.0.0.1/join/firm/slip/", False),
    ],
)
def test_a_slip_leads_to_the_public_address_whatever_name_the_clerk_came_by(client, settings, public, demo, address, warns):
    settings.PUBLIC_ADDRESS, settings.DEMO = public, demo
    batch = printed(builders.enterprise(), by=builders.actor(builders.official("clerk")))
    client.force_login(User.objects.get(login_name="clerk"), backend="cqo.foundation.accounts.backends.NameOrPhone")
    page = client.get(reverse("enterprises:slip_batch", args=[batch]), headers={"host": "127.0.0.1"})
    assert ([slip["address"] for slip in page.context["slips"]], "还没有设置公网地址" in page.content.decode()) == ([address], warns)


def test_a_forged_host_prints_no_slip(client):
    batch = printed(builders.enterprise(), by=builders.actor(builders.official("clerk")))
    client.force_login(User.objects.get(login_name="clerk"), backend="cqo.foundation.accounts.backends.NameOrPhone")
    assert client.get(reverse("enterprises:slip_batch", args=[batch]), headers={"host": "evil.example"}).status_code == 400
