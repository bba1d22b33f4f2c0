import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cqo.foundation.documents.models import Attachment
from cqo.foundation.documents.tests.builders import pdf
from cqo.registry.enterprises.tests import builders as enterprises
from cqo.registry.people.tests import builders

pytestmark = pytest.mark.django_db


def upload(client, person, name="劳动合同.pdf"):
    return client.post(reverse("people:add_evidence", args=[person.pk]), {"upload": SimpleUploadedFile(name, pdf(name.encode().hex()))})


def test_official_and_person_add_evidence(as_actor):
    person = builders.person(1)

    by_county = upload(as_actor(enterprises.county_officer()), person)
    by_person = upload(as_actor(builders.owner(person)), person, "任职文件.pdf")

    assert (by_county.url, by_person.url) == (person.get_absolute_url(), reverse("dossier:own_file"))
    assert list(Attachment.objects.order_by("pk").values_list("kind", "key", "purpose")) == [("person", person.pk, "quality_evidence")] * 2


def test_the_person_takes_back_the_own_paper_and_no_other(as_actor):
    person = builders.person(1)
    upload(as_actor(enterprises.county_officer()), person)
    client = as_actor(builders.owner(person))
    upload(client, person, "任职文件.pdf")
    first, second = Attachment.objects.order_by("pk")

    refused = client.post(reverse("people:remove_evidence", args=[first.pk]), follow=True)
    client.post(reverse("people:remove_evidence", args=[second.pk]))
    again = client.post(reverse("people:remove_evidence", args=[second.pk]), follow=True)

    assert "只能删除自己上传的证明材料" in refused.content.decode()
    assert "这个附件已经删除" in again.content.decode()
    assert [each.removed_at is None for each in Attachment.objects.order_by("pk")] == [True, False]


def test_a_firm_reads_no_evidence(as_actor):
    person, firm = builders.person(1), enterprises.enterprise(1)
    builders.employment(person, firm)
    upload(as_actor(enterprises.county_officer()), person)
    paper = reverse("documents:attachment", args=[Attachment.objects.get().pk])

    assert as_actor(enterprises.actor(enterprises.official("reader"))).get(paper).status_code == 200
    assert as_actor(builders.firm_actor(firm)).get(paper).status_code == 404


def test_what_is_no_paper_is_refused_with_the_reason(as_actor):
    person = builders.person(1)

    page = as_actor(enterprises.county_officer()).post(
        reverse("people:add_evidence", args=[person.pk]), {"upload": SimpleUploadedFile("合同.pdf", b"MZ not a paper")}
    )

    assert ("不能上传这类文件" in str(page.context["form"].errors["upload"]), Attachment.objects.count()) == (True, 0)


def test_a_paper_of_another_kind_of_case_is_not_there(as_actor):
    attachment = Attachment.objects.create(
        kind="claim",
        key=enterprises.enterprise(1).pk,
        purpose="letter",
        name=None,
        content_type="application/pdf",
        size=1,
        digest="0",
        city_code="610700",
        uploaded_by="x",
        uploaded_at=enterprises.AT,
        removed_at=enterprises.AT,
    )

    assert as_actor(enterprises.county_officer()).post(reverse("people:remove_evidence", args=[attachment.pk])).status_code == 404
