"""The life-long file of a person, as each of its readers sees it."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from cqo.foundation.accounts.states import Role
from cqo.foundation.documents.tests.builders import pdf
from cqo.foundation.provisions import samples
from cqo.registry.enterprises.states import Filer
from cqo.registry.enterprises.tests import builders as enterprises
from cqo.registry.enterprises.tests.builders import AT, YANGXIAN
from cqo.registry.people.models import Person
from cqo.registry.people.operations import employments, merges
from cqo.registry.people.tests import builders

pytestmark = pytest.mark.django_db


def dossier(client, person):
    return client.get(person.get_absolute_url()).context["dossier"]


def known_about(person):
    """What stands in the whole file and is no business of a firm's."""
    return [person.id_masked, person.phone_masked, "zhao@example.cn", "工程师", "2018 年起任质检科长"]


@pytest.fixture
def full() -> Person:
    """Somebody about whom everything is known."""
    return builders.person(
        1,
        education="college",
        title="工程师",
        email="zhao@example.cn",
        quality_since=date(2018, 5, 1),
        quality_ground="2018 年起任质检科长",
    )


def test_an_official_sees_everything_masked(as_actor, full):
    builders.employment(full, enterprises.enterprise(1))
    builders.certificate(full)

    page = as_actor(enterprises.county_officer()).get(full.get_absolute_url()).content.decode()

    for words in [*known_about(full), "城固县恒泰柑橘食品有限公司", "HZ2017-0031", "外部证书（本平台登记，非本平台签发）"]:
        assert (words, words in page) == (words, True)
    assert (builders.id_number(1) in page, builders.PHONE in page, "19900101" in page) == (False, False, False)


def test_the_person_sees_the_own_file_and_what_was_done_with_it(as_actor, full):
    client = as_actor(enterprises.county_officer())
    client.post(reverse("people:amend", args=[full.pk]), {"version": 1, "title": "高级工程师"})

    page = as_actor(builders.owner(full)).get(reverse("dossier:own_file"))

    assert "county610722某" in page.content.decode()
    assert [event.what for event in page.context["case_page"].events] == ["更新人员信息"]
    assert [deed.label for deed in page.context["case_page"].deeds] == ["更新联系方式", "请求更正或删除", "查看完整号码"]


def test_a_firm_sees_only_what_concerns_it(as_actor, full):
    firm, other = enterprises.enterprise(1), enterprises.enterprise(2, name="城固县金晖电缆有限公司")
    builders.employment(full, firm)
    builders.employment(full, other, position="顾问")
    builders.certificate(full)

    page = as_actor(builders.firm_actor(firm)).get(full.get_absolute_url()).content.decode()

    for words in ["赵晓燕", "质量部长", "HZ2017-0031"]:
        assert (words, words in page) == (words, True)
    for words in [*known_about(full), "金晖电缆", "顾问", "任职条件对照", "办理记录"]:
        assert (words, words in page) == (words, False)


def test_after_somebody_left_the_firm_sees_the_employment_and_no_certificate(as_actor, full):
    firm = enterprises.enterprise(1)
    builders.employment(full, firm, ends=date(2025, 6, 30))
    builders.certificate(full)

    page = as_actor(builders.firm_actor(firm, role=Role.ENTERPRISE_STAFF)).get(full.get_absolute_url()).content.decode()

    assert ("质量部长" in page, "HZ2017-0031" in page) == (True, False)


def test_out_of_reach_the_file_is_not_there(as_actor, full):
    stranger = builders.owner(builders.person(2, name="钱多"), "stranger")
    for actor in (enterprises.county_officer(YANGXIAN), builders.firm_actor(enterprises.enterprise(1)), stranger):
        assert as_actor(actor).get(full.get_absolute_url()).status_code == 404
    assert as_actor(enterprises.actor(enterprises.official("audit", role=Role.AUDIT_ADMIN))).get(full.get_absolute_url()).status_code == 403


def test_a_merged_file_leads_to_the_one_that_was_kept_and_shows_what_both_have(as_actor, full):
    merged = builders.person(None, name="赵晓雁", county=YANGXIAN)
    builders.employment(merged, enterprises.enterprise(1, county=YANGXIAN))
    merges.merge(kept=full, merged=merged, kept_version=1, merged_version=1, ground="同一人", by=enterprises.city_officer(), at=AT)

    client = as_actor(enterprises.county_officer(YANGXIAN))
    led = client.get(merged.get_absolute_url())

    assert led.url == full.get_absolute_url()
    assert [job.firm.name for job in dossier(client, full).jobs] == ["城固县恒泰柑橘食品有限公司"]


def test_an_unmet_condition_is_a_remark_with_its_document_and_article(as_actor, full):
    samples.load(AT)
    Person.objects.filter(pk=full.pk).update(quality_since=timezone.localdate() - timedelta(days=800), education="secondary", title="")
    builders.employment(full, enterprises.enterprise(1))
    client = as_actor(enterprises.county_officer())

    missing = dossier(client, full).missing

    assert missing[0].what == "质量工作年限：2 年，需满 3 年"
    assert (missing[1].what[:8], all("第六条" in each.rule and "《" in each.rule for each in missing)) == ("学历：高中、中专", True)
    assert "任职条件对照（提示，不影响备案）" in client.get(full.get_absolute_url()).content.decode()


def test_whoever_meets_every_condition_gets_no_remark(as_actor, full):
    builders.employment(full, enterprises.enterprise(1))

    assert dossier(as_actor(enterprises.county_officer()), full).missing == []


def test_what_was_known_on_a_day_is_shown_as_it_was_then(as_actor, full):
    county = enterprises.county_officer()
    job = builders.employment(full, enterprises.enterprise(1))
    employments.correct(employment=job, position="首席质量官", starts=job.starts, ends=None, by=county, at=AT + timedelta(days=30))
    client = as_actor(county)

    def positions(**asked):
        return [job.row.position for job in client.get(full.get_absolute_url(), asked).context["dossier"].jobs]

    assert (positions(), positions(known="2026-03-02"), positions(known="2026年4月1日"), positions(known="2026-03-01")) == (
        ["首席质量官"],
        ["质量部长"],
        ["首席质量官"],
        [],
    )
    assert positions(known="昨天") == ["首席质量官"]
    then = client.get(full.get_absolute_url(), {"known": "2026-03-02"}).content.decode()
    assert ("截至 2026年3月2日 登记" in then, reverse("people:end_employment", args=[job.pk]) in then) == (True, False)


def test_what_was_filed_for_a_firm_is_marked_and_leads_officials_to_the_paper(as_actor, full):
    firm = enterprises.enterprise(1)
    client = as_actor(enterprises.county_officer())
    upload = SimpleUploadedFile("聘任书.pdf", pdf())
    client.post(
        reverse("people:employ", args=[full.pk]),
        {"enterprise": firm.credit_code, "position": "质量部长", "for_firm": "on", "paper": upload},
    )

    (job,) = dossier(client, full).jobs
    opened = client.get(job.paper).status_code
    person = as_actor(builders.owner(full))
    (own,) = person.get(reverse("dossier:own_file")).context["dossier"].jobs

    assert (job.row.filer, job.filer, own.filer) == (Filer.BUREAU_FOR_FIRM, "代录", "代录")
    assert (opened, own.paper, person.get(job.paper).status_code) == (200, "", 404)


def test_who_may_not_change_is_offered_nothing(as_actor, full):
    builders.employment(full, enterprises.enterprise(1))
    builders.certificate(full)
    province = enterprises.actor(enterprises.official("province", role=Role.PROVINCE_READER, division="610000"))

    page = as_actor(province).get(full.get_absolute_url())

    shown = page.content.decode()
    addresses = [f"people/{full.pk}/", "people/employments/", "people/certificates/", "people/evidence/"]
    assert (page.context["case_page"].deeds, [address in shown for address in addresses]) == ([], [False] * 4)


def test_an_official_changes_employments_of_the_own_firms_only(as_actor, full):
    builders.employment(full, enterprises.enterprise(1))
    builders.employment(full, enterprises.enterprise(2, name="洋县某厂", county=YANGXIAN), starts=date(2023, 1, 1))

    jobs = dossier(as_actor(enterprises.county_officer()), full).jobs

    assert [(job.firm.name, job.may_change) for job in jobs] == [("城固县恒泰柑橘食品有限公司", True), ("洋县某厂", False)]


def test_the_file_costs_a_fixed_number_of_queries(as_actor, full, django_assert_num_queries):
    client = as_actor(enterprises.county_officer())
    firms = [enterprises.enterprise(number, name=f"企业{number}") for number in range(1, 8)]
    builders.employment(full, firms[0])
    builders.certificate(full)
    client.post(reverse("people:amend", args=[full.pk]), {"version": 1})
    with django_assert_num_queries(18):
        client.get(full.get_absolute_url())

    for number, firm in enumerate(firms[1:]):
        builders.employment(full, firm)
        builders.certificate(full, number=f"N{number:05d}")
    client.post(reverse("people:amend", args=[full.pk]), {"version": 2})
    with django_assert_num_queries(18):
        client.get(full.get_absolute_url())


def test_somebody_without_a_file_has_none(as_actor, full):
    owner = builders.owner(full)
    Person.objects.update(user=None)

    assert as_actor(owner).get(reverse("dossier:own_file")).status_code == 404
