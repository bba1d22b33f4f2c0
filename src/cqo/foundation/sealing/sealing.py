"""Seal and open personal data, and hash it for exact look-up."""

import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.conf import settings

NONCE_BYTES = 12
TAG_BYTES = 16


class SealBroken(Exception):
    """A sealed value was changed, cut short, or sealed with a key this installation does not have."""


@lru_cache(maxsize=64)
def _key(purpose: str, version: int | None) -> bytes:
    return settings.KEYS.derived(purpose, version)


@lru_cache(maxsize=16)
def _sm4(version: int) -> algorithms.SM4:
    return algorithms.SM4(_key("sealing", version))


@lru_cache(maxsize=64)
def _mac(purpose: str) -> hmac.HMAC:
    """A MAC that has taken in its key; copying it is a third of making one."""
    return hmac.HMAC(_key(f"hash/{purpose}", min(settings.KEYS.masters)), hashes.SM3())


def seal_bytes(plain: bytes) -> bytes:
    """Encrypt with SM4-GCM: one byte of key version, 12 bytes of nonce, the text, 16 bytes of tag."""
    version, nonce = settings.KEYS.newest, os.urandom(NONCE_BYTES)
    encryptor = Cipher(_sm4(version), modes.GCM(nonce)).encryptor()
    body = encryptor.update(plain) + encryptor.finalize()
    return bytes([version]) + nonce + body + encryptor.tag


def open_bytes(sealed: bytes) -> bytes:
    """Decrypt what `seal_bytes` made. Raises SealBroken when a bit of it has changed."""
    sealed = bytes(sealed)
    if len(sealed) < 1 + NONCE_BYTES + TAG_BYTES:
        raise SealBroken("too short to be a sealed value")
    version, nonce = sealed[0], sealed[1 : 1 + NONCE_BYTES]
    body, tag = sealed[1 + NONCE_BYTES : -TAG_BYTES], sealed[-TAG_BYTES:]
    decryptor = Cipher(_sm4(version), modes.GCM(nonce, tag)).decryptor()
    try:
        return decryptor.update(body) + decryptor.finalize()
    except InvalidTag as trouble:
        raise SealBroken("the sealed value has been changed") from trouble


def keyed_hash(purpose: str, text: str) -> bytes:
    """HMAC-SM3 of a normalised text (32 bytes): equal texts are found, nothing can be guessed without the key.

    purpose: what the text is ("resident_id", "phone", "phone_tail" …), so that equal digits of two kinds never match.
    The first key is used for ever: rotating it would orphan every stored hash (`docs/decisions/0004-keyed-hashes.md`).
    """
    mac = _mac(purpose).copy()
    mac.update(text.encode())
    return mac.finalize()


def digest(content: bytes) -> str:
    """SM3 (GB/T 32905) of some bytes, as 64 hexadecimal characters."""
    sm3 = hashes.Hash(hashes.SM3())
    sm3.update(content)
    return sm3.finalize().hex()
