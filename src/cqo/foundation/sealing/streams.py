"""Seal and open what is too large for one piece: files are encrypted in chunks whose order and end are authenticated.

The STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015) over SM4-GCM (GB/T 32907): every stream has a key of its own,
derived from a fresh salt (HKDF-SM3); a chunk's nonce is its number and whether it is the last, so that a chunk that is moved,
repeated, taken out or cut off at the end is noticed.

    format (1 byte) · key version (1) · salt (16) · { chunk (up to 1 MiB) · tag (16) } …
"""

import os
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from cqo.foundation.sealing.sealing import TAG_BYTES, SealBroken

CHUNK_BYTES = 1024 * 1024
FORMAT = 1
SALT_BYTES = 16
HEADER_BYTES = 2 + SALT_BYTES


def seal(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Encrypt some bytes that come in pieces of any size; what comes out, joined, is the sealed stream."""
    header = bytes([FORMAT, settings.KEYS.newest]) + os.urandom(SALT_BYTES)
    key = _key(header)
    yield header
    number = 0
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) > CHUNK_BYTES:
            yield _sealed(key, header, number, bytes(waiting[:CHUNK_BYTES]), last=False)
            del waiting[:CHUNK_BYTES]
            number += 1
    yield _sealed(key, header, number, bytes(waiting), last=True)


def unseal(sealed: BinaryIO) -> Iterator[bytes]:
    """The plain chunks of a sealed stream, each checked before it is given out.

    Raises SealBroken when a bit has changed, a chunk is missing or moved, or the end was cut off.
    """
    header = sealed.read(HEADER_BYTES)
    if len(header) < HEADER_BYTES or header[0] != FORMAT:
        raise SealBroken("this is not a sealed stream")
    key = _key(header)
    number = 0
    chunk = sealed.read(CHUNK_BYTES + TAG_BYTES)
    while True:
        following = sealed.read(CHUNK_BYTES + TAG_BYTES)
        yield _opened(key, header, number, chunk, last=not following)
        if not following:
            return
        chunk = following
        number += 1


def _key(header: bytes) -> bytes:
    master = settings.KEYS.derived("streams", header[1], length=32)
    return HKDF(algorithm=hashes.SM3(), length=16, salt=header[2:], info=b"cqo/stream").derive(master)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _sealed(key: bytes, header: bytes, number: int, chunk: bytes, *, last: bool) -> bytes:
    encryptor = Cipher(algorithms.SM4(key), modes.GCM(_nonce(number, last=last))).encryptor()
    encryptor.authenticate_additional_data(header)
    return encryptor.update(chunk) + encryptor.finalize() + encryptor.tag


def _opened(key: bytes, header: bytes, number: int, chunk: bytes, *, last: bool) -> bytes:
    if len(chunk) < TAG_BYTES:
        raise SealBroken("the sealed stream has been cut short")
    decryptor = Cipher(algorithms.SM4(key), modes.GCM(_nonce(number, last=last), chunk[-TAG_BYTES:])).decryptor()
    decryptor.authenticate_additional_data(header)
    try:
        return decryptor.update(chunk[:-TAG_BYTES]) + decryptor.finalize()
    except InvalidTag as trouble:
        raise SealBroken("the sealed stream has been changed, reordered or cut short") from trouble
