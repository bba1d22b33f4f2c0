"""Activation codes: read aloud, typed with slips, used once, withdrawn."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from cqo.foundation.access.actor import system
from cqo.foundation.accounts import queries, rules
from cqo.foundation.accounts.models import ActivationCode
from cqo.foundation.accounts.operations import codes
from cqo.foundation.accounts.states import CodeKind
from cqo.foundation.audit.ids import new_id
from cqo.foundation.audit.models import Entry
from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises.tests import builders

TODAY, LAST_DAY = date(2026, 3, 2), date(2026, 5, 31)
OFFICE = system("trial", city="610700")
CODE = st.binary(min_size=11, max_size=16).map(rules.code_from)


def issue(*subjects: UUID, kind: CodeKind = CodeKind.ENTERPRISE) -> UUID:
    return codes.issue(kind=kind, subjects=subjects, city="610700", expires=LAST_DAY, by=OFFICE, at=builders.AT)


def plain(batch: UUID) -> list[str]:
    return [each.code.reveal() for each in queries.codes_of_batch(batch)]


def usable(typed: str, *, on: date = TODAY, kind: CodeKind = CodeKind.ENTERPRISE) -> ActivationCode | None:
    return queries.usable_code(kind=kind, typed=typed, on=on)


@given(CODE)
def test_a_code_is_understood_however_it_is_typed(code: str):
    on_paper = rules.code_on_paper(code)
    assert [rules.code_as_typed(typed) for typed in (code, on_paper, on_paper.lower(), f" {on_paper.replace('-', ' ')} ")] == [code] * 4


@given(CODE, st.data())
def test_one_wrong_letter_is_told_at_once(code: str, data: st.DataObject):
    place = data.draw(st.integers(0, 11))
    letter = data.draw(st.sampled_from([each for each in rules.CODE_ALPHABET if each != code[place]]))
    assert rules.code_as_typed(code[:place] + letter + code[place + 1 :]) is None


@given(CODE, st.integers(0, 9))
def test_two_letters_in_the_wrong_order_are_told_at_once(code: str, place: int):
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert (rules.code_as_typed(swapped) is None) is (code[place] != code[place + 1])


@pytest.mark.parametrize("typed", ["", "ABCD", "0000-0000-0000", "激活码", "A" * 13, "\x00"])
def test_what_cannot_be_a_code_is_none(typed: str):
    assert rules.code_as_typed(typed) is None


@pytest.mark.django_db
def test_a_code_opens_its_kind_until_its_last_day():
    (code,) = plain(issue(new_id()))
    assert [usable(code, on=day) is not None for day in (TODAY, LAST_DAY, LAST_DAY + timedelta(days=1))] == [True, True, False]
    assert [usable(code, kind=kind) is not None for kind in CodeKind] == [True, False, False]


@pytest.mark.django_db
def test_a_code_is_used_once_and_forgotten():
    (code,) = plain(issue(new_id()))
    user, found = builders.user("one"), usable(code)
    codes.use(code=found, user=user, at=builders.AT)
    with pytest.raises(NotPossible) as refused:
        codes.use(code=found, user=builders.user("two"), at=builders.AT)
    kept = ActivationCode.objects.get()
    assert (refused.value.code, kept.used_by, kept.code, usable(code)) == ("slip.not_usable", user, None, None)


@pytest.mark.django_db
def test_a_new_code_for_a_file_withdraws_the_earlier_one_of_its_kind_only():
    subject, other = new_id(), new_id()
    (first,), (others,), (password,) = plain(issue(subject)), plain(issue(other)), plain(issue(subject, kind=CodeKind.PASSWORD))
    (second,) = plain(issue(subject))
    assert [usable(code) is not None for code in (first, second, others)] == [False, True, True]
    assert usable(password, kind=CodeKind.PASSWORD) is not None


@pytest.mark.django_db
def test_withdrawing_a_batch_leaves_used_codes_and_those_out_of_reach_as_they_are():
    subjects = [new_id() for _ in range(4)]
    batch = issue(*subjects)
    one, two, three, four = plain(batch)
    codes.use(code=usable(one), user=builders.user("one"), at=builders.AT)
    assert codes.withdraw(batch=batch, subjects=subjects[:3], by=OFFICE, at=builders.AT, city="610700") == 2
    assert [usable(code) is not None for code in (one, two, three, four)] == [False, False, False, True]
    assert ActivationCode.objects.filter(used_at__isnull=False, withdrawn_at__isnull=True).count() == 1


@pytest.mark.django_db
def test_no_code_stands_in_the_database_or_the_record():
    (code,) = plain(issue(new_id()))
    with connection.cursor() as cursor:
        cursor.execute("SELECT code, code_hash FROM accounts_activationcode")
        kept = [bytes(value) for value in cursor.fetchone()]
    assert [code.encode() in value for value in kept] == [False, False]
    assert [entry for entry in Entry.objects.all() if code in str(entry.stated)] == []
