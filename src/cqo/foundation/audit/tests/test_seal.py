import pytest
from django.db import transaction

from cqo.foundation.audit import chain, operations, queries
from cqo.foundation.audit.models import Entry, Head, Pending, Seal
from cqo.foundation.audit.tests.builders import CITY, NOON, act, by_hand, entry, moves, seal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record_folder")]


def content_of(key):
    return chain.content(Entry.objects.filter(pk=key).values_list(*chain.COLUMNS).get())


def test_waiting_entries_are_chained_in_the_order_in_which_they_were_written():
    keys = moves(3)
    assert operations.seal(at=NOON) == 3
    assert list(Seal.objects.order_by("seq").values_list("seq", "entry")) == list(enumerate(keys, start=1))
    assert Pending.objects.count() == 0


def test_each_seal_holds_the_hash_before_and_its_entry():
    keys = moves(2)
    operations.seal(at=NOON)
    first, second = seal(1), seal(2)
    assert first.previous == "0" * 64
    assert second.previous == first.hash
    assert second.hash == chain.link(city=CITY, seq=2, previous=first.hash, content=content_of(keys[1]))
    assert queries.head(CITY).hash == second.hash


def test_every_city_has_a_chain_of_its_own_and_so_has_the_installation():
    operations.record_many([act(city="610700"), act(city="320600"), act(city=""), act(city="610700")])
    assert operations.seal(at=NOON) == 4
    assert [(head.city, head.seq) for head in queries.heads()] == [("", 1), ("320600", 1), ("610700", 2)]


def test_one_city_is_sealed_alone():
    operations.record_many([act(city="610700"), act(city="320600")])
    assert operations.seal(at=NOON, city="320600") == 1
    assert list(Pending.objects.values_list("city", flat=True)) == ["610700"]


def test_sealing_goes_on_where_it_stopped():
    moves(operations.BATCH + 7)
    assert operations.seal(at=NOON, limit=5) == 5
    assert operations.seal(at=NOON) == operations.BATCH + 2
    assert operations.seal(at=NOON) == 0
    assert list(Seal.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, operations.BATCH + 8))


def test_the_new_head_is_exported_once(record_folder):
    moves(2)
    operations.seal(at=NOON)
    operations.seal(at=NOON)
    operations.record_many([act(city="")])
    operations.seal(at=NOON)
    assert (record_folder / "heads-610700.log").read_text() == f"610700 2 {seal(2).hash} 2026-03-02T04:00:00+00:00\n"
    assert (record_folder / "heads-installation.log").read_text() == f"- 1 {seal(1, '').hash} 2026-03-02T04:00:00+00:00\n"


def test_a_head_that_a_killed_sealer_did_not_export_is_exported_by_the_next(record_folder):
    moves(2)
    operations.seal(at=NOON)
    (record_folder / "heads-610700.log").unlink()
    assert operations.seal(at=NOON) == 0
    assert (record_folder / "heads-610700.log").read_text() == f"610700 2 {seal(2).hash} 2026-03-02T04:00:00+00:00\n"


def test_an_entry_that_vanished_before_its_seal_does_not_hold_the_others_up():
    keys = moves(3)
    with by_hand() as run:
        run("DELETE FROM audit_entry WHERE id = %s", keys[1])
    assert operations.seal(at=NOON) == 2
    assert list(Pending.objects.values_list("entry", flat=True)) == [keys[1]]


def test_an_entry_that_waits_a_second_time_is_not_sealed_again_and_does_not_hold_the_others_up():
    keys = moves(1)
    operations.seal(at=NOON)
    Pending.objects.create(entry=keys[0], city=CITY)
    moves(1)
    assert operations.seal(at=NOON) == 1
    assert Seal.objects.filter(entry=keys[0]).count() == 1


def test_a_lost_head_is_made_from_the_last_seal():
    moves(2)
    operations.seal(at=NOON)
    with by_hand() as run:
        run("DELETE FROM audit_head")
    moves(1)
    assert operations.seal(at=NOON) == 1
    assert seal(3).previous == seal(2).hash
    assert Head.objects.get().seq == 3


def test_sealing_inside_a_transaction_is_refused():
    moves(1)
    with pytest.raises(RuntimeError), transaction.atomic():
        operations.seal(at=NOON)


def test_the_hash_of_an_entry_is_the_same_when_read_back_from_the_database():
    key = moves(1)[0]
    assert content_of(key) == (
        f'["{key}","610700","enterprise.moved","enterprise","e-1","2026-03-02T04:01:00.000000+00:00",'
        '"clerk-1","assignment-7","county_clerk","","hanzhong-2026-1","{\\"to\\":\\"610703\\"}",null,""]'
    )
    assert entry(key).facts == '{"to":"610703"}'


def test_a_link_is_sm3_over_form_city_number_previous_hash_and_content():
    assert chain.link(city="610700", seq=1, previous=chain.BEGINNING, content="[]") == (
        "ff0555b4c714ba671e4f723328812deffc7092ad8c28df303982906e715c3937"
    )
