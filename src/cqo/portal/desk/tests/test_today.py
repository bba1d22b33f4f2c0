"""The first page after sign-in: what waits for whom, in which order, for a fixed number of queries."""

from datetime import timedelta

import pytest
from django.test import Client

from cqo.foundation.accounts.models import Assignment, Delegation
from cqo.foundation.accounts.states import Role
from cqo.foundation.inbox import operations as inbox
from cqo.foundation.intake.models import Batch
from cqo.foundation.sealing.fields import Sealed
from cqo.foundation.workdays import queries as workdays
from cqo.foundation.workdays.models import Day, Year
from cqo.portal.desk.operations import tallies
from cqo.portal.desk.tests import builders as desk
from cqo.portal.office.tests import builders
from cqo.registry.enterprises.models import DesignatedList, Move
from cqo.registry.enterprises.states import ClaimState
from cqo.registry.people.models import ExternalCertificate

pytestmark = pytest.mark.django_db
DESK = "/desk/"


@pytest.fixture
def city():
    return builders.hanzhong()


def waits(client: Client) -> dict[str, list[str]]:
    """Group → titles of its tasks."""
    return {group.title: [task.title for task in group.tasks] for group in client.get(DESK).context["groups"]}


def chips(client: Client) -> list[tuple[str, str]]:
    """The chips of the first group."""
    return [(task.chip.text, task.chip.kind) for task in client.get(DESK).context["groups"][0].tasks]


def test_a_county_sees_what_waits_in_its_county_the_most_urgent_first(client, city):
    builders.signed_in(client, city, "城固受理岗")
    late, soon, elsewhere = desk.firm("晚的企业"), desk.firm("急的企业"), desk.firm("佛坪的企业", county="610730")
    desk.claim(late, due=20)
    desk.claim(soon, due=0)
    desk.claim(elsewhere, due=1)
    desk.claim(late, due=0, state=ClaimState.ACCEPTED)
    desk.request(desk.person("马建华"))
    desk.request(desk.person("佛坪的人", county="610730"), county="610730")

    assert waits(client) == {"认领申请待核对": ["急的企业", "晚的企业"], "个人信息请求待处理": ["马建华：更正个人信息"]}
    assert client.get(DESK).context["title"] == "待办事项（3）"


def test_the_city_sees_all_of_it_with_what_only_the_city_does(client, city):
    builders.signed_in(client, city, "质量科经办岗")
    desk.claim(desk.firm("城固企业"), due=1)
    desk.claim(desk.firm("佛坪企业", county="610730"), due=2)
    desk.firm("同名企业")
    desk.firm("同名企业")
    tallies.refresh(at=desk.now())

    year = desk.today().year
    assert waits(client) == {
        "认领申请待核对": ["城固企业", "佛坪企业"],
        "疑似重复的档案": ["1 份企业档案与别的档案同名"],
        "规上企业名录": [f"{year} 年规上企业名录还没有建立"],
    }


def test_a_list_that_is_not_frozen_waits_until_it_is(client, city):
    builders.signed_in(client, city, "质量科经办岗")
    year = desk.today().year
    draft = DesignatedList.objects.create(
        city_code="610700", year=year, scope="工业", source="统计局", permitted_use="内部", list_date=desk.today(), created_at=desk.now()
    )
    assert waits(client) == {"规上企业名录": [f"{year} 年规上企业名录还没有固定"]}

    DesignatedList.objects.filter(pk=draft.pk).update(frozen_at=desk.now())

    assert waits(client) == {}


def test_due_dates_are_counted_in_working_days(client, city, monkeypatch):
    builders.signed_in(client, city, "城固受理岗")
    firms = [desk.firm() for _number in range(4)]
    for firm, due in zip(firms, (-7, 0, 1, 60), strict=True):
        desk.claim(firm, due=due)

    calendar, today = workdays.calendar(), desk.today()
    overdue = calendar.between(today - timedelta(days=7), today)
    left = calendar.between(today, today + timedelta(days=1))
    far = today + timedelta(days=60)
    far_words = f"{far.year}年{far.month}月{far.day}日到期"
    assert chips(client) == [
        (f"已逾期 {overdue} 个工作日", "stop"), ("今日到期", "stop"), (f"还剩 {left} 个工作日", "wait"), (far_words, "info"),
    ]  # fmt: skip


def test_a_due_date_in_a_year_without_a_calendar_is_shown_as_it_is(client, city):
    builders.signed_in(client, city, "城固受理岗")
    claim = desk.claim(desk.firm())
    day = builders.date(2099, 3, 4)
    type(claim).objects.filter(pk=claim.pk).update(due_date=day)

    assert chips(client) == [("2099年3月4日到期", "info")]


def test_rosters_and_moves_wait_for_the_county(client, city):
    actor = builders.signed_in(client, city, "城固受理岗")
    Batch.objects.create(
        kind="enterprises", city_code="610700", county_code="610722", state="checked", rows=10, accepted=7, rejected=3, file_name=Sealed.of("x"),
        file_path="x", file_digest="0" * 64, created_by_id=actor.user, created_at=desk.now(),
    )  # fmt: skip
    mover, elsewhere = desk.firm("要搬的企业"), desk.firm("佛坪企业", county="610730")
    for firm in (mover, elsewhere):
        Move.objects.create(
            enterprise=firm,
            from_county=firm.county,
            to_county_id="610703",
            effective_date=desk.today() + timedelta(days=9),
            ground="x",
            recorded_at=desk.now(),
        )

    found = client.get(DESK).context["groups"]

    assert {group.title: [task.title for task in group.tasks] for group in found}["即将生效的迁移"] == ["要搬的企业"]
    assert [task.warning for group in found for task in group.tasks if group.title == "导入名单待继续"] == ["3 行需要更正"]


def test_a_firm_sees_what_its_file_lacks_and_where_to_mend_it(client, city):
    firm = desk.firm("城固食品")
    user = builders.user("周敏")
    desk.acts_for(user, firm)
    client.force_login(user)

    tasks = client.get(DESK).context["groups"][0].tasks

    assert [(task.title, task.url) for task in tasks] == [
        ("还没有填写行业", f"/enterprises/{firm.pk}/amend/"),
        ("还没有填写联系人和电话", f"/enterprises/{firm.pk}/amend/"),
        ("还没有填写从业人数", f"/enterprises/{firm.pk}/amend/"),
        ("还没有添加质量人员", "/people/firm/new/"),
    ]


def test_a_complete_firm_has_nothing_to_do(client, city):
    firm = desk.firm("城固食品", industry="C15", contact_name="张三", phone="13912340000", employees=30)
    desk.works(desk.person(), firm)
    user = builders.user("周敏")
    desk.acts_for(user, firm)
    client.force_login(user)

    page = client.get(DESK)

    assert (page.context["groups"], page.context["title"]) == ([], "待办事项（0）")
    assert {fact.label: fact.value for fact in page.context["own"]}["人员"] == "1 人"


def test_a_person_sees_a_missing_phone_and_certificates_that_run_out(client, city):
    file = desk.person("马秀英")
    for number, days in (("HZ-1", 20), ("HZ-2", 400)):
        ExternalCertificate.objects.create(
            person=file,
            city_code="610700",
            title="证书",
            number=number,
            issuer="省局",
            expires_date=desk.today() + timedelta(days=days),
            recorded_at=desk.now(),
        )
    user = builders.user("马秀英")
    desk.owns(user, file)
    client.force_login(user)

    groups = client.get(DESK).context["groups"]

    assert [(group.title, [task.note for task in group.tasks]) for group in groups] == [
        ("本人档案待补全", ["证书到期、开班通知按这里的号码送达。"]),
        ("即将到期的证书", ["省局 · HZ-1"]),
    ]


def test_an_applicant_sees_the_own_claims_and_what_to_do(client, city):
    user = builders.user("赵丽")
    desk.claim(desk.firm("退回的"), by=user, state=ClaimState.RETURNED, reason="公章不清晰。")
    desk.claim(desk.firm("在办的"), by=user)
    desk.claim(desk.firm("不通过的"), by=user, state=ClaimState.REFUSED, reason="授权不成立。")
    desk.claim(desk.firm("通过的"), by=user, state=ClaimState.ACCEPTED)
    desk.claim(desk.firm("别人的"))
    client.force_login(user)

    (group,) = client.get(DESK).context["groups"]

    assert {task.title: (task.action, task.warning) for task in group.tasks} == {
        "退回的": ("补正", "县区局告知：公章不清晰。"),
        "在办的": ("查看", "城固县市场监管局正在核对，结果会发消息给您。"),
        "不通过的": ("查看", "未通过：授权不成立。 可改正后重新申请。"),
    }


def test_somebody_without_anything_is_told_how_to_begin(client):
    client.force_login(builders.user())

    page = client.get(DESK)

    assert ("您还没有认领档案" in page.content.decode(), [entry.url for entry in page.context["entries"]]) == (True, ["/join/"])


def test_the_system_administrator_sees_vacancies_ends_of_terms_and_missing_administrators(client, city):
    builders.signed_in(client, city, "系统管理岗")
    city.put(builders.user("刘洋"), "安全管理岗")
    city.put(builders.user("何平"), "城固受理岗", ends=desk.today() + timedelta(days=5))
    city.put(builders.user("郑浩"), "佛坪受理岗", ends=desk.today() + timedelta(days=300))
    other = builders.nantong()

    found = waits(client)

    found.pop("工作日历", None)
    assert found == {
        "签名密钥": ["还没有可用的签名密钥"],
        "三员不全": ["本市没有审计管理员"],
        "空缺的岗位": ["审计管理岗", "质量科经办岗", "经开区受理岗"],
        "任期将满的岗位": ["何平 · 城固受理岗"],
    }
    assert other.posts["南通系统管理岗"].title not in str(found)


def test_a_calendar_year_that_is_missing_waits_for_the_administrator(client, city):
    builders.signed_in(client, city, "系统管理岗")
    year = desk.today().year
    Day.objects.all().delete()
    Year.objects.all().delete()
    workdays.forget()

    titles = waits(client)["工作日历"]

    workdays.forget()
    assert titles[0] == f"{year} 年工作日历还没有导入"
    assert (f"{year + 1} 年工作日历还没有导入" in titles) == (desk.today().month >= 11)


def test_the_auditor_is_reminded_to_verify(client, city):
    builders.signed_in(client, city, "审计管理岗")

    assert waits(client) == {"记录校验": ["办理记录还没有校验过"]}


def test_a_delegate_is_told_and_sees_the_others_desk_after_switching(client, city):
    deputy, holder = builders.user("郑浩"), builders.user("何平")
    city.put(deputy, "佛坪受理岗")
    term = city.put(holder, "城固受理岗")
    lent = Delegation.objects.create(
        giver=term, receiver=deputy, reason="休假", starts=desk.today(), ends=desk.today(), recorded_at=desk.now()
    )
    desk.claim(desk.firm("城固的企业"))
    client.force_login(deputy)
    own = client.get(DESK)

    client.post("/capacity/", {"capacity": str(lent.pk)})
    lent_page = client.get(DESK)

    assert (len(own.context["lent"]), own.context["groups"]) == (1, [])
    assert (lent_page.context["lent"], [group.title for group in lent_page.context["groups"]]) == ([], ["认领申请待核对"])


def test_unread_messages_stand_at_the_right(client, city):
    actor = builders.signed_in(client, city, "城固受理岗")
    inbox.tell(kind="claim.returned", by=desk.clerk(), at=desk.now(), users=[actor.user], facts={"number": "RL-610722-2026-00001-K"})

    assert [message.kind for message in client.get(DESK).context["unread"]] == ["claim.returned"]


@pytest.mark.parametrize(
    ("title", "links"),
    [
        ("城固受理岗", {"/imports/new/enterprises/", "/enterprises/new/", "/people/new/", "/enterprises/slips/", "/office/letters/new/"}),
        ("系统管理岗", {"/office/posts/", "/office/posts/officials/", "/office/posts/delegations/", "/office/calendar/import/"}),
        ("安全管理岗", {"/office/security/"}),
        ("审计管理岗", {"/office/record/", "/office/record/verifications/", "/office/record/heads/"}),
    ],
)
def test_the_links_lead_only_where_the_role_may_go(client, city, title, links):
    builders.signed_in(client, city, title)

    found = [entry.url for entry in client.get(DESK).context["entries"]]

    assert links <= set(found)
    assert {client.get(url).status_code for url in found} == {200}


def crowd(city: builders.City, scale: int) -> None:
    """So much of everything that waits for anybody."""
    for _number in range(scale):
        firm = desk.firm()
        desk.claim(firm)
        desk.request(desk.person(f"马{firm.pk.hex[:6]}"))
        Move.objects.create(
            enterprise=firm,
            from_county=firm.county,
            to_county_id="610703",
            effective_date=desk.today() + timedelta(days=9),
            ground="x",
            recorded_at=desk.now(),
        )
        city.post(f"岗位{firm.pk}", "城固县市场监督管理局", Role.COUNTY_OFFICER)
        city.put(builders.user(), f"岗位{firm.pk}", ends=desk.today() + timedelta(days=3))
        city.post(f"空岗{firm.pk}", "城固县市场监督管理局", Role.COUNTY_OFFICER)


@pytest.mark.parametrize(
    ("title", "queries"),
    [("质量科经办岗", 26), ("城固受理岗", 24), ("经开区受理岗", 16), ("系统管理岗", 11), ("安全管理岗", 7), ("审计管理岗", 7)],
)
def test_a_desk_costs_the_same_however_much_waits(client, city, title, queries, django_assert_num_queries):
    builders.signed_in(client, city, title)
    crowd(city, 1)
    tallies.refresh(at=desk.now())
    workdays.calendar()
    with django_assert_num_queries(queries):
        client.get(DESK)
    crowd(city, 9)
    workdays.calendar()
    with django_assert_num_queries(queries):
        client.get(DESK)


def test_the_desks_of_outsiders_cost_the_same_however_much_waits(client, city, django_assert_num_queries):
    firm, file = desk.firm(), desk.person()
    chief, herself, applicant = builders.user(), builders.user(), builders.user()
    desk.acts_for(chief, firm)
    desk.owns(herself, file)
    for user, queries in ((chief, 18), (herself, 22), (applicant, 7)):
        desk.claim(desk.firm(), by=user)
        client.force_login(user)
        client.get(DESK)
        with django_assert_num_queries(queries):
            client.get(DESK)
        for number in range(6):
            desk.claim(desk.firm(), by=user)
            desk.works(desk.person(f"人{number}"), firm)
        with django_assert_num_queries(queries):
            client.get(DESK)


def test_nobody_in_office_any_more_sees_the_old_desk(client, city):
    actor = builders.signed_in(client, city, "城固受理岗")
    desk.claim(desk.firm())
    assert list(waits(client)) == ["认领申请待核对"]

    Assignment.objects.filter(user=actor.user).update(ends=desk.today() - timedelta(days=1))

    assert waits(client) == {}
