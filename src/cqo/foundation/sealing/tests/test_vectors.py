"""The ciphers this platform stands on give what the standards print."""

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from cqo.foundation.sealing import sealing

KEY = bytes.fromhex("0123456789abcdeffedcba9876543210")
ONE_BLOCK = modes.ECB()  # noqa: S305 (the standard's examples are of single blocks)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
        (b"abcd" * 16, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"),
    ],
)
def test_sm3_gives_the_examples_of_gb_t_32905_2016_annex_a(text: bytes, expected: str):
    assert sealing.digest(text) == expected


def test_sm4_gives_the_first_example_of_gb_t_32907_2016_annex_a():
    assert Cipher(algorithms.SM4(KEY), ONE_BLOCK).encryptor().update(KEY).hex() == "681edf34d206965e86b3e94f536e4246"


@pytest.mark.slow
def test_sm4_gives_the_second_example_of_gb_t_32907_2016_annex_a_after_a_million_rounds():
    encrypt, block = Cipher(algorithms.SM4(KEY), ONE_BLOCK).encryptor().update, KEY
    for _ in range(1_000_000):
        block = encrypt(block)
    assert block.hex() == "595298c7c6fd271f0402f804c33d3f66"


def test_sm4_gcm_gives_the_example_of_rfc_8998():
    encryptor = Cipher(algorithms.SM4(KEY), modes.GCM(bytes.fromhex("00001234567800000000abcd"))).encryptor()
    encryptor.authenticate_additional_data(bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2"))
    plain = b"".join(bytes([value]) * 8 for value in (0xAA, 0xBB, 0xCC, 0xDD, 0xEE, 0xFF, 0xEE, 0xAA))
    assert (encryptor.update(plain) + encryptor.finalize()).hex() == (
        "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
    )
    assert encryptor.tag.hex() == "83de3541e4c2b58177e065a9bf7b62ec"


def test_a_keyed_hash_is_hmac_as_gb_t_15852_2_builds_it_over_sm3(settings):
    key = settings.KEYS.derived("hash/phone").ljust(64, b"\0")
    inner = bytes.fromhex(sealing.digest(bytes(byte ^ 0x36 for byte in key) + b"13912342231"))
    outer = sealing.digest(bytes(byte ^ 0x5C for byte in key) + inner)
    assert sealing.keyed_hash("phone", "13912342231").hex() == outer
