"""A firm's file asked for by a stamped letter, which the county checks."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cqo.foundation.accounts.models import Assignment, User
from cqo.foundation.audit.models import Entry
from cqo.foundation.documents.models import Attachment
from cqo.foundation.documents.tests.builders import pdf
from cqo.portal.entrance import guesses
from cqo.portal.entrance.tests import builders
from cqo.registry.enterprises.models import Claim

pytestmark = pytest.mark.django_db
LETTER = reverse("entrance:firm_by_letter")


@pytest.fixture(autouse=True)
def own_attachments(settings, tmp_path):
    """Attachments of this test alone."""
    settings.ATTACHMENTS, settings.SPOOL = tmp_path / "attachments", tmp_path / "spool"
    settings.SPOOL.mkdir()


def typed(**changed) -> dict:
    """What a stranger types and uploads."""
    return {
        "purpose": "first",
        "credit_code": builders.code(1),
        "enterprise_name": "城固县示例食品有限公司",
        "county": builders.CHENGGU,
        "letter": SimpleUploadedFile("授权书.pdf", pdf(), content_type="application/pdf"),
        "name": "孙丽",
        "phone": "13900001234",
        "password": builders.PASSWORD,
        **changed,
    }


def written() -> tuple[int, ...]:
    """How much there is of everything that applying writes."""
    return tuple(model.objects.count() for model in (User, Claim, Assignment, Attachment, Entry))


def test_a_stranger_applies_and_sees_where_it_stands():
    client = builders.browser()
    answer = client.post(LETTER, typed())
    claim = Claim.objects.get()
    assert (answer["Location"], claim.applicant.name, claim.county_id, claim.state) == (
        claim.get_absolute_url(),
        "孙丽",
        builders.CHENGGU,
        "submitted",
    )
    client.post(reverse("entrance:first_notice"), {"read": "on"})
    assert client.get(claim.get_absolute_url()).status_code == 200
    assert builders.acts_as(claim.applicant) == []


def test_somebody_signed_in_applies_without_a_second_account():
    builders.user("sun")
    client = builders.signed_in("sun")
    client.post(LETTER, {name: value for name, value in typed().items() if name not in ("name", "phone", "password")})
    assert (Claim.objects.get().applicant.login_name, User.objects.count()) == ("sun", 1)


def test_a_known_firm_is_asked_for_at_its_own_county_whatever_was_typed():
    firm = builders.enterprise(1, county=builders.YANGXIAN, name="洋县示例公司")
    builders.browser().post(LETTER, typed())
    claim = Claim.objects.get()
    assert (claim.enterprise, claim.county_id, claim.enterprise_name) == (firm, builders.YANGXIAN, "洋县示例公司")


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"purpose": ""}, ["purpose"]),
        ({"purpose": "other"}, ["purpose"]),
        ({"credit_code": "12"}, ["credit_code"]),
        ({"enterprise_name": " "}, ["enterprise_name"]),
        ({"county": ""}, ["county"]),
        ({"county": "320602"}, ["county"]),
        ({"letter": ""}, ["letter"]),
        ({"letter": SimpleUploadedFile("授权书.pdf", b"<script>alert(1)</script>")}, ["letter"]),
        ({"letter": SimpleUploadedFile("授权书.pdf", b"")}, ["letter"]),
        ({"name": ""}, ["name"]),
        ({"phone": "139"}, ["phone"]),
        ({"password": "password12"}, ["password"]),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_nothing_is_written(changed: dict, wrong: list[str]):
    before = written()
    answer = builders.browser().post(LETTER, typed(**changed))
    assert (answer.status_code, list(builders.errors(answer)), written()) == (200, wrong, before)
    if "enterprise_name" not in changed:
        assert builders.kept(answer, "enterprise_name") == "城固县示例食品有限公司"


def test_a_phone_that_has_an_account_leaves_nothing_half_written():
    builders.user("owner", phone="13900001234")
    before = written()
    answer = builders.browser().post(LETTER, typed())
    assert (builders.errors(answer), written()) == ({"phone": ["这个手机号已有账号。请先登录，再回到本页认领。"]}, before)


def test_pressing_twice_leaves_one_claim():
    client = builders.browser()
    locations = [client.post(LETTER, typed())["Location"] for _ in range(2)]
    assert locations == [Claim.objects.get().get_absolute_url(), reverse("entrance:first_notice")]


def test_a_second_application_for_the_same_firm_is_told():
    builders.user("sun")
    client = builders.signed_in("sun")
    told = {name: value for name, value in typed().items() if name not in ("name", "phone", "password", "letter")}
    for _ in range(2):
        answer = client.post(LETTER, {**told, "letter": typed()["letter"]})
    assert (list(builders.errors(answer)), Claim.objects.count()) == ([""], 1)


def test_looking_up_which_phones_have_an_account_is_stopped(monkeypatch):
    monkeypatch.setattr(guesses, "PHONES_PER_ADDRESS", 2)
    phones = ["13900001111", "13900002222", "13900003333"]
    for number, phone in enumerate(phones):
        builders.user(f"owner{number}", phone=phone)
    said = [list(builders.errors(builders.browser().post(LETTER, typed(phone=phone)))) for phone in phones]
    assert said == [["phone"], ["phone"], [""]]
    assert builders.browser(address="198.51.100.9").post(LETTER, typed(phone="13900004444")).status_code == 302
