"""A roster of enterprises becomes visible all at once; what it changes, what it leaves alone, and who may bring which rows."""

import pytest
from django.urls import reverse

from cqo.foundation.access.gate import PowerMissing
from cqo.foundation.accounts.states import Role
from cqo.foundation.audit import queries as record
from cqo.foundation.inbox.models import Message
from cqo.foundation.intake.models import Batch, Row
from cqo.foundation.intake.operations import batches, checking, publishing
from cqo.foundation.refusal import NotPossible
from cqo.foundation.sealing.fields import Sealed
from cqo.registry.enterprises.models import Enterprise, FormerName
from cqo.registry.enterprises.queries import files
from cqo.registry.enterprises.tests.builders import AT, CHENGGU, actor, city_officer, code, county_officer, enterprise, official
from cqo.registry.enterprises.tests.rosters import checked, codes, firm, found, published, registry, table, uploaded, verdicts

pytestmark = pytest.mark.django_db


def test_a_roster_is_visible_all_at_once_and_nowhere_before():
    by = city_officer()
    batch = checked(table(firm(1), firm(2), firm(3)), by=by)
    publishing.start(batch=batch, version=batch.version, by=by, at=AT)
    while publishing._stage_chunk(batch, at=AT):
        hidden = (
            Enterprise.objects.count(),
            files.visible().count(),
            files.within(by).count(),
            found("机械"),
            files.by_credit_code(code(1)),
        )
        assert hidden == (3, 0, 0, [], None)
    publishing.run(batch_key=batch.pk, at=AT)
    assert (files.visible().count(), files.within(by).count(), found("机械")) == (3, 3, [code(1), code(2), code(3)])


def test_a_new_file_has_everything_its_row_says():
    published(table(firm(1, 联系电话="0916-2620001")), by=city_officer())
    file = Enterprise.objects.get()
    told = (
        file.name,
        file.credit_code,
        file.county_id,
        file.city_code,
        file.employees,
        file.contact_name,
        file.phone.reveal(),
        file.phone_masked,
    )
    assert told == ("城固县第1机械有限公司", code(1), CHENGGU, "610700", 120, "李四", "0916-2620001", "091*****0001")


def test_the_same_file_again_changes_nothing_and_is_refused_as_nothing_to_publish():
    by = city_officer()
    published(table(firm(1), firm(2)), by=by)
    before = registry()
    again = checked(table(firm(1), firm(2)), by=by)
    with pytest.raises(NotPossible) as refused:
        publishing.start(batch=again, version=again.version, by=by, at=AT)
    assert (verdicts(again), refused.value.code, registry()) == (["same", "same"], "intake.nothing_to_publish", before)


def test_a_changed_file_changes_exactly_those_columns_and_keeps_the_former_name():
    by = city_officer()
    published(table(firm(1), firm(2)), by=by)
    before = Enterprise.objects.values().get(credit_code=code(1))
    other = Enterprise.objects.values().get(credit_code=code(2))
    batch = published(table(firm(1, 企业名称="城固县新名机械有限公司", 从业人数="", 联系人="王五"), firm(2)), by=by)
    after = Enterprise.objects.values().get(credit_code=code(1))
    changed = {column for column in after if after[column] != before[column]}
    former = list(FormerName.objects.values_list("enterprise", "name"))
    assert (verdicts(batch), changed) == (["change", "same"], {"name", "name_key", "contact_name", "version"})
    assert former == [(before["id"], "城固县第1机械有限公司")]
    assert Enterprise.objects.values().get(credit_code=code(2)) == other
    assert (found("新名"), found("第1机械")) == ([code(1)], [code(1)])


def test_what_a_change_would_be_is_not_found_before_publication():
    by = city_officer()
    published(table(firm(1)), by=by)
    checked(table(firm(1, 企业名称="城固县新名机械有限公司")), by=by)
    assert (found("新名"), found("第1机械")) == ([], [code(1)])


def test_a_changed_phone_is_changed_in_all_its_forms():
    by = city_officer()
    published(table(firm(1)), by=by)
    published(table(firm(1, 联系电话="13800001234")), by=by)
    file = Enterprise.objects.get()
    assert (file.phone.reveal(), file.phone_masked) == ("13800001234", "138****1234")


def test_a_file_changed_by_somebody_after_the_check_is_left_as_it_is():
    by = city_officer()
    published(table(firm(1), firm(2)), by=by)
    batch = checked(table(firm(1, 联系人="王五"), firm(2, 联系人="王五")), by=by)
    Enterprise.objects.filter(credit_code=code(1)).update(contact_name="赵六", version=7)
    publishing.start(batch=batch, version=batch.version, by=by, at=AT)
    publishing.run(batch_key=batch.pk, at=AT)
    contacts = list(Enterprise.objects.order_by("credit_code").values_list("contact_name", "version"))
    assert (contacts, verdicts(batch), codes(batch)) == ([("赵六", 7), ("王五", 2)], ["left_out", "change"], ["changed.meanwhile", ""])


def test_a_firm_registered_by_somebody_after_the_check_is_left_as_it_is():
    by = city_officer()
    batch = checked(table(firm(1), firm(2)), by=by)
    enterprise(1, name="他人登记的企业")
    publishing.start(batch=batch, version=batch.version, by=by, at=AT)
    publishing.run(batch_key=batch.pk, at=AT)
    names = list(Enterprise.objects.order_by("credit_code").values_list("name", flat=True))
    assert (names, verdicts(batch)) == (["他人登记的企业", "城固县第2机械有限公司"], ["left_out", "new"])
    assert Batch.objects.get(pk=batch.pk).tallies["left_out"] == 1


def test_a_county_cannot_bring_rows_of_another_county():
    batch = checked(table(firm(1), firm(2, 所属县区="洋县"), firm(3, 所属县区="")), by=county_officer())
    assert codes(batch) == ["", "division.out_of_reach", ""]


def test_a_county_cannot_change_a_firm_of_another_county_by_naming_its_own():
    enterprise(1, county="610723")
    batch = checked(table(firm(1)), by=county_officer())
    assert (verdicts(batch), codes(batch)) == (["rejected"], ["enterprise.elsewhere"])


def test_a_reader_cannot_upload():
    with pytest.raises(PowerMissing):
        uploaded(table(firm(1)), by=actor(official("reader", role=Role.PROVINCE_READER, division="610000")))


def test_the_same_roster_sent_twice_leads_to_one_batch():
    by = city_officer()
    first = uploaded(table(firm(1)), by=by)
    assert (uploaded(table(firm(1)), by=by).pk, Batch.objects.count()) == (first.pk, 1)


def test_a_stale_version_publishes_nothing():
    by = city_officer()
    batch = checked(table(firm(1)), by=by)
    with pytest.raises(NotPossible) as refused:
        publishing.start(batch=batch, version=batch.version - 1, by=by, at=AT)
    assert (refused.value.code, Batch.objects.get().state) == ("lifecycle.changed_meanwhile", "checked")


def test_checking_again_with_other_columns_replaces_every_row():
    by = city_officer()
    batch = checked(table(firm(1), firm(2), firm(2)), by=by)
    batches.start_check(batch=batch, version=batch.version, mapping={"联系电话": ""}, by=by, at=AT)
    checking.run(batch_key=batch.pk, at=AT)
    found_batch = Batch.objects.get()
    assert (Row.objects.count(), found_batch.rows, found_batch.accepted) == (3, 3, 2)
    assert batches.remembered("610700", "enterprises") == {"联系电话": ""}


def test_every_act_stands_in_the_record_and_the_uploader_is_told():
    by = city_officer()
    batch = published(table(firm(1)), by=by)
    events = [entry.event for entry in record.timeline("intake", batch.pk)]
    assert events == ["intake.uploaded", "intake.check", "intake.finish_check", "intake.publish", "intake.finish_publication"]
    assert sorted(Message.objects.values_list("kind", "recipient")) == [("intake.checked", by.user), ("intake.published", by.user)]


def test_four_byte_hanzi_and_interpuncts_survive():
    published(table(firm(1, 企业名称="城固县𬭎达机械有限公司", 联系人="买买提·艾力")), by=city_officer())
    file = Enterprise.objects.get()
    assert (file.name, file.contact_name, found("𬭎达")) == ("城固县𬭎达机械有限公司", "买买提·艾力", [code(1)])


def test_a_row_judged_by_an_older_release_is_read_again():
    by = city_officer()
    batch = checked(table(firm(1)), by=by)
    row_found = Row.objects.get()
    row_found.cells = Sealed.of(row_found.cells.reveal().partition("\n")[0])
    row_found.save()
    publishing.start(batch=batch, version=batch.version, by=by, at=AT)
    publishing.run(batch_key=batch.pk, at=AT)
    assert (Enterprise.objects.get().name, Enterprise.objects.get().employees) == ("城固县第1机械有限公司", 120)


def test_a_hidden_file_has_no_page_and_stands_in_no_list(client):
    user = official("clerk")
    client.force_login(user, backend="cqo.foundation.accounts.backends.NameOrPhone")
    batch = checked(table(firm(1)), by=actor(user))
    publishing.start(batch=batch, version=batch.version, by=actor(user), at=AT)
    publishing._stage_chunk(batch, at=AT)
    hidden = Enterprise.objects.get()
    pages = [reverse("dossier:enterprise", args=[hidden.pk]), reverse("enterprises:list"), reverse("enterprises:list") + "?q=机械"]
    before = [client.get(page) for page in pages]
    publishing.run(batch_key=batch.pk, at=AT)
    after = [client.get(page) for page in pages]
    assert [(answer.status_code, hidden.name in answer.content.decode()) for answer in before] == [(404, False), (200, False), (200, False)]
    assert [(answer.status_code, hidden.name in answer.content.decode()) for answer in after] == [(200, True)] * 3
