"""The key file: made once, readable by the service alone, never replaced by an empty one."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cqo.foundation.sealing.keys import KeyFileError, KeyRing


def test_the_first_start_makes_keys_that_the_next_one_reads(tmp_path: Path):
    made = KeyRing.from_file(tmp_path / "deep" / "keys.json")
    assert KeyRing.from_file(tmp_path / "deep" / "keys.json") == made
    assert (list(made.masters), len(made.masters[1])) == ([1], 32)


def test_only_the_services_user_may_read_it(tmp_path: Path):
    KeyRing.from_file(tmp_path / "keys.json")
    assert stat.S_IMODE((tmp_path / "keys.json").stat().st_mode) == 0o600


def test_of_many_first_starts_at_once_one_makes_the_keys(tmp_path: Path):
    with ThreadPoolExecutor(8) as starts:
        rings = list(starts.map(lambda _start: KeyRing.from_file(tmp_path / "keys.json"), range(8)))
    assert [ring == rings[0] for ring in rings] == [True] * 8
    assert [each.name for each in tmp_path.iterdir()] == ["keys.json"]


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", '{"masters": {"one": "AAAA"}}', '{"masters": {}}', '{"masters": {"1": "AAAA"}}', '{"masters": {"300": ""}}']
)
def test_a_damaged_file_is_refused_and_left_alone(tmp_path: Path, content: str):
    (tmp_path / "keys.json").write_text(content)
    with pytest.raises(KeyFileError):
        KeyRing.from_file(tmp_path / "keys.json")
    assert (tmp_path / "keys.json").read_text() == content


def test_every_purpose_has_a_key_of_its_own():
    ring = KeyRing({1: b"m" * 32})
    assert len({ring.derived(purpose) for purpose in ("sealing", "streams", "hash/phone", "django")}) == 4
