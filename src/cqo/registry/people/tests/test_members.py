import pytest
from django.urls import reverse
from django.utils import timezone

from cqo.foundation.accounts import phones
from cqo.foundation.accounts import queries as accounts
from cqo.foundation.accounts.models import User
from cqo.foundation.accounts.states import CodeKind, Role
from cqo.foundation.audit import queries as record
from cqo.foundation.refusal import NotPossible, say
from cqo.registry.enterprises.tests import builders as enterprises
from cqo.registry.people.tests import builders
from cqo.registry.people.views import members as views

pytestmark = pytest.mark.django_db
ADD = "/people/firm/members/add/"


@pytest.fixture
def firm():
    return enterprises.enterprise(1)


def members(firm):
    return [(member.user.name, member.role) for member in accounts.members(firm.pk, on=timezone.localdate())]


def test_a_new_colleague_gets_a_code_that_is_shown_once(as_actor, firm):
    client = as_actor(builders.firm_actor(firm))

    shown = client.post(ADD, {"name": "钱 多", "phone": "139 0000 1111"})

    user = User.objects.get(phone_hash=phones.look_up("13900001111"))
    code = shown.context["added"].code
    assert members(firm) == [("boss某", "enterprise_admin"), ("钱多", "enterprise_staff")]
    assert accounts.usable_code(kind=CodeKind.PASSWORD, typed=code, on=timezone.localdate()).subject == user.pk
    assert code not in client.get(reverse("people:members")).content.decode()
    assert [entry.event for entry in record.timeline("user", user.pk)] == ["account.opened"]


def test_somebody_who_has_a_sign_in_is_added_to_it(as_actor, firm):
    known = enterprises.user("qian", phone="13900001111")

    done = as_actor(builders.firm_actor(firm)).post(ADD, {"name": known.name, "phone": "13900001111"})

    assert (done.url, User.objects.filter(name=known.name).count()) == (reverse("people:members"), 1)
    assert members(firm)[1] == (known.name, "enterprise_staff")


def test_a_phone_of_another_name_of_an_official_or_of_a_member_is_refused(as_actor, firm):
    known = enterprises.user("qian", phone="13900001111")
    official = enterprises.official("clerk")
    User.objects.filter(pk=official.pk).update(**phones.columns("13900002222"))
    client = as_actor(builders.firm_actor(firm))

    def add(name, phone):
        return client.post(ADD, {"name": name, "phone": phone}, follow=True).content.decode()

    other, clerk = add("孙丽", "13900001111"), add(official.name, "13900002222")
    add(known.name, "13900001111")
    twice = add(known.name, "13900001111")

    assert ("登记的是另一个姓名" in other, known.name in other) == (True, False)
    assert ("不能兼任企业经办人" in clerk, "已是本企业的成员" in twice, len(members(firm))) == (True, True, 2)


def test_removed_a_colleague_signs_in_for_the_firm_no_more(as_actor, firm):
    colleague = builders.user_of(builders.firm_actor(firm, "staff", role=Role.ENTERPRISE_STAFF))
    client = as_actor(builders.firm_actor(firm))
    address = reverse("people:remove_member", args=[colleague.pk])

    done = client.post(address)
    again = client.post(address)

    assert (done.url, again.status_code, members(firm)) == (reverse("people:members"), 404, [("boss某", "enterprise_admin")])


def test_the_last_administrator_stays(as_actor, firm):
    boss = builders.firm_actor(firm)

    page = as_actor(boss).post(reverse("people:remove_member", args=[boss.user]), follow=True)

    assert ("至少要有一名管理员" in page.content.decode(), len(members(firm))) == (True, 1)


def test_members_of_another_firm_are_not_there(as_actor, firm):
    other = builders.firm_actor(enterprises.enterprise(2, name="城固县金晖电缆有限公司"), "other")

    assert as_actor(builders.firm_actor(firm)).post(reverse("people:remove_member", args=[other.user])).status_code == 404


def test_staff_and_officials_manage_no_members(as_actor, firm):
    for actor in (builders.firm_actor(firm, "staff", role=Role.ENTERPRISE_STAFF), enterprises.county_officer()):
        assert as_actor(actor).get(reverse("people:members")).status_code == 403


def test_looking_up_which_phones_have_an_account_is_stopped(as_actor, firm, monkeypatch):
    monkeypatch.setattr(views, "WRONG_NAMES", 2)
    for number in range(3):
        enterprises.user(f"owner{number}", phone=f"1390000222{number}")
    client = as_actor(builders.firm_actor(firm))
    said = [client.post(ADD, {"name": "钱多", "phone": f"1390000222{number}"}).context["form"].errors for number in range(3)]
    stopped = client.post(ADD, {"name": "钱多", "phone": "13900009999"})
    other_name = say(NotPossible("member.other_name"))
    assert [str(errors["phone"][0]) for errors in said] == [other_name, other_name, "连续多次填错，请 15 分钟后再试。"]
    assert (stopped.status_code, User.objects.filter(name="钱多").count()) == (200, 0)
