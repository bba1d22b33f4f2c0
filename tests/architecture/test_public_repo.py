"""What is committed can be shown to anyone: no machine's paths, no registry's address, nothing unfinished, no secret."""

import re
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
OTHERS_WORK = re.compile(r"(^|/)vendor/|^LICENSE|^requirements/.*\.txt$")  # vendored files as their authors wrote them, hashes
WORDS = {
    "a path of one machine": r"(?<![\w.$}])/(?:work|farm|home|root|Users)/\w",
    "the address of a package registry": r"(?:pypi|npmjs|debian)\.(?:org|com)|pythonhosted|registry\.npm|/simple/",
    "a setting of one machine's package registry": r"(?<!emit-)index-url\s*[= ]\s*\S",
    "something unfinished": r"\b(?:TODO|FIXME|XXX)\b|coming soon|not implemented yet|敬请期待|开发中|建设中",
    "a conflict of two changes": r"^(?:<{7}|>{7}) ",
    "a private key": r"-----BEGIN (?:\w+ )*PRIVATE KEY",
}


def texts() -> dict[str, str]:
    """Each text file that is or would be committed: path → content."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    paths = subprocess.run(listing, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout.split("\0")
    found = {}
    for path in paths:
        file = REPOSITORY / path
        if path and file.is_file() and not OTHERS_WORK.search(path) and path != str(Path(__file__).relative_to(REPOSITORY)):
            content = file.read_bytes()
            if b"\0" not in content[:8000]:
                found[path] = content.decode("utf-8", errors="replace")
    return found


@pytest.mark.parametrize("what", WORDS)
def test_nothing_is_committed_that_does_not_belong_to_the_public(what: str):
    pattern = re.compile(WORDS[what], re.MULTILINE)
    found = {path: hits for path, content in texts().items() if (hits := pattern.findall(content))}
    assert found == {}


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("a path of one machine", 'open("/home/li/x")'),
        ("the address of a package registry", "https://mirror/simple/django"),
        ("a setting of one machine's package registry", "--index-url https://mirror"),
        ("something unfinished", "# TODO later"),
        ("something unfinished", "敬请期待"),
        ("a conflict of two changes", "<<<<<<< ours"),
        ("a private key", "-----BEGIN EC PRIVATE KEY-----"),
    ],
)
def test_the_patterns_find_what_they_are_meant_for(what: str, line: str):
    assert re.search(WORDS[what], line, re.MULTILINE)


def test_everything_listed_as_made_by_the_machine_stays_out():
    listing = subprocess.run(["git", "ls-files"], cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout.split()
    made = [path for path in listing if re.search(r"^(?:\.venv|var|staticfiles)/|\.pyc$|\.sqlite3$|(?:^|/)keys\.json$", path)]
    assert made == []
