from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cqo.foundation.audit import chain, exports, guards, operations, queries, verification
from cqo.foundation.audit.faults import Fault, Flaw
from cqo.foundation.audit.ids import new_id
from cqo.foundation.audit.models import Entry
from cqo.foundation.audit.tests.builders import CITY, NOON, act, by_hand, moves, seal, sealed_moves

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record_folder")]


def faults(city=None):
    return verification.verify(city).faults


def reseal(run, first, last):
    """Recompute the seals from `first` to `last`, as a forger with the code would."""
    previous = seal(first).previous
    for seq in range(first, last + 1):
        content = chain.content(Entry.objects.filter(pk=seal(seq).entry).values_list(*chain.COLUMNS).get())
        hash_ = chain.link(city=CITY, seq=seq, previous=previous, content=content)
        run("UPDATE audit_seal SET previous = %s, hash = %s WHERE city = %s AND seq = %s", previous, hash_, CITY, seq)
        previous = hash_
    return previous


def test_an_untouched_record_has_no_fault_and_says_what_was_checked():
    sealed_moves(3)
    sealed_moves(2, city="")
    findings = verification.verify()
    assert (findings.faults, findings.entries) == ([], 5)
    assert [(head.city, head.seq, head.hash) for head in findings.heads] == [("", 2, seal(2, "").hash), (CITY, 3, seal(3).hash)]


def test_an_empty_record_has_no_fault():
    assert faults() == []


def test_entries_that_wait_are_information_and_no_fault():
    sealed_moves(2)
    moves(3)
    findings = verification.verify()
    assert (findings.faults, findings.entries, findings.waiting) == ([], 2, 3)
    assert abs(timezone.now() - findings.waiting_since) < timedelta(minutes=1)


def test_a_changed_row_and_a_deleted_tail_row_are_both_named():
    keys = sealed_moves(5)
    with by_hand() as run:
        run("UPDATE audit_entry SET facts = %s WHERE id = %s", '{"to":"610722"}', keys[2])
        run("DELETE FROM audit_entry WHERE id = %s", keys[4])
        run("DELETE FROM audit_seal WHERE entry = %s", keys[4])
    assert faults() == [Fault(Flaw.CHANGED, CITY, seq=3, entry=str(keys[2])), Fault(Flaw.CUT, CITY, seq=5, until=5)]


def test_a_changed_row_and_a_tail_entry_deleted_under_its_seal_are_both_named():
    keys = sealed_moves(5)
    with by_hand() as run:
        run("UPDATE audit_entry SET role = 'auditor' WHERE id = %s", keys[0])
        run("DELETE FROM audit_entry WHERE id = %s", keys[4])
    assert faults() == [Fault(Flaw.CHANGED, CITY, seq=1, entry=str(keys[0])), Fault(Flaw.MISSING, CITY, seq=5, entry=str(keys[4]))]


def test_a_changed_last_row_is_named_as_changed():
    keys = sealed_moves(2)
    with by_hand() as run:
        run("UPDATE audit_entry SET under = '' WHERE id = %s", keys[1])
    assert faults() == [Fault(Flaw.CHANGED, CITY, seq=2, entry=str(keys[1]))]


def test_two_changed_neighbours_are_both_named():
    keys = sealed_moves(4)
    with by_hand() as run:
        run("UPDATE audit_entry SET kind = 'person' WHERE id IN (%s, %s)", keys[1], keys[2])
    assert faults() == [Fault(Flaw.CHANGED, CITY, seq=seq, entry=str(keys[seq - 1])) for seq in (2, 3)]


def test_a_tail_cut_together_with_its_head_shows_in_the_exported_head():
    keys = sealed_moves(5)
    with by_hand() as run:
        run("DELETE FROM audit_entry WHERE id IN (%s, %s)", keys[3], keys[4])
        run("DELETE FROM audit_seal WHERE seq > 3")
        run("UPDATE audit_head SET seq = 3, hash = %s", seal(3).hash)
    assert faults() == [Fault(Flaw.CUT, CITY, seq=4, until=5)]


def test_a_whole_chain_taken_away_shows_in_the_exported_head():
    sealed_moves(3)
    with by_hand() as run:
        for table in ("entry", "seal", "head"):
            run(f"DELETE FROM audit_{table}")
    assert faults() == [Fault(Flaw.CUT, CITY, seq=1, until=3)]


def test_a_cut_tail_still_shows_after_others_were_sealed_behind_it():
    keys = sealed_moves(3)
    with by_hand() as run:
        run("DELETE FROM audit_entry WHERE id = %s", keys[2])
        run("DELETE FROM audit_seal WHERE seq = 3")
    sealed_moves(2)
    assert faults() == [Fault(Flaw.GAP, CITY, seq=3, until=3)]


def test_rows_taken_from_the_middle_leave_a_gap():
    keys = sealed_moves(6)
    with by_hand() as run:
        run("DELETE FROM audit_entry WHERE id IN (%s, %s)", keys[2], keys[3])
        run("DELETE FROM audit_seal WHERE seq IN (3, 4)")
    assert faults() == [Fault(Flaw.GAP, CITY, seq=3, until=4)]


def test_rows_taken_from_the_beginning_leave_a_gap():
    keys = sealed_moves(3)
    with by_hand() as run:
        run("DELETE FROM audit_entry WHERE id = %s", keys[0])
        run("DELETE FROM audit_seal WHERE seq = 1")
    assert faults() == [Fault(Flaw.GAP, CITY, seq=1, until=1)]


def test_a_seal_taken_away_leaves_a_gap_and_an_unsealed_entry():
    keys = sealed_moves(3)
    with by_hand() as run:
        run("DELETE FROM audit_seal WHERE seq = 2")
    assert faults() == [Fault(Flaw.GAP, CITY, seq=2, until=2), Fault(Flaw.UNSEALED, CITY, entry=str(keys[1]))]


def test_a_row_changed_and_sealed_anew_breaks_the_chain_behind_it():
    keys = sealed_moves(4)
    with by_hand() as run:
        run("UPDATE audit_entry SET key = 'e-9' WHERE id = %s", keys[1])
        reseal(run, 2, 2)
    assert faults() == [Fault(Flaw.BROKEN, CITY, seq=3, entry=str(keys[2]))]


def test_a_last_row_changed_and_sealed_anew_does_not_agree_with_the_head_nor_with_its_export():
    keys = sealed_moves(3)
    with by_hand() as run:
        run("UPDATE audit_entry SET key = 'e-9' WHERE id = %s", keys[2])
        reseal(run, 3, 3)
    assert faults() == [Fault(Flaw.HEAD, CITY, seq=3), Fault(Flaw.REWRITTEN, CITY, seq=3, entry=str(keys[2]))]


def test_a_chain_rewritten_to_its_end_is_not_the_one_that_was_exported():
    keys = sealed_moves(4)
    operations.record_many([act()])
    operations.seal(at=NOON)
    with by_hand() as run:
        run("UPDATE audit_entry SET key = 'e-9' WHERE id = %s", keys[1])
        run("UPDATE audit_head SET hash = %s", reseal(run, 2, 5))
    assert faults() == [Fault(Flaw.REWRITTEN, CITY, seq=4, entry=str(keys[3]))]


@pytest.mark.parametrize("column", ["hash", "previous"])
def test_an_altered_seal_is_named_and_its_neighbours_are_not(column):
    keys = sealed_moves(4)
    with by_hand() as run:
        run(f"UPDATE audit_seal SET {column} = %s WHERE seq = 3", "f" * 64)
    assert faults() == [Fault(Flaw.RESEALED, CITY, seq=3, entry=str(keys[2]))]


def test_a_lost_head_is_named():
    sealed_moves(2)
    with by_hand() as run:
        run("DELETE FROM audit_head")
    assert faults() == [Fault(Flaw.HEADLESS, CITY, seq=2)]


def test_a_head_wound_back_is_named():
    sealed_moves(3)
    with by_hand() as run:
        run("UPDATE audit_head SET seq = 2, hash = %s", seal(2).hash)
    assert faults() == [Fault(Flaw.HEAD, CITY, seq=2)]


def test_a_missing_export_is_named(record_folder):
    sealed_moves(2)
    exports.path_of(CITY).unlink()
    assert faults() == [Fault(Flaw.UNEXPORTED, CITY, seq=2)]


def test_an_export_that_somebody_wrote_in_is_named():
    sealed_moves(2)
    path = exports.path_of(CITY)
    path.write_text(path.read_text() + "610700 two\n")
    assert faults() == [Fault(Flaw.EXPORT_DAMAGED, CITY, seq=2)]


def test_an_entry_put_in_by_hand_is_named():
    sealed_moves(1)
    stranger = Entry.objects.create(city=CITY, event="a.b", kind="k", key="1", at=NOON, user="u", facts="{}")
    assert faults() == [Fault(Flaw.UNSEALED, CITY, entry=str(stranger.pk))]


def test_an_entry_deleted_while_it_waited_is_named():
    keys = moves(2)
    with by_hand() as run:
        run("DELETE FROM audit_entry WHERE id = %s", keys[1])
    assert faults() == [Fault(Flaw.LOST, CITY, entry=str(keys[1]))]


def test_an_entry_moved_to_another_key_is_missing_and_unsealed():
    keys = sealed_moves(2)
    other = new_id()
    with by_hand() as run:
        run("UPDATE audit_entry SET id = %s WHERE id = %s", other, keys[0])
    assert faults() == [Fault(Flaw.MISSING, CITY, seq=1, entry=str(keys[0])), Fault(Flaw.UNSEALED, CITY, entry=str(other))]


def test_absent_guards_are_named():
    sealed_moves(1)
    guards.lift(connection)
    absent = guards.missing(connection)
    assert faults() == [Fault(Flaw.UNGUARDED, guard=name) for name in absent]
    assert absent != []


def test_one_city_is_verified_alone():
    keys = sealed_moves(2)
    sealed_moves(2, city="320600")
    with by_hand() as run:
        run("UPDATE audit_entry SET role = '' WHERE id = %s", keys[1])
    assert faults("320600") == []
    assert faults(CITY) == [Fault(Flaw.CHANGED, CITY, seq=2, entry=str(keys[1]))]


def test_an_entry_given_to_another_city_is_changed_and_nothing_else():
    keys = sealed_moves(2)
    with by_hand() as run:
        run("UPDATE audit_entry SET city = '320600' WHERE id = %s", keys[1])
    assert faults() == [Fault(Flaw.CHANGED, CITY, seq=2, entry=str(keys[1]))]


@pytest.mark.parametrize("seq", [verification.CHUNK, verification.CHUNK + 1, 2 * verification.CHUNK + 3])
def test_faults_at_the_edges_of_what_is_read_at_once_are_named(seq):
    keys = sealed_moves(2 * verification.CHUNK + 3)
    with by_hand() as run:
        run("UPDATE audit_entry SET role = '' WHERE id = %s", keys[seq - 1])
    assert faults() == [Fault(Flaw.CHANGED, CITY, seq=seq, entry=str(keys[seq - 1]))]


def test_a_chain_ruined_everywhere_is_named_up_to_a_limit(monkeypatch):
    monkeypatch.setattr(verification, "MOST_FAULTS", 3)
    sealed_moves(9)
    with by_hand() as run:
        run("UPDATE audit_entry SET role = ''")
    assert [fault.seq for fault in faults()] == [1, 2, 3]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite keeps a value that its column cannot hold")
@pytest.mark.parametrize(
    ("column", "value"), [("at", "noon"), ("at", "2026-13-45 00:00:00"), ("members_count", "many"), ("facts", b"\xff\x00")]
)
def test_a_value_that_cannot_be_read_is_a_change_and_hides_no_other(column, value):
    keys = sealed_moves(5)
    with by_hand() as run:
        run("PRAGMA ignore_check_constraints = ON")
        run(f"UPDATE audit_entry SET {column} = %s WHERE id = %s", value, keys[1])
        run("PRAGMA ignore_check_constraints = OFF")
        run("UPDATE audit_entry SET role = '' WHERE id = %s", keys[3])
    assert faults() == [Fault(Flaw.CHANGED, CITY, seq=seq, entry=str(keys[seq - 1])) for seq in (2, 4)]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite keeps a value that its column cannot hold")
def test_a_seal_that_names_no_entry_is_missing_its_entry():
    keys = sealed_moves(2)
    with by_hand() as run:
        run("UPDATE audit_seal SET entry = 'nothing' WHERE seq = 1")
    assert faults() == [Fault(Flaw.MISSING, CITY, seq=1, entry="nothing"), Fault(Flaw.UNSEALED, CITY, entry=str(keys[0]))]


def test_a_printed_head_can_be_held_against_the_chain():
    sealed_moves(3)
    printed = seal(2).hash
    assert queries.holds(CITY, seq=2, hash=printed[:16])
    assert not queries.holds(CITY, seq=3, hash=printed[:16])
    assert not queries.holds(CITY, seq=2, hash=printed[:15])


def test_verifying_writes_nothing():
    sealed_moves(2)
    with CaptureQueriesContext(connection) as asked:
        faults()
    assert {query["sql"].split()[0] for query in asked.captured_queries} == {"SELECT"}
