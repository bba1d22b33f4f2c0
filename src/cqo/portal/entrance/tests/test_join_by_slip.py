"""A firm's file opened by its credit code and the code on its slip: for strangers and for those who are signed in."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cqo.foundation.accounts import queries as accounts
from cqo.foundation.accounts.models import ActivationCode, Assignment, Organisation, User
from cqo.foundation.accounts.rules import code_on_paper
from cqo.foundation.accounts.states import Role
from cqo.foundation.audit.models import Entry
from cqo.portal.entrance.tests import builders
from cqo.registry.enterprises.models import Enterprise
from cqo.registry.enterprises.operations import slips
from cqo.registry.enterprises.rules.claims import ClaimTerms

pytestmark = pytest.mark.django_db
SLIP, DESK, NOTICE = reverse("entrance:firm_by_slip"), reverse("desk:today"), reverse("entrance:first_notice")
PHONE = "13900001234"


@pytest.fixture
def firm() -> Enterprise:
    return builders.enterprise()


def printed(firm: Enterprise) -> str:
    """The code on a firm's slip."""
    clerk = builders.actor(builders.official(f"clerk-{firm.credit_code}"))
    batch = slips.issue(keys=[firm.pk], terms=ClaimTerms(), by=clerk, at=builders.AT, today=timezone.localdate())
    return accounts.codes_of_batch(batch)[0].code.reveal()


def typed(firm: Enterprise, code: str, **changed: str) -> dict[str, str]:
    """What a stranger types."""
    return {
        "credit_code": firm.credit_code,
        "code": code,
        "name": "孙丽",
        "phone": "139 0000 1234",
        "password": builders.PASSWORD,
        **changed,
    }


def written() -> tuple[int, ...]:
    """How much there is of everything that joining writes."""
    used = ActivationCode.objects.filter(used_at__isnull=False).count()
    return (*(model.objects.count() for model in (User, Assignment, Organisation, Entry)), used)


def test_a_stranger_opens_the_file_and_is_its_administrator(firm: Enterprise):
    client, code = builders.browser(), printed(firm)
    answer = client.post(SLIP, typed(firm, code_on_paper(code).lower(), credit_code=f" {firm.credit_code.lower()} "))
    assert answer["Location"] == DESK
    user = accounts.candidate(PHONE)
    assert [(each.role, each.organisation) for each in builders.acts_as(user)] == [(Role.ENTERPRISE_ADMIN, firm.pk)]
    assert client.get(DESK)["Location"] == NOTICE
    assert (user.name, user.consented_version, user.must_change_password) == ("孙丽", "", False)


def test_somebody_signed_in_types_only_the_codes(firm: Enterprise):
    builders.user("sun")
    client = builders.signed_in("sun")
    assert list(client.get(SLIP).context["form"].fields) == ["credit_code", "code"]
    client.post(SLIP, {"credit_code": firm.credit_code, "code": printed(firm)})
    assert [each.organisation for each in builders.acts_as(User.objects.get(login_name="sun"))] == [firm.pk]


def test_one_person_may_act_for_two_firms(firm: Enterprise):
    other = builders.enterprise(2)
    builders.user("sun")
    client = builders.signed_in("sun")
    for each in (firm, other):
        client.post(SLIP, {"credit_code": each.credit_code, "code": printed(each)})
    assert [each.organisation for each in builders.acts_as(User.objects.get(login_name="sun"))] == [firm.pk, other.pk]


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"credit_code": ""}, ["credit_code"]),
        ({"credit_code": "91610722MAEX00001"}, ["credit_code"]),
        ({"credit_code": "91610722MAEX000019"}, ["credit_code"]),
        ({"code": ""}, ["code"]),
        ({"code": "2222-2222-2223"}, ["code"]),
        ({"code": "激活码"}, ["code"]),
        ({"name": ""}, ["name"]),
        ({"phone": ""}, ["phone"]),
        ({"phone": "0916-2626000"}, ["phone"]),
        ({"password": "short"}, ["password"]),
        ({"password": "1234567890"}, ["password"]),
        ({"password": "孙丽孙丽孙丽", "name": "孙丽孙丽孙丽"}, ["password"]),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_the_rest_is_kept(firm: Enterprise, changed: dict, wrong: list[str]):
    told = {**typed(firm, printed(firm)), **changed}
    before = written()
    answer = builders.browser().post(SLIP, told)
    assert (answer.status_code, list(builders.errors(answer)), written()) == (200, wrong, before)
    kept = {name: builders.kept(answer, name) for name in told if name != "password"}
    assert kept == {name: value for name, value in told.items() if name != "password"}
    assert builders.kept(answer, "password") == ""


def test_a_code_of_another_firm_a_used_and_a_made_up_one_get_the_same_answer(firm: Enterprise):
    other = builders.enterprise(2)
    code = printed(firm)
    builders.browser().post(SLIP, typed(firm, code))
    tries = [
        typed(firm, code, phone="13900005555"),
        typed(other, code, phone="13900005555"),
        typed(other, "2222-2222-2222", phone="13900005555"),
    ]
    unknown = {**tries[2], "credit_code": builders.code(77)}
    said = [builders.errors(builders.browser().post(SLIP, each)) for each in (*tries, unknown)]
    assert said == [{"code": ["激活码不存在、已使用、已作废或已过期。请核对激活单，或联系县区局重新打印。"]}] * 4


def test_without_a_right_code_nobody_learns_whether_a_phone_has_an_account(firm: Enterprise):
    builders.user("owner", phone=PHONE)
    said = [builders.errors(builders.browser().post(SLIP, typed(firm, "2222-2222-2222", phone=phone))) for phone in (PHONE, "13900009999")]
    assert said[0] == said[1]


def test_a_phone_that_has_an_account_is_told_to_whoever_holds_the_slip_and_the_slip_stays_good(firm: Enterprise):
    builders.user("owner", phone=PHONE)
    code = printed(firm)
    before = written()
    answer = builders.browser().post(SLIP, typed(firm, code))
    assert (list(builders.errors(answer)), written()) == (["phone"], before)
    client = builders.signed_in("owner")
    client.post(SLIP, {"credit_code": firm.credit_code, "code": code})
    assert [each.organisation for each in builders.acts_as(User.objects.get(login_name="owner"))] == [firm.pk]


def test_pressing_twice_claims_once(firm: Enterprise):
    told = typed(firm, printed(firm))
    client = builders.browser()
    answers = [client.post(SLIP, told) for _ in range(2)]
    assert [answer["Location"] for answer in answers] == [DESK, NOTICE]
    assert (Assignment.objects.filter(organisation=firm.pk).count(), User.objects.filter(name="孙丽").count()) == (1, 1)


def test_two_browsers_with_one_slip_make_one_administrator(firm: Enterprise):
    code = printed(firm)
    answers = [builders.browser().post(SLIP, typed(firm, code, phone=phone)).status_code for phone in (PHONE, "13900005555")]
    assert (answers, User.objects.filter(phone_masked="139****5555").count()) == ([302, 200], 0)


def test_a_member_who_uses_a_second_slip_is_told_and_the_slip_stays_good(firm: Enterprise):
    builders.member(firm, "boss", role=Role.ENTERPRISE_ADMIN)
    code, client = printed(firm), builders.signed_in("boss")
    answer = client.post(SLIP, {"credit_code": firm.credit_code, "code": code})
    assert builders.errors(answer) == {"": ["此人已是本企业的成员。"]}
    assert ActivationCode.objects.filter(used_at__isnull=False).count() == 0


def test_guessing_is_stopped_for_this_firm_at_this_address(firm: Enterprise):
    other, code = builders.enterprise(2), printed(firm)
    for _ in range(6):
        builders.browser().post(SLIP, typed(firm, "2222-2222-2222"))
    stopped = builders.errors(builders.browser().post(SLIP, typed(firm, code)))
    assert list(stopped) == [""]
    assert stopped[""][0].startswith("连续多次填错")
    assert list(builders.errors(builders.browser().post(SLIP, typed(other, "2222-2222-2222")))) == ["code"]
    assert builders.browser(address="198.51.100.9").post(SLIP, typed(firm, code)).status_code == 302


def test_none_of_the_three_administrators_takes_a_firm(firm: Enterprise):
    code = printed(firm)
    builders.official("auditor", role=Role.AUDIT_ADMIN)
    answer = builders.signed_in("auditor").post(SLIP, {"credit_code": firm.credit_code, "code": code})
    assert list(builders.errors(answer)) == [""]
    assert Assignment.objects.filter(organisation=firm.pk).count() == 0


def test_the_code_of_a_qr_reaches_no_server(firm: Enterprise):
    builders.official("printer")
    client = builders.signed_in("printer")
    sent = client.post(reverse("enterprises:new_slips"), {"enterprise": [str(firm.pk)]})
    (slip,) = client.get(sent["Location"]).context["slips"]
    code = ActivationCode.objects.get().code.reveal()
    assert (slip["address"].endswith(SLIP), code in slip["address"]) == (True, False)
    assert 'data-from-hash=""' in str(builders.browser().get(SLIP).context["form"]["code"])
