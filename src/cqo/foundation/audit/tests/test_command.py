from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cqo.foundation.audit.models import Pending
from cqo.foundation.audit.tests.builders import CITY, by_hand, moves, seal, sealed_moves

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record_folder")]


def lines_of(*words):
    out = StringIO()
    call_command("audit", *words, stdout=out)
    return out.getvalue().splitlines()


def faulty_lines_of(*words):
    out = StringIO()
    with pytest.raises(CommandError) as failure:
        call_command("audit", *words, stdout=out)
    return out.getvalue().splitlines(), str(failure.value), failure.value.returncode


def test_a_sound_record_is_told_with_entries_and_heads():
    sealed_moves(3)
    assert lines_of("verify") == [f"城市 610700：已核验至第 3 号，链头 {seal(3).hash}", "共核验 3 条已封存的记录，未发现问题。"]


def test_faults_are_told_in_sentences_and_end_with_status_1():
    keys = sealed_moves(3)
    with by_hand() as run:
        run("UPDATE audit_entry SET role = '' WHERE id = %s", keys[0])
        run("DELETE FROM audit_entry WHERE id = %s", keys[2])
        run("DELETE FROM audit_seal WHERE seq = 3")
    assert faulty_lines_of("verify", "--city", CITY) == (
        [
            f"城市 610700的第 1 号记录（{keys[0]}）在封存之后被改动。",
            "城市 610700的封存链尾部被截去：第 3 号至第 3 号曾经封存，现已不见。",
            f"城市 610700：已核验至第 2 号，链头 {seal(2).hash}",
        ],
        "共核验 2 条已封存的记录，发现 2 处问题。",
        1,
    )


def test_the_unsealed_tail_is_told_and_is_no_fault():
    moves(2)
    waiting, summary = lines_of("verify")
    assert waiting.startswith("另有 2 条记录等待封存，最早写于 20")
    assert summary == "共核验 0 条已封存的记录，未发现问题。"


def test_a_tail_that_waits_too_long_is_told_with_what_to_look_at():
    moves(1)
    Pending.objects.update(entry="01900000-0000-7000-8000-000000000000")
    lines, _summary, _status = faulty_lines_of("verify")
    assert lines[-1] == "等待已超过 5 分钟：请检查后台任务是否在运行。"


def test_a_printed_head_is_checked():
    sealed_moves(2)
    assert lines_of("verify", "--city", CITY, "--printed", f"2:{seal(2).hash[:16]}")[-1] == "共核验 2 条已封存的记录，未发现问题。"
    lines, summary, status = faulty_lines_of("verify", "--city", CITY, "--printed", f"2:{'0' * 16}")
    assert lines[0] == "城市 610700的封存链与打印的链头（第 2 号）不符。"
    assert (summary, status) == ("共核验 2 条已封存的记录，发现 1 处问题。", 1)


@pytest.mark.parametrize(
    "words", [["--printed", "2:0000000000000000"], ["--city", CITY, "--printed", "2:00"], ["--city", CITY, "--printed", "x"]]
)
def test_a_printed_head_that_cannot_be_checked_is_refused(words):
    with pytest.raises(CommandError, match="--printed"):
        call_command("audit", "verify", *words, stdout=StringIO())


def test_everything_that_waits_is_sealed():
    moves(3)
    assert lines_of("seal") == ["已封存 3 条记录。"]
    assert lines_of("seal") == ["已封存 0 条记录。"]


def test_heads_are_printed():
    sealed_moves(1, city="")
    sealed_moves(2)
    assert lines_of("heads") == [f"本平台：第 1 号，链头 {seal(1, '').hash}", f"城市 610700：第 2 号，链头 {seal(2).hash}"]
