"""The officials' pages, walked from an empty bank to scores, and what candidates are told before and after publication."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cqo.foundation.access.actor import Actor
from cqo.foundation.accounts.models import User
from cqo.foundation.audit.models import Entry
from cqo.foundation.documents import spreadsheets
from cqo.qualification.certificates.states import Tier
from cqo.qualification.exams import intake
from cqo.qualification.exams.models import Attempt, Paper, PaperItem, Question, Sitting
from cqo.qualification.exams.rules.rows import COLUMNS
from cqo.qualification.exams.tests import builders
from cqo.qualification.training.tests import builders as training
from cqo.registry.enterprises.tests import builders as firms
from cqo.registry.people.tests import builders as people

pytestmark = pytest.mark.django_db
BACKEND = "cqo.foundation.accounts.backends.NameOrPhone"
TEXT = """一、单项选择题
1．企业质量安全第一责任人是（ A ）。
A．主要负责人 B．质检员
2．没有答案的一题（　）
A．甲 B．乙
三、判断题
3．生产者应当对产品质量负责。（ √ ）
"""


def browser(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.user), backend=BACKEND)
    return client


def workbook(*rows: dict[str, str]) -> SimpleUploadedFile:
    target = BytesIO()
    columns = [spreadsheets.Column(column.label, is_text=True) for column in COLUMNS]
    lines = [[row.get(column.key, "") for column in COLUMNS] for row in rows]
    spreadsheets.write(target, [spreadsheets.Sheet("题库", columns, lines)])
    return SimpleUploadedFile("题库.xlsx", target.getvalue())


def row(stem: str, **cells: str) -> dict[str, str]:
    return {"kind": "单选题", "stem": stem, "option_A": "甲", "option_B": "乙", "option_C": "丙", "key": "B", **cells}


def test_pasted_text_is_previewed_mended_and_only_then_written():
    client = browser(builders.officer())
    page = client.post(reverse("exams:bring_questions"), {"tier": "basic", "text": TEXT})
    found = page.context["found"]
    assert ([each.place for each in found.sound], [(each.place, list(each.faults)) for each in found.faulty]) == (
        ["第 1 题", "第 3 题"],
        [("第 2 题", ["没有答案。"])],
    )
    sent = {"tier": "basic", "text": found.text, "place": "第 2 题", "block": found.faulty[0].text, "save": "1"}
    assert client.post(reverse("exams:preview_questions"), sent).context["found"].faulty[0].place == "第 2 题"
    assert Question.objects.count() == 0
    mended = {**sent, "block": found.faulty[0].text.replace("（　）", "（ B ）")}
    looked = client.post(reverse("exams:preview_questions"), {name: value for name, value in mended.items() if name != "save"})
    assert (len(looked.context["found"].sound), Question.objects.count()) == (3, 0)
    answer = client.post(reverse("exams:preview_questions"), mended)
    assert (answer.status_code, Question.objects.count()) == (302, 3)
    twice = client.post(reverse("exams:bring_questions"), {"tier": "basic", "text": TEXT}).context["found"]
    assert next(list(each.faults) for each in twice.faulty) == ["题库中已有题干和选项相同的题目。"]


def test_every_wrong_row_of_a_spreadsheet_is_told_with_number_and_reason():
    training.syllabus()
    rows = [
        row("好的一题"),
        row("没有答案", key=""),
        row("题型不明", kind="填空题"),
        row("答案越界", key="E"),
        row("多选一个答案", kind="多选题"),
        row("好的一题"),
        {**row("选项太多"), **{f"option_{letter}": f"项{letter}" for letter in "ABCDEFGHI"}},
        row("判断题", kind="判断题", key="√", option_A="", option_B="", option_C=""),
    ]
    page = browser(builders.officer()).post(reverse("exams:bring_questions"), {"tier": "basic", "file": workbook(*rows), "text": ""})
    found = page.context["found"]
    assert [each.place for each in found.sound] == ["第 2 行", "第 9 行"]
    assert [(each.place, list(each.faults)) for each in found.faulty] == [
        ("第 3 行", ["没有答案。"]),
        ("第 4 行", ["题型无法识别，请写单选题、多选题或判断题。"]),
        ("第 5 行", ["答案里有选项中没有的字母。"]),
        ("第 6 行", ["多选题至少要有两个答案。"]),
        ("第 7 行", ["与前面的一题重复。"]),
        ("第 8 行", ["选项最多 8 个（A 至 H）。"]),
    ]


def test_the_template_can_be_filled_in_and_its_example_is_no_question():
    target = BytesIO()
    intake.write_template(target)
    preview = intake.of_file(target.getvalue(), city=builders.CITY, tier=Tier.BASIC)
    assert (list(preview.sound), list(preview.faulty)) == ([], [])


def test_a_file_that_is_no_table_is_told_beside_the_field():
    page = browser(builders.officer()).post(
        reverse("exams:bring_questions"), {"tier": "basic", "file": SimpleUploadedFile("题库.xlsx", b"%PDF-1.7 x"), "text": ""}
    )
    assert page.context["form"].errors["file"] == ["这不是表格文件。请上传 xlsx、xls 或 csv 文件。"]


def test_from_a_question_to_scores_on_screen():
    by = builders.officer()
    client = browser(by)
    builders.bank(by)
    held = training.training_class(state="admitted")
    builders.admitted(held, 1)
    client.post(reverse("exams:new_paper"), {"training_class": held.pk, "title": "结业试卷", "minutes": "60", "shuffled": "on"})
    paper = Paper.objects.get()
    draw = reverse("exams:draw_paper", args=[paper.number])
    typed = {"version": paper.version, "count-0-single": "9", "points-single": "2"}
    refused = client.post(draw, typed)
    assert "要抽 9 题，只有 6 题" in str(refused.context["form"].non_field_errors())
    assert client.post(draw, {**typed, "count-0-single": "3", "count-1-multiple": "1"}).context["form"].errors == {
        "points-multiple": ["多选题要抽题，请填写每题分值。"]
    }
    assert client.post(draw, {**typed, "count-0-single": "4"}).status_code == 302
    paper.refresh_from_db()
    page = client.get(paper.get_absolute_url())
    assert (len(page.context["lines"]), builders.MARK in page.content.decode()) == (4, False)
    items = list(PaperItem.objects.filter(paper=paper).order_by("place"))
    arranged = {"version": paper.version}
    for item in items:
        arranged |= {f"place-{item.pk.hex}": str(item.place), f"points-{item.pk.hex}": "25"}
    arranged |= {f"place-{items[3].pk.hex}": "1", f"out-{items[1].pk.hex}": "on"}
    assert client.post(reverse("exams:arrange_paper", args=[paper.number]), arranged).status_code == 302
    kept = list(PaperItem.objects.filter(paper=paper).order_by("place").values_list("pk", flat=True))
    assert kept == [items[3].pk, items[0].pk, items[2].pk]
    paper.refresh_from_db()
    left = Question.objects.exclude(items__paper=paper).filter(kind="multiple").first()
    client.post(reverse("exams:add_to_paper", args=[paper.number]), {"version": paper.version, "points": "25", "question": str(left.pk)})
    paper.refresh_from_db()
    client.post(reverse("exams:fix_paper", args=[paper.number]), {"version": paper.version})
    paper.refresh_from_db()
    assert paper.state == "fixed"
    for name in ("print_paper", "print_sheet"):
        printed = client.get(reverse(f"exams:{name}", args=[paper.number]))
        assert (printed.status_code, builders.MARK in printed.content.decode()) == (200, False)
    key = client.post(reverse("exams:paper_key", args=[paper.number]))
    assert ([line[2] for line in key.context["lines"]], Entry.objects.filter(event="paper.key_read").count()) == (["B", "B", "B", "ACD"], 1)
    opens = timezone.localtime() + timedelta(hours=1)
    moments = {
        name: f"{opens + timedelta(minutes=after):%Y-%m-%dT%H:%M}"
        for name, after in (("opens_at", 0), ("last_start_at", 30), ("closes_at", 120))
    }
    assert client.post(reverse("exams:new_sitting"), {"paper": paper.pk, "title": "结业考试", "place": "", **moments}).status_code == 302
    sitting = Sitting.objects.get()
    client.post(reverse("exams:prepare_sitting", args=[sitting.number]), {"version": sitting.version})
    sitting.refresh_from_db()
    assert (sitting.state, sitting.attempts.count()) == ("ready", 1)
    room = client.get(reverse("exams:room", args=[sitting.number]))
    assert room.status_code == 200
    minutes = reverse("exams:extend_attempt", args=[sitting.number, sitting.attempts.get().pk])
    assert client.post(minutes, {"minutes": "99", "reason": "停电"}).context["form"].errors != {}
    assert client.post(minutes, {"minutes": "5", "reason": "停电"}).status_code == 302
    assert client.get(sitting.get_absolute_url()).status_code == 200
    answer = client.post(reverse("exams:hand_over", args=[sitting.number]), {"version": sitting.version}, follow=True)
    assert "还有 1 名考生没有交卷" in answer.content.decode()


def test_no_reply_to_a_candidate_or_firm_holds_a_key_before_publication():
    by = builders.officer()
    questions = builders.bank(by)
    sitting = builders.sitting(by, candidates=1)
    now = timezone.now()
    window = {"opens_at": now - timedelta(minutes=1), "last_start_at": now + timedelta(minutes=30), "closes_at": now + timedelta(hours=2)}
    Sitting.objects.filter(pk=sitting.pk).update(**window)
    attempt = Attempt.objects.select_related("sitting__paper").get(sitting=sitting)
    candidate, firm = browser(builders.owner(attempt)), browser(people.firm_actor(attempt.enrolment.enterprise))
    own = [
        reverse(f"exams:{name}", args=[attempt.pk]) for name in ("exam", "start", "save", "renew", "receipt", "hand_in", "exam", "receipt")
    ]
    others = [reverse("exams:mine"), reverse("exams:questions"), reverse("exams:question", args=[questions[0].pk])]
    others += [reverse(f"exams:{name}", args=[sitting.paper.number]) for name in ("paper", "print_paper", "paper_key")]
    others += [reverse(f"exams:{name}", args=[sitting.number]) for name in ("sitting", "room", "item_statistics")]
    replies = [send(url) for browser_ in (candidate, firm) for url in [*own, *others] for send in (browser_.get, browser_.post)]
    texts = [reply.content.decode() for reply in replies if not reply.streaming]
    attempt.refresh_from_db()
    assert (len(texts), attempt.handed_in_at is not None) == (68, True)
    leaks = [mark for mark in (builders.MARK, "ACD", "正确答案", "••••••") if any(mark in text for text in texts)]
    assert leaks == []


def test_a_neighbour_sees_no_paper_and_no_sitting():
    by = builders.officer()
    sitting = builders.sitting(by, candidates=1)
    neighbour = browser(firms.county_officer(firms.YANGXIAN))
    urls = [sitting.get_absolute_url(), sitting.paper.get_absolute_url(), reverse("exams:room", args=[sitting.number])]
    assert [neighbour.get(url).status_code for url in urls] == [404, 404, 404]


def test_another_city_has_a_bank_of_its_own():
    (question,) = builders.bank(builders.officer(), singles=1, multiples=0, statements=0)
    elsewhere = browser(firms.county_officer("320682"))
    urls = [
        question.get_absolute_url(),
        *(reverse(f"exams:{name}_question", args=[question.pk]) for name in ("amend", "retire", "restore")),
    ]
    assert [elsewhere.post(url).status_code for url in urls] == [404] * 4
    assert elsewhere.get(reverse("exams:questions")).context["listing"].rows == []


def test_lists_and_cases_ask_a_fixed_number_of_questions(django_assert_max_num_queries):
    by = builders.officer()
    sitting = builders.sitting(by, candidates=5)
    client = browser(by)
    with django_assert_max_num_queries(18):
        client.get(reverse("exams:questions"))
    with django_assert_max_num_queries(16):
        client.get(reverse("exams:papers"))
    with django_assert_max_num_queries(16):
        client.get(reverse("exams:sittings"))
    with django_assert_max_num_queries(18):
        client.get(sitting.paper.get_absolute_url())
    with django_assert_max_num_queries(22):
        client.get(sitting.get_absolute_url())
    with django_assert_max_num_queries(16):
        client.get(reverse("exams:room", args=[sitting.number]))
