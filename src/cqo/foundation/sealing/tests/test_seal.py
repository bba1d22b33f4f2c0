"""Personal data in the database: sealed, opened, never shown by accident."""

import json
import logging
import os

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.conf import settings as installation
from django.db import connection
from django.template import Context, Template

from cqo.foundation.accounts import phones
from cqo.foundation.accounts.models import User
from cqo.foundation.sealing import sealing
from cqo.foundation.sealing.fields import Sealed
from cqo.foundation.sealing.keys import KeyFileError, KeyRing
from cqo.foundation.sealing.sealing import SealBroken, keyed_hash, open_bytes, seal_bytes
from cqo.registry.enterprises.tests import builders

PHONE = "13912342231"


@pytest.fixture
def second_key(settings):
    """The key ring after an administrator has added a master."""
    settings.KEYS = KeyRing({**settings.KEYS.masters, settings.KEYS.newest + 1: b"k" * 32})


def test_equal_texts_are_sealed_differently_and_open_alike():
    one, other = seal_bytes(b"equal"), seal_bytes(b"equal")
    assert (one == other, open_bytes(one), open_bytes(other)) == (False, b"equal", b"equal")


@pytest.mark.parametrize("place", [1, 12, 13, 17, -17, -1])
def test_a_changed_bit_is_noticed_wherever_it_is(place: int):
    sealed = bytearray(seal_bytes(b"13912342231"))
    sealed[place] ^= 1
    with pytest.raises(SealBroken):
        open_bytes(bytes(sealed))


@pytest.mark.parametrize("kept", [0, 1, 28, -1])
def test_a_value_cut_short_is_noticed(kept: int):
    with pytest.raises(SealBroken):
        open_bytes(seal_bytes(b"13912342231")[:kept])


def test_old_values_open_and_new_ones_use_the_new_key_after_one_is_added(second_key):
    with_new = seal_bytes(b"new")
    old = bytes([1]) + _sealed_under_the_first_key(b"old")
    assert (old[0], with_new[0]) == (1, 2)
    assert (open_bytes(old), open_bytes(with_new)) == (b"old", b"new")


def test_a_value_passed_off_as_sealed_under_another_key_does_not_open(second_key):
    sealed = bytearray(seal_bytes(b"new"))
    sealed[0] = 1
    with pytest.raises(SealBroken):
        open_bytes(bytes(sealed))


def test_a_value_of_a_key_that_is_not_in_the_file_says_which_is_missing():
    sealed = bytes([9]) + seal_bytes(b"of another installation")[1:]
    with pytest.raises(KeyFileError) as trouble:
        open_bytes(sealed)
    assert "version 9" in str(trouble.value)


def test_a_keyed_hash_stays_the_same_when_a_key_is_added(settings):
    before = keyed_hash("phone", PHONE)
    settings.KEYS = KeyRing({**settings.KEYS.masters, settings.KEYS.newest + 1: b"k" * 32})
    for cached in (sealing._key, sealing._mac):
        cached.cache_clear()
    assert keyed_hash("phone", PHONE) == before


def test_equal_digits_of_two_kinds_have_different_hashes():
    assert len({keyed_hash(purpose, "610722199001010019") for purpose in ("phone", "resident_id", "activation_code")}) == 3


@pytest.mark.django_db
def test_neither_the_number_nor_its_plain_hash_stands_in_the_database():
    made = builders.user("somebody", phone=PHONE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone, phone_hash, phone_masked FROM accounts_user")
        (sealed, hashed, masked) = cursor.fetchone()
    assert (PHONE.encode() in bytes(sealed), bytes(hashed) == bytes.fromhex(sealing.digest(PHONE.encode())), masked) == (
        False,
        False,
        "139****2231",
    )
    assert User.objects.get(pk=made.pk).phone.reveal() == PHONE


@pytest.mark.django_db
def test_a_text_put_into_a_sealed_column_is_sealed_on_its_way():
    made = builders.user("somebody")
    User.objects.filter(pk=made.pk).update(phone=PHONE)
    assert User.objects.get(pk=made.pk).phone == Sealed.of(PHONE)


def test_a_sealed_value_never_prints(caplog):
    sealed = phones.columns(PHONE)["phone"]
    assert sealed.reveal() == PHONE  # it is there to leak
    caplog.set_level(logging.WARNING)
    logging.getLogger("trial").warning("somebody's phone: %s %r", sealed, sealed)
    told = [
        str(sealed),
        repr(sealed),
        f"{sealed}",
        f"{sealed!r:>20}",
        f"{[sealed]} { ({'phone': sealed}) }",
        Template("{{ phone }}").render(Context({"phone": sealed})),
        caplog.text,
        str(vars(User(phone=sealed))),
    ]
    assert [text for text in told if PHONE in text or PHONE[-4:] in text] == []


@pytest.mark.parametrize("write", [json.dumps, dict, list, "".join])
def test_a_sealed_value_does_not_slip_into_a_file_by_itself(write):
    with pytest.raises(TypeError):
        write([Sealed.of(PHONE)] if write in (json.dumps, "".join) else Sealed.of(PHONE))


def _sealed_under_the_first_key(plain: bytes) -> bytes:
    """What this installation wrote before the second key: nonce, text and tag."""
    nonce = os.urandom(12)
    encryptor = Cipher(algorithms.SM4(installation.KEYS.derived("sealing", 1)), modes.GCM(nonce)).encryptor()
    return nonce + encryptor.update(plain) + encryptor.finalize() + encryptor.tag
