import pytest

from cqo.foundation.audit import exports
from cqo.foundation.audit.exports import Known
from cqo.foundation.audit.tests.builders import NOON

pytestmark = pytest.mark.usefixtures("record_folder")
A, B = "a" * 64, "b" * 64


def read(city="610700"):
    return list(exports.lines(city, until=exports.size_of(city)))


def test_heads_are_read_back_in_order():
    assert exports.append("610700", seq=3, hash=A, at=NOON)
    assert exports.append("610700", seq=7, hash=B, at=NOON)
    assert read() == [Known(3, A), Known(7, B)]


def test_a_head_that_the_file_has_passed_is_not_written():
    exports.append("610700", seq=7, hash=A, at=NOON)
    assert not exports.append("610700", seq=7, hash=A, at=NOON)
    assert not exports.append("610700", seq=3, hash=B, at=NOON)
    assert read() == [Known(7, A)]


def test_only_what_was_there_when_the_reading_began_is_read():
    exports.append("610700", seq=1, hash=A, at=NOON)
    size = exports.size_of("610700")
    exports.append("610700", seq=2, hash=B, at=NOON)
    assert list(exports.lines("610700", until=size)) == [Known(1, A)]


def test_a_line_torn_by_a_crash_stays_visible_and_the_next_head_starts_a_line_of_its_own():
    exports.append("610700", seq=1, hash=A, at=NOON)
    with exports.path_of("610700").open("a") as file:
        file.write("610700 2 bbb")
    exports.append("610700", seq=3, hash=B, at=NOON)
    assert read() == [Known(1, A), exports.UNREADABLE, Known(3, B)]


def test_numbers_that_fall_are_unreadable():
    exports.append("610700", seq=3, hash=A, at=NOON)
    with exports.path_of("610700").open("a") as file:
        file.write(f"610700 2 {B} 2026-03-02T04:00:00+00:00\n")
    assert read() == [Known(3, A), exports.UNREADABLE]


def test_the_end_is_found_in_a_long_file():
    for seq in range(1, 101):
        exports.append("610700", seq=seq, hash=A, at=NOON)
    assert not exports.append("610700", seq=100, hash=A, at=NOON)
    assert [known.seq for known in read()] == list(range(1, 101))


def test_every_chain_has_its_file():
    exports.append("610700", seq=1, hash=A, at=NOON)
    exports.append("", seq=1, hash=A, at=NOON)
    assert exports.cities() == {"610700", ""}
    assert (exports.path_of("").name, exports.size_of("320600")) == ("heads-installation.log", None)
