"""The list of signed-in browsers: half an address, ended one by one or together, gone with their sessions."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from cqo.foundation.accounts import queries
from cqo.foundation.accounts.models import SignIn, User
from cqo.foundation.accounts.operations import sign_ins
from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises.tests import builders

pytestmark = pytest.mark.django_db


def begun(user: User, *, address: str = "203.0.113.7") -> tuple[str, SignIn]:
    """A browser of a user: its session's key and its row."""
    session = SessionStore()
    session.create()
    row = sign_ins.begin(user=user, session_key=session.session_key, browser="Chrome · Windows", address=address, at=builders.AT)
    return session.session_key, row


def open_rows(user: User) -> list[SignIn]:
    return list(queries.open_sign_ins(user).order_by("pk"))


@pytest.mark.parametrize(("address", "half"), [("203.0.113.7", "203.0.*.*"), ("2001:db8:1:2::7", "2001:db8:*"), ("", ""), ("unknown", "")])
def test_half_an_address_is_kept(address: str, half: str):
    assert begun(builders.user("one"), address=address)[1].address_masked == half


def test_ending_a_session_deletes_it():
    user = builders.user("one")
    (key, row), (other, _) = begun(user), begun(user)
    sign_ins.end(user=user, sign_in=row.pk, at=builders.AT)
    assert list(Session.objects.values_list("session_key", flat=True)) == [other]
    assert SignIn.objects.get(session_hash=sign_ins.session_hash(key)).session_key is None


def test_nobody_ends_the_session_of_another_or_one_that_has_ended():
    mine, other = builders.user("one"), builders.user("two")
    (_key, row), (_other, foreign) = begun(mine), begun(other)
    sign_ins.end(user=mine, sign_in=row.pk, at=builders.AT)
    for gone in (row, foreign):
        with pytest.raises(NotPossible) as refused:
            sign_ins.end(user=mine, sign_in=gone.pk, at=builders.AT)
        assert refused.value.code == "account.session_gone"
    assert open_rows(other) == [foreign]


def test_ending_all_but_one_leaves_that_one_and_other_peoples():
    user, other = builders.user("one"), builders.user("two")
    (_first, _), (here, kept), (_third, _), (_foreign, foreign) = begun(user), begun(user), begun(user), begun(other)
    assert sign_ins.end_all(user=user, at=builders.AT, but=here) == 2
    assert (open_rows(user), open_rows(other), Session.objects.count()) == ([kept], [foreign], 2)


def test_a_row_follows_its_session_to_a_new_key():
    user = builders.user("one")
    key, row = begun(user)
    fresh = SessionStore()
    fresh.create()
    sign_ins.follow(old_key=key, session_key=fresh.session_key)
    sign_ins.end(user=user, sign_in=row.pk, at=builders.AT)
    assert list(Session.objects.values_list("session_key", flat=True)) == [key]


def test_rows_of_sessions_that_ran_out_are_closed():
    user = builders.user("one")
    (gone, _), (_kept, kept) = begun(user), begun(user)
    assert sign_ins.close_ended(session_keys=[gone, "of nobody"], at=builders.AT) == 1
    assert open_rows(user) == [kept]


def test_no_session_key_stands_in_the_list_in_clear():
    key, row = begun(builders.user("one"))
    kept = SignIn.objects.get(pk=row.pk)
    assert (kept.session_key.reveal(), key in str(vars(kept))) == (key, False)
