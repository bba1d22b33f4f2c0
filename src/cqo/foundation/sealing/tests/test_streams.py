import io

import pytest

from cqo.foundation.sealing import streams
from cqo.foundation.sealing.keys import KeyRing
from cqo.foundation.sealing.sealing import SealBroken

CHUNK = streams.CHUNK_BYTES
SEALED_CHUNK = CHUNK + streams.TAG_BYTES
OF_TWO_AND_A_BIT = bytes(range(256)) * (CHUNK // 128) + b"the end"


def sealed(plain: bytes, *, piece: int = 65_536) -> bytes:
    return b"".join(streams.seal(plain[start : start + piece] for start in range(0, len(plain), piece)))


def opened(content: bytes) -> bytes:
    return b"".join(streams.unseal(io.BytesIO(content)))


def chunks_of(content: bytes) -> tuple[bytes, list[bytes]]:
    header, body = content[: streams.HEADER_BYTES], content[streams.HEADER_BYTES :]
    return header, [body[start : start + SEALED_CHUNK] for start in range(0, len(body), SEALED_CHUNK)]


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK])
def test_a_stream_of_any_length_comes_back(size: int):
    plain = (b"\x00\x01\x02\x03\x04" * (size // 5 + 1))[:size]
    assert opened(sealed(plain)) == plain


@pytest.mark.parametrize("piece", [1_000, CHUNK, 3 * CHUNK])
def test_the_size_of_the_pieces_makes_no_difference(piece: int):
    assert opened(sealed(OF_TWO_AND_A_BIT, piece=piece)) == OF_TWO_AND_A_BIT


def test_nothing_of_the_content_stands_in_the_stream():
    assert b"the end" in OF_TWO_AND_A_BIT
    assert b"the end" not in sealed(OF_TWO_AND_A_BIT)


def test_equal_contents_look_different():
    assert sealed(b"equal")[streams.HEADER_BYTES :] != sealed(b"equal")[streams.HEADER_BYTES :]


def test_a_changed_bit_is_noticed():
    content = bytearray(sealed(OF_TWO_AND_A_BIT))
    content[len(content) // 2] ^= 1
    with pytest.raises(SealBroken):
        opened(bytes(content))


def test_a_changed_header_is_noticed():
    content = bytearray(sealed(b"short"))
    content[5] ^= 1
    with pytest.raises(SealBroken):
        opened(bytes(content))


def test_chunks_in_another_order_are_noticed():
    header, (first, second, third) = chunks_of(sealed(OF_TWO_AND_A_BIT))
    assert opened(header + first + second + third) == OF_TWO_AND_A_BIT
    with pytest.raises(SealBroken):
        opened(header + second + first + third)


def test_an_end_cut_off_between_two_chunks_is_noticed():
    header, (first, second, _third) = chunks_of(sealed(OF_TWO_AND_A_BIT))
    with pytest.raises(SealBroken):
        opened(header + first + second)


@pytest.mark.parametrize("kept", [0, 3, streams.HEADER_BYTES, streams.HEADER_BYTES + 5])
def test_an_end_cut_off_early_is_noticed(kept: int):
    with pytest.raises(SealBroken):
        opened(sealed(b"short")[:kept])


def test_a_chunk_of_another_stream_is_noticed():
    header, (first, _second, third) = chunks_of(sealed(OF_TWO_AND_A_BIT))
    _other, (_first, foreign, _third) = chunks_of(sealed(OF_TWO_AND_A_BIT))
    with pytest.raises(SealBroken):
        opened(header + first + foreign + third)


def test_what_was_appended_is_noticed():
    with pytest.raises(SealBroken):
        opened(sealed(b"short") + b"more")


def test_a_stream_sealed_before_a_key_was_added_still_opens(settings):
    before = sealed(b"old paper")
    settings.KEYS = KeyRing({**settings.KEYS.masters, settings.KEYS.newest + 1: b"k" * 32})
    after = sealed(b"new paper")
    assert (opened(before), opened(after)) == (b"old paper", b"new paper")
    assert before[1] + 1 == after[1]
