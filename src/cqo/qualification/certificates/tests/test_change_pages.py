"""The pages of changes: what each of bureau, holder, firm and neighbour can do there, and that nothing typed is lost."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cqo.foundation.accounts.models import User
from cqo.foundation.documents.tests.builders import pdf
from cqo.foundation.provisions import samples
from cqo.qualification.certificates.models import Certificate, Change
from cqo.qualification.certificates.tests.builders import certificate
from cqo.registry.enterprises.tests import builders as enterprises
from cqo.registry.enterprises.tests.builders import AT, YANGXIAN
from cqo.registry.people.tests import builders as people

pytestmark = pytest.mark.django_db
BACKEND = "cqo.foundation.accounts.backends.NameOrPhone"


@pytest.fixture(autouse=True)
def rules_of_the_city(settings, tmp_path):
    settings.ATTACHMENTS, settings.SPOOL = tmp_path / "attachments", tmp_path / "spool"
    settings.SPOOL.mkdir()
    samples.load(AT)


@pytest.fixture
def made() -> Certificate:
    return certificate(people.person(1, name="赵晓燕"))


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


@pytest.fixture
def clerk() -> Client:
    return browser(enterprises.official("clerk"))


@pytest.fixture
def second() -> Client:
    return browser(enterprises.official("second"))


def evidence() -> SimpleUploadedFile:
    return SimpleUploadedFile("evidence.pdf", pdf("evidence"), content_type="application/pdf")


def typed(of: Certificate, ground: str, **more: object) -> dict[str, object]:
    return {
        "version": of.version,
        "ground": ground,
        "reason": "示例事由",
        "effective_date": timezone.localdate().isoformat(),
        "evidence": evidence(),
        **more,
    }


def step(client: Client, change: Change, name: str, **more: object):
    change.refresh_from_db()
    return client.post(reverse(f"certificates:{name}", args=[change.number]), {"version": change.version, **more})


def text(answer) -> str:
    return answer.content.decode()


def test_a_suspension_through_the_pages(made, clerk):
    assert reverse("certificates:propose_change", args=[made.number, "suspend"]) in text(clerk.get(made.get_absolute_url()))
    answer = clerk.post(reverse("certificates:propose_change", args=[made.number, "suspend"]), typed(made, "under_inquiry"), follow=True)
    change = Change.objects.get()
    assert answer.redirect_chain == [(change.get_absolute_url(), 302)]
    assert "正在办理：暂停使用" in text(clerk.get(made.get_absolute_url()))
    confirm = text(clerk.get(reverse("certificates:carry_out_change", args=[change.number])))
    assert "自生效日期起暂停使用" in confirm
    done = step(clerk, change, "carry_out_change", effective_date=timezone.localdate().isoformat())
    assert done.status_code == 302
    assert "暂停使用" in text(clerk.get(made.get_absolute_url()))


def test_a_second_press_does_no_harm(made, clerk):
    clerk.post(reverse("certificates:propose_change", args=[made.number, "suspend"]), typed(made, "under_inquiry"))
    change = Change.objects.get()
    sent = {"version": change.version, "effective_date": timezone.localdate().isoformat()}
    url = reverse("certificates:carry_out_change", args=[change.number])
    assert clerk.post(url, sent).status_code == 302
    again = clerk.post(url, sent)
    assert "已经办理过这一步" in text(again)


def test_a_form_without_its_paper_keeps_what_was_typed(made, clerk):
    sent = typed(made, "cheating", reason="监考记录显示替考")
    del sent["evidence"]
    answer = clerk.post(reverse("certificates:propose_change", args=[made.number, "revoke"]), sent)
    assert "请上传：考场记录、监考报告等证据。" in text(answer)
    assert "监考记录显示替考" in text(answer)
    assert Change.objects.count() == 0


def test_a_revocation_through_the_pages(made, clerk, second):
    owner = browser(people.user_of(people.owner(made.person)))
    clerk.post(reverse("certificates:propose_change", args=[made.number, "revoke"]), typed(made, "cheating"))
    change = Change.objects.get()
    assert "发证机关听取您的陈述" in text(owner.get(reverse("desk:today")))
    assert "提交陈述申辩" in text(owner.get(change.get_absolute_url()))
    owner.post(reverse("certificates:state_change", args=[change.number]), {"text": "我本人参加了考试"})
    assert "我本人参加了考试" in text(clerk.get(change.get_absolute_url()))
    step(clerk, change, "hear_change", statement="")
    refused = step(clerk, change, "decide_change", effective_date=timezone.localdate(), document_number="示例撤1号", outcome="不成立")
    assert "提出人不能自己决定" in text(refused)
    assert "示例撤1号" in text(refused)
    step(second, change, "decide_change", effective_date=timezone.localdate(), document_number="示例撤1号", outcome="不成立")
    made.refresh_from_db()
    assert made.ending == "revoked"


def test_the_holder_asks_and_takes_back(made, clerk):
    owner = browser(people.user_of(people.owner(made.person)))
    assert "申请注销" in text(owner.get(made.get_absolute_url()))
    owner.post(reverse("certificates:wish", args=[made.number]), {"version": made.version, "reason": "转行"})
    change = Change.objects.get()
    assert "撤回注销申请" in text(owner.get(change.get_absolute_url()))
    assert "证书变更待办理" in text(clerk.get(reverse("desk:today")))
    step(owner, change, "withdraw_change")
    change.refresh_from_db()
    assert change.state == "dropped"


def test_a_neighbour_finds_nothing(made, clerk):
    clerk.post(reverse("certificates:propose_change", args=[made.number, "suspend"]), typed(made, "under_inquiry"))
    neighbour = browser(enterprises.official("neighbour", division=YANGXIAN))
    change = Change.objects.get()
    for url in (made.get_absolute_url(), change.get_absolute_url(), reverse("certificates:carry_out_change", args=[change.number])):
        assert neighbour.get(url).status_code == 404


def test_a_change_of_a_kind_that_does_not_fit_leads_back_with_the_reason(made, clerk):
    answer = clerk.get(reverse("certificates:propose_change", args=[made.number, "resume"]), follow=True)
    assert "不允许办理这一项" in text(answer)
    assert clerk.get(reverse("certificates:propose_change", args=[made.number, "nonsense"])).status_code == 404


def test_a_replacement_says_what_is_mended_first_and_shows_the_new_certificate(made, clerk):
    url = reverse("certificates:propose_change", args=[made.number, "replace"])
    assert reverse("people:identity", args=[made.person_id]) in text(clerk.get(url))
    assert "请先在人员档案中更正" in text(clerk.post(url, typed(made, "correction_name")))
    clerk.post(url, typed(made, "correction_date", corrected_issued_date="2026-01-12", corrected_expires_date="2029年1月11日"))
    change = Change.objects.get()
    assert "新证书发证日期 2026年1月12日，有效期至 2029年1月11日" in text(
        clerk.get(reverse("certificates:carry_out_change", args=[change.number]))
    )
    step(clerk, change, "carry_out_change", official_number="示例证〔2026〕第999号")
    new = Certificate.objects.get(replaces=made)
    assert new.issued_date == date(2026, 1, 12)
    assert new.official_number in text(clerk.get(change.get_absolute_url()))
    assert "换发自" in text(clerk.get(new.get_absolute_url()))


def test_the_list_is_searched_by_certificate_number(made, clerk):
    clerk.post(reverse("certificates:propose_change", args=[made.number, "suspend"]), typed(made, "under_inquiry"))
    for words in (made.official_number, made.number.lower(), "赵晓燕"):
        assert "BG-610700" in text(clerk.get(reverse("certificates:changes"), {"q": words}))
    assert "BG-610700" not in text(clerk.get(reverse("certificates:changes"), {"q": "钱多多"}))


def test_pages_take_a_fixed_number_of_queries(made, clerk, django_assert_max_num_queries):
    clerk.post(reverse("certificates:propose_change", args=[made.number, "suspend"]), typed(made, "under_inquiry"))
    change = Change.objects.get()
    clerk.get(change.get_absolute_url())
    with django_assert_max_num_queries(22):
        clerk.get(change.get_absolute_url())
    with django_assert_max_num_queries(22):
        clerk.get(made.get_absolute_url())
    with django_assert_max_num_queries(22):
        clerk.get(reverse("certificates:changes"))
