from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from cqo.foundation.audit import queries as record
from cqo.foundation.documents.models import Attachment
from cqo.foundation.documents.tests.builders import pdf
from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises.states import Filer
from cqo.registry.enterprises.tests import builders as enterprises
from cqo.registry.enterprises.tests.builders import AT, CHENGGU, YANGXIAN
from cqo.registry.people.models import Employment, PersonInCity
from cqo.registry.people.operations import employments, hiring
from cqo.registry.people.queries import files, papers
from cqo.registry.people.tests import builders

pytestmark = pytest.mark.django_db


def begin(person, firm, by, **more):
    given = {"position": "质量部长", "starts": date(2026, 3, 1), "filer": Filer.BUREAU, "by": by, "at": AT, **more}
    return employments.begin(person=person, enterprise=firm, **given)


def test_whoever_begins_to_work_in_another_county_is_known_there_too():
    city, person, firm = enterprises.city_officer(), builders.person(1), enterprises.enterprise(1, county=YANGXIAN)

    begin(person, firm, city)

    assert sorted(PersonInCity.objects.values_list("county_code", flat=True)) == [CHENGGU, YANGXIAN]
    assert [each.pk for each in files.within(enterprises.county_officer(YANGXIAN))] == [person.pk]


def test_working_there_already_is_refused_for_merged_files_as_well():
    county, person, firm = enterprises.county_officer(), builders.person(1), enterprises.enterprise(1)
    builders.employment(builders.person(None, merged_into=person), firm)

    with pytest.raises(NotPossible) as refused:
        begin(person, firm, county)

    assert (refused.value.code, Employment.objects.count()) == ("employment.known_already", 1)


def test_whoever_left_may_come_back():
    county, person, firm = enterprises.county_officer(), builders.person(1), enterprises.enterprise(1)
    builders.employment(person, firm, ends=date(2025, 1, 31))

    begin(person, firm, county)

    assert Employment.objects.filter(ends__isnull=True).count() == 1


def test_filing_for_the_firm_needs_its_stamped_paper():
    county, person, firm = enterprises.county_officer(), builders.person(1), enterprises.enterprise(1)

    with pytest.raises(NotPossible) as refused:
        hiring.employ(person=person, enterprise=firm, position="质量部长", starts=None, filer=Filer.BUREAU_FOR_FIRM, by=county, at=AT)

    assert (refused.value.code, Employment.objects.count()) == ("enterprise.paper_missing", 0)


def typed(firm, **changed):
    return {"enterprise": firm.credit_code, "position": "质量部长", "starts": "2026-03-01"} | changed


def test_the_page_files_for_the_firm_and_keeps_the_paper_in_the_firms_file(as_actor):
    person, firm = builders.person(1), enterprises.enterprise(1)
    client = as_actor(enterprises.county_officer())
    address = reverse("people:employ", args=[person.pk])

    without = client.post(address, typed(firm, for_firm="on"))
    client.post(address, typed(firm, for_firm="on", paper=SimpleUploadedFile("聘任书.pdf", pdf())))

    employment, paper = Employment.objects.get(), Attachment.objects.get()
    assert list(without.context["form"].errors) == ["paper"]
    assert (employment.filer, paper.kind, paper.key, paper.purpose) == ("bureau_for_firm", "enterprise", firm.pk, "stamped_paper")
    assert papers.stamped([person.pk]) == {employment.pk: paper.pk}


def test_a_correction_keeps_the_paper_of_what_it_corrects(as_actor):
    county, person, firm = enterprises.county_officer(), builders.person(1), enterprises.enterprise(1)
    address = reverse("people:employ", args=[person.pk])
    as_actor(county).post(address, typed(firm, for_firm="on", paper=SimpleUploadedFile("聘任书.pdf", pdf())))

    fresh = employments.correct(
        employment=Employment.objects.get(), position="首席质量官", starts=None, ends=None, by=county, at=timezone.now()
    )

    assert papers.stamped([person.pk])[fresh.pk] == Attachment.objects.get().pk


def test_pressed_twice_there_is_one_employment(as_actor):
    person, firm = builders.person(1), enterprises.enterprise(1)
    client = as_actor(enterprises.county_officer())
    address = reverse("people:employ", args=[person.pk])

    client.post(address, typed(firm))
    again = client.post(address, typed(firm))

    assert (Employment.objects.count(), "已有在职记录" in again.content.decode()) == (1, True)


@pytest.mark.parametrize(("typed_firm", "words"), [("91610722MAEX99999X", "没有这家企业"), ("城固县恒泰柑橘食品有限公司", "同名")])
def test_a_firm_that_is_not_meant_without_doubt_is_told(as_actor, typed_firm, words):
    person = builders.person(1)
    enterprises.enterprise(1)
    enterprises.enterprise(2)

    page = as_actor(enterprises.county_officer()).post(reverse("people:employ", args=[person.pk]), {"enterprise": typed_firm})

    assert words in str(page.context["form"].errors["enterprise"])


def test_a_firm_of_another_county_is_not_there(as_actor):
    person, firm = builders.person(1), enterprises.enterprise(1, county=YANGXIAN)

    page = as_actor(enterprises.county_officer()).post(reverse("people:employ", args=[person.pk]), typed(firm))

    assert (list(page.context["form"].errors), Employment.objects.count()) == (["enterprise"], 0)


def test_the_code_of_a_merged_file_means_the_firm_that_was_kept(as_actor):
    person, kept = builders.person(1), enterprises.enterprise(1)
    merged = enterprises.enterprise(2, merged_into=kept)

    as_actor(enterprises.county_officer()).post(reverse("people:employ", args=[person.pk]), typed(merged))

    assert Employment.objects.get().enterprise_id == kept.pk
    assert [entry.event for entry in record.timeline("person", person.pk)] == ["employment.begun"]
