"""The own file opened by name, document and code."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cqo.foundation.accounts import queries as accounts
from cqo.foundation.accounts.models import ActivationCode, Assignment, User
from cqo.foundation.accounts.states import Role
from cqo.foundation.audit.models import Entry
from cqo.foundation.codes.documents import Kind
from cqo.portal.entrance.tests import builders
from cqo.registry.enterprises.rules.claims import ClaimTerms
from cqo.registry.people.models import Person
from cqo.registry.people.operations import entry

pytestmark = pytest.mark.django_db
OWN, DESK = reverse("entrance:join_person"), reverse("desk:today")
WRONG = {"code": ["激活码不存在、已使用、已作废或已过期。请核对激活单，或联系县区局重新打印。"]}


def printed(person: Person) -> str:
    """The code on a person's slip."""
    clerk = builders.actor(builders.official(f"clerk{User.objects.count()}"))
    batch = entry.issue_codes(keys=[person.pk], terms=ClaimTerms(), by=clerk, at=builders.AT, today=timezone.localdate())
    return accounts.codes_of_batch(batch)[0].code.reveal()


def typed(code: str, number: int = 1, **changed: str) -> dict[str, str]:
    """What the person types."""
    return {
        "person_name": "赵晓燕",
        "id_type": Kind.RESIDENT_ID.value,
        "id_number": builders.id_number(number),
        "code": code,
        "phone": "13900001234",
        "password": builders.PASSWORD,
        **changed,
    }


def written() -> tuple[int, ...]:
    """How much there is of everything that joining writes."""
    return (
        *(model.objects.count() for model in (User, Assignment, Entry)),
        ActivationCode.objects.filter(used_at__isnull=False).count(),
        Person.objects.filter(user__isnull=False).count(),
    )


@pytest.mark.parametrize(
    ("on_file", "as_typed"),
    [
        ("赵晓燕", "赵晓燕"),
        ("赵晓燕", " 赵 晓 燕 "),
        ("买买提·艾力", "买买提·艾力"),
        ("买买提·艾力", "买买提•艾力"),
        ("买买提·艾力", "买买提．艾力"),
        ("买买提・艾力", "买买提 · 艾力"),
        ("买买提‧艾力", "买买提.艾力"),
        ("𠮷田燕", "𠮷田燕"),
    ],
)
def test_a_person_opens_the_own_file_however_the_dot_in_the_name_is_written(on_file: str, as_typed: str):
    person = builders.person(1, name=on_file)
    client = builders.browser()
    assert client.post(OWN, typed(printed(person), person_name=as_typed))["Location"] == DESK
    user = Person.objects.get().user
    assert [each.role for each in builders.acts_as(user)] == [Role.PERSON]
    assert accounts.candidate("13900001234") == user


def test_the_x_of_an_id_may_be_small_and_digits_wide():
    number = next(number for number in range(1, 60) if builders.id_number(number).endswith("X"))
    person = builders.person(number)
    wide = builders.id_number(number).lower().translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert builders.browser().post(OWN, typed(printed(person), number, id_number=wide)).status_code == 302


def test_somebody_signed_in_types_no_phone_and_no_password():
    person = builders.person()
    builders.user("zhao")
    client = builders.signed_in("zhao")
    assert [name for name in client.get(OWN).context["form"].fields if name in ("phone", "password", "name")] == []
    client.post(OWN, typed(printed(person)))
    assert Person.objects.get().user.login_name == "zhao"


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"person_name": ""}, ["person_name"]),
        ({"id_type": "driving_licence"}, ["id_type"]),
        ({"id_number": ""}, ["id_number"]),
        ({"id_number": "610722199001010010"}, ["id_number"]),
        ({"id_number": "61072219900101"}, ["id_number"]),
        ({"code": ""}, ["code"]),
        ({"phone": "1390000"}, ["phone"]),
        ({"password": "short"}, ["password"]),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_nothing_is_written(changed: dict, wrong: list[str]):
    code = printed(builders.person())
    before = written()
    answer = builders.browser().post(OWN, {**typed(code), **changed})
    assert (answer.status_code, list(builders.errors(answer)), written()) == (200, wrong, before)


def test_any_wrong_part_gets_the_same_answer():
    one, other = builders.person(1), builders.person(2, name="王敏")
    code, others = printed(one), printed(other)
    tries = [
        typed(code, person_name="赵小燕"),
        typed(code, id_number=builders.id_number(2)),
        typed(code, id_number=builders.id_number(3)),
        typed(others),
        typed("2222-2222-2222"),
        typed(code, id_type=Kind.PASSPORT.value, id_number="E12345678"),
    ]
    assert [builders.errors(builders.browser().post(OWN, each)) for each in tries] == [WRONG] * 6
    assert Person.objects.filter(user__isnull=False).count() == 0


def test_without_a_right_code_nobody_learns_whether_a_phone_or_a_document_is_known():
    builders.user("owner", phone="13900001234")
    builders.person(1)
    made_up = "2222-2222-2222"
    tries = [typed(made_up), typed(made_up, phone="13900005555"), typed(made_up, id_number=builders.id_number(9))]
    assert [builders.errors(builders.browser().post(OWN, each)) for each in tries] == [WRONG] * 3


def test_a_phone_that_has_an_account_leaves_the_code_good():
    builders.user("owner", phone="13900001234")
    code = printed(builders.person())
    before = written()
    answer = builders.browser().post(OWN, typed(code))
    assert (list(builders.errors(answer)), written()) == (["phone"], before)
    assert builders.browser().post(OWN, typed(code, phone="13900005555")).status_code == 302


def test_pressing_twice_claims_once():
    told = typed(printed(builders.person()))
    client = builders.browser()
    assert [client.post(OWN, told)["Location"] for _ in range(2)] == [DESK, reverse("entrance:first_notice")]
    assert (Assignment.objects.filter(role=Role.PERSON.value).count(), User.objects.filter(name="赵晓燕").count()) == (1, 1)


def test_nobody_takes_two_files():
    builders.owner("zhao", 1)
    other = builders.person(2, name="王敏")
    answer = builders.signed_in("zhao").post(OWN, typed(printed(other), 2, person_name="王敏"))
    assert builders.errors(answer) == {"": ["您的账号已关联另一份个人档案。"]}
    assert ActivationCode.objects.filter(used_at__isnull=False).count() == 0


def test_a_file_that_was_given_back_is_opened_again():
    builders.owner("zhao", 1)
    builders.signed_in("zhao").post(reverse("entrance:close_account"), {"sure": "on", "current": builders.PASSWORD})
    assert builders.browser().post(OWN, typed(printed(Person.objects.get()))).status_code == 302


def test_guessing_is_stopped_for_this_document_at_this_address():
    code = printed(builders.person())
    for _ in range(6):
        builders.browser().post(OWN, typed("2222-2222-2222"))
    assert list(builders.errors(builders.browser().post(OWN, typed(code)))) == [""]
    assert builders.browser(address="198.51.100.9").post(OWN, typed(code)).status_code == 302
