from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from cqo.foundation.accounts.models import Assignment
from cqo.foundation.audit import queries as record
from cqo.foundation.documents import blobs
from cqo.foundation.documents.models import Attachment
from cqo.foundation.documents.tests import builders as documents
from cqo.foundation.inbox.models import Message
from cqo.foundation.lists import exports, jobs, operations, queries, rules, specs
from cqo.foundation.lists.models import ExportJob
from cqo.foundation.lists.specs import Column
from cqo.foundation.lists.tests.builders import BACKEND, USERS, person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("cqo.foundation.lists.tests.addresses")]


def table(response):
    """The rows of a downloaded workbook, under its heading."""
    (sheet,) = openpyxl.load_workbook(BytesIO(response.getvalue())).worksheets
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]


@pytest.fixture
def more_than_at_once(monkeypatch):
    """Seven people, where four rows are exported at once."""
    monkeypatch.setattr(rules, "EXPORTED_AT_ONCE", 4)
    for number in range(7):
        person(f"u{number}", phone=f"1391234223{number}")


def ask(client, address="/people/?export=xlsx"):
    """Ask for an export as the page offers it; the answer to the button."""
    page = client.get(address)
    return client.post(reverse("lists:ask_for_export"), page.context["fields"])


def run():
    """What the worker does with the jobs that wait, oldest first."""
    waiting = DBTaskResult.objects.ready().filter(task_path="cqo.foundation.lists.jobs.export").order_by("enqueued_at")
    for waiting_job in waiting:
        jobs.export.call(*waiting_job.args_kwargs["args"])
        waiting_job.delete()


def test_a_small_list_comes_at_once_in_the_order_of_the_page(clerk):
    person("b", name="二")
    person("a", name="一")
    response = clerk.get("/people/?export=xlsx&columns=login&columns=active&columns=name&sort=-login")
    assert table(response) == [["登录名", "在用", "姓名"], ["b", "是", "二"], ["a", "是", "一"]]
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%E7%94%A8%E6%88%B7%E5%90%8D%E5%8D%95_")


def test_all_rows_are_exported_and_not_the_page(clerk):
    for number in range(5):
        person(f"u{number}")
    assert [row[0] for row in table(clerk.get("/people/?export=xlsx&columns=login&sort=login"))] == ["登录名", "u0", "u1", "u2", "u3", "u4"]


def test_search_and_filters_hold_for_the_export(clerk):
    for login in ("a1", "a2", "b1"):
        person(login)
    assert [row[0] for row in table(clerk.get("/people/?export=xlsx&columns=login&letter=a&q=1"))] == ["登录名", "a1"]


def test_who_may_reveal_gets_personal_data_in_clear(clerk):
    person("a", phone="13912342231")
    person("b")
    assert table(clerk.get("/people/?export=xlsx&columns=login&columns=phone&sort=login")) == [
        ["登录名", "手机"],
        ["a", "13912342231"],
        ["b", None],
    ]


def test_who_may_not_reveal_gets_it_masked(clerk, monkeypatch):
    from cqo.foundation.access import roles
    from cqo.foundation.access.capabilities import Can
    from cqo.foundation.accounts.states import Role

    monkeypatch.setitem(roles.POWERS, Role.COUNTY_OFFICER, roles.POWERS[Role.COUNTY_OFFICER] - {Can.REVEAL_PERSONAL})
    person("a", phone="13912342231")
    assert table(clerk.get("/people/?export=xlsx&columns=phone")) == [["手机"], ["139****2231"]]
    (entry,) = record.recent(event="list.exported")
    assert entry.stated["personal"] is False


def test_without_the_power_there_is_no_export(reader):
    person("a")
    assert (reader.get("/people/?export=xlsx").status_code, record.recent(event="list.exported").count()) == (403, 0)


def test_the_record_says_what_left_without_what_was_typed(clerk):
    person("a", name="王一", phone="13912342231")
    clerk.get("/people/?export=xlsx&q=王&columns=name&columns=phone")
    (entry,) = record.recent(event="list.exported")
    assert (entry.city, entry.kind, entry.key, entry.user) == ("610700", "list", "trial_users", str(clerk.user.pk))
    digest = queries.query_digest("trial_users", "q=%E7%8E%8B&columns=name&columns=phone")
    assert entry.stated == {"rows": 1, "columns": ["name", "phone"], "personal": True, "query": digest}


def test_the_demo_marks_its_exports(clerk, settings):
    settings.DEMO = True
    person("a")
    response = clerk.get("/people/?export=xlsx")
    heading = openpyxl.load_workbook(BytesIO(response.getvalue())).worksheets[0]["A1"].value
    assert heading.endswith("导出）【示例数据，人物与企业均为虚构】")


def test_a_large_list_is_offered_in_the_background(clerk, more_than_at_once):
    response = clerk.get("/people/?export=xlsx&q=u")
    assert (response["Content-Type"], "超过 4 行" in response.content.decode()) == ("text/html; charset=utf-8", True)
    assert (ExportJob.objects.count(), record.recent(event="list.exported").count()) == (0, 0)


def test_a_list_whose_rows_only_its_page_knows_says_to_narrow(clerk, more_than_at_once, monkeypatch):
    monkeypatch.delitem(specs._registered, USERS.key)
    page = clerk.get("/people/?export=xlsx").content.decode()
    assert ("请用筛选条件分批导出" in page, "开始生成" in page) == (True, False)


def test_a_large_list_is_written_by_the_worker_and_fetched_by_whoever_asked(clerk, more_than_at_once):
    response = ask(clerk, "/people/u/?export=xlsx&columns=login&columns=phone&sort=-login")
    page = response["Location"]
    assert "排队中" in clerk.get(page).content.decode()
    run()
    job = ExportJob.objects.get()
    assert (job.rows_done, job.rows_total, job.failure) == (7, 7, "")
    assert reverse("documents:attachment", args=[job.attachment_id]) in clerk.get(page).content.decode()
    fetched = clerk.get(reverse("documents:attachment", args=[job.attachment_id]))
    assert table(fetched) == [["登录名", "手机"], *[[f"u{number}", f"1391234223{number}"] for number in reversed(range(7))]]
    assert clerk.get(reverse("lists:exports")).context["exports"][0]["job"] == job


def test_what_the_worker_wrote_lies_sealed(clerk, more_than_at_once):
    ask(clerk)
    run()
    (path,) = blobs.stored("610700")
    assert (path.read_bytes()[:2] == b"PK", list(blobs.passing_files())) == (False, [])


def test_the_message_and_the_record_tell_of_it(clerk, more_than_at_once):
    ask(clerk)
    run()
    job = ExportJob.objects.get()
    message = Message.objects.get()
    assert (message.recipient_id, message.kind, message.about_kind, message.about_key, message.facts) == (
        clerk.user.pk,
        "list.export_ready",
        "list_export",
        str(job.pk),
        {"count": 7},
    )
    (entry,) = record.recent(event="list.exported")
    assert (entry.stated["rows"], entry.stated["job"], entry.user) == (7, str(job.pk), str(clerk.user.pk))


def test_nobody_else_sees_or_fetches_it(clerk, more_than_at_once, client):
    page = ask(clerk)["Location"]
    run()
    client.force_login(documents.official("other"), backend=BACKEND)
    file = reverse("documents:attachment", args=[ExportJob.objects.get().attachment_id])
    assert (client.get(page).status_code, client.get(file).status_code, client.post(page + "again/").status_code) == (404, 404, 404)


def test_pressing_twice_makes_one_export(clerk, more_than_at_once):
    assert ask(clerk)["Location"] == ask(clerk)["Location"]
    assert (ExportJob.objects.count(), DBTaskResult.objects.count()) == (1, 1)


def test_whoever_lost_the_capacity_meanwhile_gets_nothing(clerk, more_than_at_once):
    page = ask(clerk)["Location"]
    Assignment.objects.filter(user=clerk.user).update(ends=Assignment.objects.get(user=clerk.user).starts)
    run()
    assert (ExportJob.objects.get().failure, Attachment.objects.count(), Message.objects.count()) == ("list.export_not_allowed", 0, 0)
    assert "文件没有生成" in clerk.get(page).content.decode()


def test_whoever_may_not_export_gets_no_job(reader, more_than_at_once):
    fields = {"list": USERS.key, "scope": "", "query": ""}
    assert (reader.post(reverse("lists:ask_for_export"), fields).status_code, ExportJob.objects.count()) == (302, 0)


def test_a_list_that_nobody_registered_cannot_be_asked_for(clerk):
    assert clerk.post(reverse("lists:ask_for_export"), {"list": "nothing"}).status_code == 404


def test_an_export_that_breaks_says_so(clerk, more_than_at_once, monkeypatch):
    page = ask(clerk)["Location"]
    monkeypatch.delitem(specs._registered, USERS.key)
    run()
    assert ExportJob.objects.get().failure == "list.export_broken"
    assert "请重新导出" in clerk.get(page).content.decode()


def test_an_interrupted_export_is_begun_again(clerk, more_than_at_once):
    page = ask(clerk)["Location"]
    job = ExportJob.objects.get()
    DBTaskResult.objects.all().delete()
    operations.begin(job=job, total=7, at=job.asked_at)
    ExportJob.objects.update(asked_at=job.asked_at - timedelta(minutes=9), beat_at=job.asked_at - timedelta(minutes=3), rows_done=5)
    assert "已中断" in clerk.get(page).content.decode()
    clerk.post(page + "again/")
    run()
    job.refresh_from_db()
    assert (job.rows_done, job.attachment is not None, ExportJob.objects.count()) == (7, True, 1)


def test_a_running_export_is_not_begun_again(clerk, more_than_at_once):
    page = ask(clerk)["Location"]
    clerk.post(page + "again/")
    assert DBTaskResult.objects.count() == 1


def test_an_export_run_twice_is_attached_and_told_once(clerk, more_than_at_once):
    ask(clerk)
    job = str(ExportJob.objects.get().pk)
    jobs.export.call(job)
    jobs.export.call(job)
    assert (Attachment.objects.count(), Message.objects.count(), record.recent(event="list.exported").count()) == (1, 1, 1)


def test_progress_is_noted_while_it_runs(clerk, more_than_at_once, monkeypatch):
    monkeypatch.setattr(jobs, "BEAT_ROWS", 3)
    monkeypatch.setattr(exports, "ROWS_AT_ONCE", 3)
    so_far = Column("done", "已写入", lambda _user: ExportJob.objects.get().rows_done)
    monkeypatch.setitem(specs._registered, USERS.key, replace(USERS, columns=[so_far]))
    ask(clerk, "/people/?export=xlsx")
    run()
    fetched = clerk.get(reverse("documents:attachment", args=[ExportJob.objects.get().attachment_id]))
    assert [row[0] for row in table(fetched)] == ["已写入", 0, 0, 0, 3, 3, 3, 6]


def test_the_file_goes_after_a_week_and_what_was_searched_for_with_it(clerk, more_than_at_once):
    page = ask(clerk, "/people/?export=xlsx&q=u")["Location"]
    run()
    job = ExportJob.objects.get()
    assert operations.let_go(at=job.finished_at + timedelta(days=6)) == 0
    assert operations.let_go(at=job.finished_at + timedelta(days=8)) == 1
    job.refresh_from_db()
    assert (job.query, job.attachment.removed_at is None) == (None, False)
    assert "已过期" in clerk.get(page).content.decode()
    assert clerk.get(reverse("documents:attachment", args=[job.attachment_id])).status_code == 404
