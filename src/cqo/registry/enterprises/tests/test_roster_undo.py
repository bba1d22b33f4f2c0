"""An import is taken back as a whole while nothing depends on it."""

import pytest

from cqo.foundation.audit import queries as record
from cqo.foundation.intake.models import Batch
from cqo.foundation.intake.operations import undoing
from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises.models import Enterprise
from cqo.registry.enterprises.operations import files as operations
from cqo.registry.enterprises.queries import files
from cqo.registry.enterprises.states import Filer
from cqo.registry.enterprises.tests.builders import AT, city_officer, code
from cqo.registry.enterprises.tests.rosters import firm, found, published, registry, table, undone

pytestmark = pytest.mark.django_db


def test_undoing_restores_everything_and_what_finds_it():
    by = city_officer()
    published(table(firm(1), firm(2)), by=by)
    before = registry()
    batch = published(table(firm(1, 企业名称="城固县新名机械有限公司", 联系电话="13800001234"), firm(2, 从业人数="9"), firm(3)), by=by)
    assert (found("新名"), Enterprise.objects.count()) == ([code(1)], 3)
    state = undone(batch, by=by).state
    assert (state, registry(), found("新名")) == ("undone", before, [])


def test_undoing_hides_everything_at_once():
    by = city_officer()
    batch = published(table(firm(1), firm(2)), by=by)
    undoing.start(batch=batch, version=batch.version, by=by, at=AT)
    assert (files.visible().count(), found("机械"), Enterprise.objects.count()) == (0, [], 2)


def test_an_import_stays_once_a_firm_of_it_was_amended():
    by = city_officer()
    batch = published(table(firm(1), firm(2)), by=by)
    file = Enterprise.objects.get(credit_code=code(1))
    operations.amend(enterprise=file, version=file.version, changes={"address": "新址"}, filer=Filer.BUREAU, by=by, at=AT)
    with pytest.raises(NotPossible) as refused:
        undone(batch, by=by)
    assert (refused.value.code, files.visible().count()) == ("intake.enterprises_in_use", 2)


def test_an_import_stays_once_a_file_it_changed_was_changed_again():
    by = city_officer()
    published(table(firm(1)), by=by)
    batch = published(table(firm(1, 联系人="王五")), by=by)
    published(table(firm(1, 联系人="赵六")), by=by)
    with pytest.raises(NotPossible) as refused:
        undone(batch, by=by)
    assert (refused.value.code, Enterprise.objects.get().contact_name) == ("intake.enterprises_in_use", "赵六")


def test_what_comes_to_depend_on_it_between_hiding_and_deleting_brings_it_back():
    by = city_officer()
    batch = published(table(firm(1), firm(2)), by=by)
    undoing.start(batch=batch, version=batch.version, by=by, at=AT)
    Enterprise.objects.filter(credit_code=code(1)).update(claimed_at=AT)
    undoing.run(batch_key=batch.pk, at=AT)
    after = Batch.objects.get()
    assert (after.state, after.visible, files.visible().count()) == ("published", True, 2)
    assert [entry.event for entry in record.timeline("intake", batch.pk)][-2:] == ["intake.undo", "intake.refuse_undo"]


def test_undoing_twice_is_refused_and_harmless():
    by = city_officer()
    batch = undone(published(table(firm(1)), by=by), by=by)
    with pytest.raises(NotPossible) as refused:
        undoing.start(batch=batch, version=batch.version, by=by, at=AT)
    undoing.run(batch_key=batch.pk, at=AT)
    assert (refused.value.code, Enterprise.objects.count()) == ("lifecycle.not_from_here", 0)


def test_an_undone_roster_can_be_imported_again():
    by = city_officer()
    undone(published(table(firm(1)), by=by), by=by)
    published(table(firm(1)), by=by)
    assert found("机械") == [code(1)]
