"""The steps a clerk goes through, with everything pressed twice, out of turn or from an old page."""

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone

from cqo.foundation.accounts.states import Role
from cqo.foundation.audit import queries as record
from cqo.foundation.audit.ids import new_id
from cqo.foundation.intake import queries
from cqo.foundation.intake.models import Batch
from cqo.foundation.intake.operations import publishing, undoing
from cqo.foundation.intake.tests.builders import BACKEND, code, enterprises, firm, official, roster, workbook
from cqo.foundation.intake.views import batches

pytestmark = pytest.mark.django_db


def page(client, batch, **asked):
    return client.get(reverse("intake:batch", args=[batch.pk]), asked)


def text(answer) -> str:
    return answer.content.decode()


def said(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def test_the_list_is_empty_at_first_and_says_what_to_do(clerk):
    answer = clerk.get(reverse("intake:batches"))
    assert [recipe.kind for recipe in answer.context["kinds"]] == ["enterprises", "people"]
    assert (answer.context["listing"].count, answer.context["listing"].empty_title) == (0, "还没有导入过名单")


def test_the_yearly_list_is_offered_to_the_city_only(city, clerk):
    assert clerk.get(reverse("intake:upload", args=["designated"])).status_code == 403


def test_the_guessed_columns_are_shown_with_their_cells_and_can_be_corrected(clerk, send):
    content = roster(
        {"厂名": "甲厂", "代码": code(1), "地方": "城固县", "统一信用代码": "x"},
        header=("厂名", "代码", "地方", "统一信用代码", "企业全称"),
    )
    batch = send(clerk, content)
    shown = page(clerk, batch)
    headings = {each["text"]: each for each in shown.context["groups"][0]["headings"]}
    assert (list(headings), headings["代码"]["cells"]) == (["厂名", "代码", "地方", "统一信用代码", "企业全称"], [code(1)])
    typed = {
        "version": batch.version,
        headings["厂名"]["field"].html_name: "name",
        headings["代码"]["field"].html_name: "credit_code",
        headings["地方"]["field"].html_name: "division",
        headings["统一信用代码"]["field"].html_name: "",
        headings["企业全称"]["field"].html_name: "",
    }
    clerk.post(reverse("intake:check", args=[batch.pk]), typed)
    after = Batch.objects.get()
    assert (after.state, after.mapping) == (
        "checking",
        {"厂名": "name", "代码": "credit_code", "地方": "division", "统一信用代码": "", "企业全称": ""},
    )
    again = send(clerk, content + b"\n")
    guessed = {each["text"]: each["field"].value() for each in page(clerk, again).context["groups"][0]["headings"]}
    assert guessed == {"厂名": "name", "代码": "credit_code", "地方": "division", "统一信用代码": "", "企业全称": ""}


def test_one_column_for_two_and_a_missing_one_are_refused_with_the_sheet_named(clerk, send):
    batch = send(clerk, roster(firm(1)))
    names = {each["text"]: each["field"].html_name for each in page(clerk, batch).context["groups"][0]["headings"]}
    typed = {"version": batch.version, **dict.fromkeys(names.values(), ""), names["企业名称"]: "address", names["联系人"]: "address"}
    answer = clerk.post(reverse("intake:check", args=[batch.pk]), typed)
    assert answer.status_code == 422
    assert list(answer.context["form"].non_field_errors()) == [
        "工作表“csv”中有 2 列都选成了“地址”，请只留一列。",
        "没有一列选为“企业名称”，请在下面选一列；文件里没有这一列时，请补上后重新上传。",
        "没有一列选为“统一社会信用代码”，请在下面选一列；文件里没有这一列时，请补上后重新上传。",
    ]


def test_sheets_with_the_same_headers_are_confirmed_together(clerk, send):
    header = ["企业名称", "统一社会信用代码", "联系电话"]
    content = workbook(
        城固县=[header, ["甲厂", code(1), "13900000001"]], 洋县=[header, ["乙厂", code(2), "13900000002"]], 说明=[["填表说明"]]
    )
    shown = page(clerk, send(clerk, content, name="名单.xlsx"))
    assert [group["sheets"] for group in shown.context["groups"]] == [("城固县", "洋县")]
    assert "说明" in [fact.value for group in shown.context["case_page"].groups for fact in group.facts]


def test_every_row_has_its_verdict_and_phones_are_masked(clerk, check):
    batch = check(clerk, roster(firm(1), firm(2, 统一社会信用代码="错"), firm(3, 联系电话="12"), firm(1), firm(5, 所属县区="洋县")))
    shown = page(clerk, batch)
    lines = [(line.place, line.verdict, line.refused + line.warned) for line in shown.context["lines"]]
    assert lines == [
        ("csv!2", "新增", []),
        ("csv!3", "不导入", ["信用代码应为 18 位数字或大写字母，且不含 I、O、S、V、Z"]),
        ("csv!4", "新增", ["电话号码不像手机号或固定电话，已按原样留空，请更正"]),
        ("csv!5", "不导入", ["与本文件中前面的一行重复"]),
        ("csv!6", "不导入", ["该县区不在您的管辖范围"]),
    ]
    assert ("139****0001" in text(shown), "13900000001" in text(shown)) == (True, False)
    assert [(tab.show, tab.count) for tab in shown.context["tabs"]] == [("", 5), ("errors", 3), ("warnings", 1), ("new", 2)]


def test_the_narrowing_and_the_page_are_kept_in_the_address(clerk, check, monkeypatch):
    monkeypatch.setattr(batches, "ROWS_A_PAGE", 2)
    batch = check(clerk, roster(*(firm(number, 统一社会信用代码="错") for number in range(1, 6)), firm(6)))
    places = [[line.place for line in page(clerk, batch, show="errors", page=number).context["lines"]] for number in (1, 2, 3)]
    assert places == [["csv!2", "csv!3"], ["csv!4", "csv!5"], ["csv!6"]]
    nonsense = page(clerk, batch, show="?", page="-1")
    assert [line.place for line in nonsense.context["lines"]] == ["csv!2", "csv!3"]


@pytest.mark.parametrize("in_place", [False, True])
def test_a_row_is_mended_on_its_own_page_or_in_the_table_and_leads_back(clerk, check, in_place):
    batch = check(clerk, roster(firm(1, 统一社会信用代码="错"), firm(2)))
    row = queries.rows(batch, show="errors").get()
    url = reverse("intake:row", args=[batch.pk, row.pk])
    shown = clerk.get(url, {"show": "errors", "page": 3}, headers={"HX-Request": "true"} if in_place else {})
    assert ("<html" in text(shown), "13900000001" in text(shown)) == (not in_place, True)
    typed = {name: bound.value() or "" for name, bound in ((name, shown.context["form"][name]) for name in shown.context["form"].fields)}
    answer = clerk.post(url, {**typed, "cell-credit_code": code(1), "show": "errors", "page": 3}, follow=True)
    assert answer.redirect_chain == [(f"{reverse('intake:batch', args=[batch.pk])}?show=errors&page=3#rows", 302)]
    assert said(answer) == ["csv!2 已更正，结论：新增。"]


def test_a_row_of_an_old_page_is_not_overwritten(clerk, check):
    batch = check(clerk, roster(firm(1)))
    url = reverse("intake:row", args=[batch.pk, queries.rows(batch).get().pk])
    shown = clerk.get(url)
    typed = {name: shown.context["form"][name].value() or "" for name in shown.context["form"].fields}
    clerk.post(url, {**typed, "cell-name": "甲厂"}, follow=True)
    answer = clerk.post(url, {**typed, "cell-name": "乙厂"}, follow=True)
    assert queries.cells_of(queries.rows(batch).get())["name"] == "甲厂"
    assert said(answer) == ["在您打开页面之后，这条内容已被他人改动，您的操作没有写入。请核对最新内容后再办理。"]


def test_publication_says_what_to_whom_by_which_rule_and_begins_once(clerk, check):
    batch = check(clerk, roster(firm(1), firm(2, 统一社会信用代码="错")))
    url = reverse("intake:publish", args=[batch.pk])
    shown = clerk.get(url)
    assert (shown.context["writes"][0], shown.context["hidden"]) == ("新增 1 条。", [("version", batch.version)])
    first = clerk.post(url, {"version": batch.version}, follow=True)
    second = clerk.post(url, {"version": batch.version}, follow=True)
    assert (said(first), said(second)) == ([], ["已经在办理，不必再按一次。"])
    publishing.run(batch_key=batch.pk, at=timezone.now())
    back = clerk.post(url, {"version": batch.version}, follow=True)
    assert (len(said(back)), enterprises().objects.count(), Batch.objects.get().state) == (1, 1, "published")
    assert clerk.get(url).url == reverse("intake:batch", args=[batch.pk])


def test_progress_is_told_by_the_fragment_and_by_the_page_and_ends_in_the_page_anew(clerk, send):
    batch = send(clerk, roster(firm(1), firm(2)))
    Batch.objects.filter(pk=batch.pk).update(state="checking", done=1)
    fragment = clerk.get(reverse("intake:progress", args=[batch.pk]), headers={"HX-Request": "true"})
    assert ("<html" in text(fragment), fragment.context["percent"], page(clerk, batch).context["percent"]) == (False, 50, 50)
    Batch.objects.filter(pk=batch.pk).update(state="checked")
    assert clerk.get(reverse("intake:progress", args=[batch.pk]))["HX-Refresh"] == "true"


def test_undoing_asks_first_and_restores(clerk, publish):
    batch = publish(clerk, roster(firm(1)))
    url = reverse("intake:undo", args=[batch.pk])
    assert clerk.get(url).context["danger"] is True
    clerk.post(url, {"version": batch.version})
    undoing.run(batch_key=batch.pk, at=timezone.now())
    assert (enterprises().objects.count(), Batch.objects.get().state, page(clerk, batch).status_code) == (0, "undone", 200)


def test_undoing_says_why_it_is_not_possible(clerk, publish):
    batch = publish(clerk, roster(firm(1)))
    enterprises().objects.update(claimed_at=timezone.now())
    answer = clerk.post(reverse("intake:undo", args=[batch.pk]), {"version": batch.version}, follow=True)
    assert said(answer) == ["这批名单中的企业已被认领、已有人员或已列入名录，不能整批撤销。"]


def test_discarding_takes_the_file_from_the_disk(clerk, check, own_place):
    batch = check(clerk, roster(firm(1)))
    clerk.post(reverse("intake:discard", args=[batch.pk]), {"version": batch.version})
    twice = clerk.post(reverse("intake:discard", args=[batch.pk]), {"version": batch.version}, follow=True)
    assert (Batch.objects.get().state, (own_place / batch.file_path).exists(), len(said(twice))) == ("discarded", False, 1)
    assert page(clerk, batch).status_code == 200


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", None),
        (b"%PDF-1.7 nothing", "这不是表格文件。请上传 xlsx、xls 或 csv 文件。"),
        ("今天,天气\n晴,好\n".encode(), "没有找到表头。表头中至少要有两个可识别的列名，如“企业名称”“统一社会信用代码”。"),
    ],
)
def test_an_unreadable_file_says_what_is_wrong_and_leads_to_another_upload(clerk, content, why):
    file = BytesIO(content)
    file.name = "名单.xlsx"
    answer = clerk.post(reverse("intake:upload", args=["enterprises"]), {"file": file, "key": str(new_id())}, follow=True)
    if why is None:
        assert list(answer.context["form"].errors) == ["file"]
        return
    assert (str(answer.context["trouble"]), Batch.objects.get().state) == (why, "unreadable")
    assert next(deed.url for deed in answer.context["case_page"].deeds) == reverse("intake:upload", args=["enterprises"])


def test_one_form_sent_twice_opens_one_batch_and_the_same_file_leads_to_it(clerk, send):
    key = str(new_id())
    first = send(clerk, roster(firm(1)), key=key)
    assert {send(clerk, roster(firm(1)), key=key).pk, send(clerk, roster(firm(1))).pk} == {first.pk}


def test_a_batch_of_another_county_does_not_exist(clerk, check, client):
    batch = check(clerk, roster(firm(1)))
    row = queries.rows(batch).get()
    client.force_login(official("elsewhere", division="610723"), backend=BACKEND)
    names = ["batch", "publish", "progress", "error_workbook", "file", "undo"]
    answers = [client.get(reverse(f"intake:{name}", args=[batch.pk])).status_code for name in names]
    answers += [
        client.post(reverse(f"intake:{name}", args=[batch.pk]), {"version": batch.version}).status_code
        for name in ("check", "publish", "discard")
    ]
    answers.append(client.get(reverse("intake:row", args=[batch.pk, row.pk])).status_code)
    assert answers == [404] * 10


def test_a_firm_and_a_reader_are_refused(client):
    client.force_login(official("reader", role=Role.PROVINCE_READER, division="610000"), backend=BACKEND)
    assert [client.get(reverse("intake:batches")).status_code, client.get(reverse("intake:upload", args=["enterprises"])).status_code] == [
        403,
        403,
    ]


def test_reading_the_file_or_the_rows_to_mend_stands_in_the_record(clerk, check):
    batch = check(clerk, roster(firm(1), firm(2, 统一社会信用代码="错")))
    content = b"".join(clerk.get(reverse("intake:file", args=[batch.pk])).streaming_content)
    b"".join(clerk.get(reverse("intake:error_workbook", args=[batch.pk])).streaming_content)
    assert content == roster(firm(1), firm(2, 统一社会信用代码="错"))
    assert [entry.event for entry in record.timeline("intake", batch.pk)][-2:] == ["intake.file_read", "intake.errors_read"]


def test_inside_wechat_downloads_are_replaced_by_a_hint(clerk, check):
    batch = check(clerk, roster(firm(1, 统一社会信用代码="错")))
    inside = clerk.get(reverse("intake:batch", args=[batch.pk]), headers={"User-Agent": "MicroMessenger"})
    outside = page(clerk, batch)
    assert [(" download>" in text(answer), "在浏览器打开" in text(answer)) for answer in (inside, outside)] == [
        (False, True),
        (True, False),
    ]


def test_the_pages_do_a_fixed_number_of_queries(clerk, check, django_assert_num_queries):
    few = check(clerk, roster(firm(1), firm(2)))
    many = check(clerk, roster(*(firm(number) for number in range(3, 40))))
    for batch in (few, many):
        with django_assert_num_queries(8):
            page(clerk, batch)
        with django_assert_num_queries(5):
            clerk.get(reverse("intake:progress", args=[batch.pk]))
        with django_assert_num_queries(5):
            clerk.get(reverse("intake:publish", args=[batch.pk]))
