"""What the clock brings is run on time, and one thing that fails keeps nothing else from running."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils.module_loading import import_string

from cqo.config import schedule
from cqo.config.schedule import Entry

AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
ran: list[datetime] = []


def note(*, at: datetime) -> None:
    ran.append(at)


def fail(*, at: datetime) -> None:
    raise RuntimeError("on purpose")


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.WORKER_BEAT = tmp_path / "worker" / "beat"
    ran.clear()


def test_every_entry_names_an_operation_once():
    assert all(callable(import_string(entry.operation)) for entry in schedule.SCHEDULE)
    names = [entry.name for entry in schedule.SCHEDULE]
    assert sorted(names) == sorted(set(names))


def test_what_fails_keeps_nothing_else_from_running(caplog):
    entries = [Entry(name, timedelta(1), f"{__name__}.{name}") for name in ("fail", "note")]
    assert (schedule.beat(entries, at=AT), ran) == (["fail"], [AT])
    assert [record.message for record in caplog.records] == ["The scheduled operation fail failed; it is tried again in 1 day, 0:00:00."]


def test_the_last_beat_is_remembered():
    assert schedule.last_beat() is None
    schedule.beat([], at=AT)
    assert schedule.last_beat() == AT


@pytest.mark.django_db
def test_one_entry_is_run_by_hand():
    call_command("tick", "drop_ended_sessions")
    assert schedule.last_beat() is not None


def test_an_entry_that_does_not_exist_is_refused():
    with pytest.raises(CommandError) as refusal:
        call_command("tick", "seal")
    assert str(refusal.value) == "not in the schedule: seal"
