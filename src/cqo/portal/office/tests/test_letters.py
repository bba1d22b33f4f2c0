import pytest

from cqo.foundation.accounts.states import Role
from cqo.foundation.audit.ids import new_id
from cqo.foundation.inbox.models import Letter, Message
from cqo.foundation.inbox.operations import letters as operations
from cqo.foundation.inbox.tests.builders import AT, Clock, enterprise, user
from cqo.portal.entrance import notice

pytestmark = pytest.mark.django_db
NEW = "/office/letters/new/"


def typed(page, **changed):
    """The form of a letter as somebody fills it in."""
    given = {
        "key": page.context["form"]["key"].value(),
        "subject": "核对联系人",
        "text": "请于3月20日前核对。",
        "scope": "all",
        "chosen": "",
    }
    return given | changed


def test_a_letter_is_written_checked_and_sent(client, sign_in):
    sign_in(Role.COUNTY_OFFICER, "610722")
    firm = enterprise(user(), user(), name="城固县示例食品有限公司")
    enterprise(user(), county="610723")

    preview = client.post(NEW, typed(client.get(NEW)))
    assert "向 1 家企业的 2 名管理员和经办人发送站内消息。" in preview.content.decode()
    assert Letter.objects.count() == 0

    done = client.post(NEW, dict(preview.context["hidden"]))
    again = client.post(NEW, dict(preview.context["hidden"]))

    letter = Letter.objects.get()
    assert (done.url, again.url) == (f"/office/letters/{letter.pk}/",) * 2
    assert [each.organisation_id for each in letter.addressees.all()] == [firm.pk]


def test_a_list_of_names_and_codes_chooses_the_enterprises(client, sign_in):
    sign_in(Role.COUNTY_OFFICER, "610722")
    first, second, _third = enterprise(user()), enterprise(user()), enterprise(user())
    second.credit_code = "91610722MAEX00010M"
    second.save(update_fields=["credit_code"])

    preview = client.post(NEW, typed(client.get(NEW), scope="chosen", chosen=f"{first.name}\n 91610722maex00010m \n\n"))
    client.post(NEW, dict(preview.context["hidden"]))

    assert {each.organisation_id for each in Letter.objects.get().addressees.all()} == {first.pk, second.pk}


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"text": "联系 13912342231"}, "text", "手机号码（尾号 2231）"),
        ({"subject": "610702190001010011"}, "subject", "身份证号码（尾号 0011）"),
        ({"scope": "chosen", "chosen": "不存在的企业"}, "chosen", "不存在的企业"),
        ({"scope": "chosen", "chosen": " \n"}, "chosen", "请至少列出一家企业"),
        ({"text": ""}, "text", "必填"),
    ],
)
def test_what_cannot_be_sent_is_told_beside_its_field(client, sign_in, changed, field, words):
    sign_in(Role.COUNTY_OFFICER, "610722")
    enterprise(user())

    page = client.post(NEW, typed(client.get(NEW), **changed))

    assert list(page.context["form"].errors) == [field]
    assert words in str(page.context["form"].errors[field]) or field == "text"
    assert Letter.objects.count() == 0


def test_nobody_to_write_to_is_told(client, sign_in):
    sign_in(Role.COUNTY_OFFICER, "610722")

    page = client.post(NEW, typed(client.get(NEW)))

    assert "没有收件企业" in str(page.context["form"].errors["scope"])


def test_the_letters_page_shows_how_far_it_came_and_no_number_in_clear(client, sign_in, outbox):
    by = sign_in(Role.COUNTY_OFFICER, "610722")
    firm = enterprise(user(phone="13912342231", consent=True), user(phone="13912345678", consent=False))
    letter = sent(by, firm)
    operations.distribute(letter=letter.pk, now=Clock())

    page = client.get(f"/office/letters/{letter.pk}/").content.decode()

    assert ("139****2231" in page, "13912342231" in page, "5678" in page) == (True, False, False)
    assert ("对方未同意接收短信和邮件" in page, "等待发送" in page) == (True, True)
    assert f"【610722局】{letter.subject}" in page
    assert 'src="data:image/svg+xml' in page
    assert client.get(f"/office/letters/{letter.pk}/poster/").content.decode().count("data:image/png") == 1


def test_another_offices_letter_does_not_exist(client, sign_in):
    by = sign_in(Role.COUNTY_OFFICER, "610722")
    letter = sent(by, enterprise(user()))
    sign_in(Role.COUNTY_OFFICER, "610723")

    assert client.get(f"/office/letters/{letter.pk}/").status_code == 404
    assert client.get(f"/office/letters/{letter.pk}/poster/").status_code == 404
    assert letter.subject not in client.get("/office/letters/").content.decode()


def test_an_administrator_of_accounts_writes_no_letters(client, sign_in):
    sign_in(Role.SYSTEM_ADMIN)

    assert client.get("/office/letters/").status_code == 403
    assert client.post(NEW, {"subject": "x"}).status_code == 403


def test_the_letters_page_costs_a_fixed_number_of_queries(client, sign_in, django_assert_num_queries):
    by = sign_in(Role.COUNTY_OFFICER, "610722")
    few, many = sent(by, enterprise(user())), sent(by, *(enterprise(user(), user()) for _number in range(8)))
    for letter in (few, many):
        operations.distribute(letter=letter.pk, now=Clock())

    for letter in (few, many):
        with django_assert_num_queries(11):
            client.get(f"/office/letters/{letter.pk}/")


def sent(by, *organisations):
    """A letter to some enterprises."""
    return operations.send(
        key=new_id(), subject="核对联系人", text="请核对。", organisations=[each.pk for each in organisations], by=by, at=AT
    )


def test_the_message_leads_its_readers_back(client, sign_in):
    by = sign_in(Role.COUNTY_OFFICER, "610722")
    chief = user(consented_version=notice.CURRENT.version)
    letter = sent(by, enterprise(chief))
    operations.distribute(letter=letter.pk, now=Clock())
    client.force_login(chief)

    page = client.get(f"/messages/{Message.objects.get().pk}/").content.decode()

    assert ("请核对。" in page, "610722局" in page) == (True, True)
