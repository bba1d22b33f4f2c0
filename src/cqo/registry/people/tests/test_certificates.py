from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cqo.foundation.documents.models import Attachment
from cqo.foundation.documents.tests.builders import png
from cqo.foundation.refusal import NotPossible
from cqo.foundation.search import queries as search
from cqo.registry.enterprises.tests import builders as enterprises
from cqo.registry.enterprises.tests.builders import AT, YANGXIAN
from cqo.registry.people.models import ExternalCertificate
from cqo.registry.people.operations import certificates
from cqo.registry.people.operations.certificates import CertificateFacts
from cqo.registry.people.tests import builders

pytestmark = pytest.mark.django_db
FACTS = CertificateFacts(
    title="首席质量官任职培训合格证书", number="HZ2017-0031", issuer="汉中市质量技术监督局", issued_date=date(2017, 11, 20)
)


def add(person, facts=FACTS):
    return certificates.add(person=person, facts=facts, city="610700", by=enterprises.county_officer(), at=AT)


def test_a_certificate_makes_its_holder_findable_by_number():
    person = builders.person(1)

    add(person)

    assert search.first("person", "HZ2017-0031") == [person.pk]


def test_the_same_certificate_is_registered_once_merged_files_included():
    kept = builders.person(1)
    builders.certificate(builders.person(None, merged_into=kept))

    with pytest.raises(NotPossible) as refused:
        add(kept)

    assert (refused.value.code, ExternalCertificate.objects.count()) == ("certificate.known_already", 1)


def test_a_certificate_does_not_expire_before_it_was_issued():
    with pytest.raises(NotPossible) as refused:
        add(
            builders.person(1),
            CertificateFacts(title="证", number="1", issuer="局", issued_date=date(2020, 1, 2), expires_date=date(2020, 1, 1)),
        )

    assert refused.value.code == "certificate.expires_before_issue"


def test_withdrawn_it_stays_with_its_ground_and_is_not_found_any_more():
    person = builders.person(1)
    certificate = add(person)
    official = enterprises.actor(enterprises.official("second"))

    certificates.withdraw(certificate=certificate, ground="登记到了同名的人", by=official, at=AT)
    with pytest.raises(NotPossible) as refused:
        certificates.withdraw(certificate=certificate, ground="再次", by=official, at=AT)

    certificate.refresh_from_db()
    assert (certificate.withdrawn_ground, refused.value.code, search.first("person", "HZ2017-0031")) == (
        "登记到了同名的人",
        "certificate.withdrawn_already",
        [],
    )


def typed(**changed):
    return {
        "title": "首席质量官任职培训合格证书",
        "number": "HZ2017-0031",
        "issuer": "汉中市质量技术监督局",
        "issued_date": "2017.11.20",
        "hours_tenths": "24",
        "score_tenths": "88.5分",
    } | changed


def test_the_page_registers_with_the_scan_and_pressed_again_says_so(as_actor):
    person = builders.person(1)
    client = as_actor(enterprises.county_officer())
    address = reverse("people:add_certificate", args=[person.pk])

    done = client.post(address, typed(scan=SimpleUploadedFile("证书.png", png())))
    again = client.post(address, typed())

    certificate, scan = ExternalCertificate.objects.get(), Attachment.objects.get()
    assert (certificate.hours_tenths, certificate.score_tenths, certificate.issued_date) == (240, 885, date(2017, 11, 20))
    assert (scan.kind, scan.key, done.url) == ("external_certificate", certificate.pk, person.get_absolute_url())
    assert "已经登记过" in again.content.decode()


def test_the_page_says_that_it_is_not_issued_here(as_actor):
    person = builders.person(1)

    page = as_actor(enterprises.county_officer()).get(reverse("people:add_certificate", args=[person.pk])).content.decode()

    assert "外部证书（本平台登记，非本平台签发）" in page


@pytest.mark.parametrize("field", ["title", "number", "issuer"])
def test_what_is_missing_is_told(as_actor, field):
    person = builders.person(1)

    page = as_actor(enterprises.county_officer()).post(reverse("people:add_certificate", args=[person.pk]), typed(**{field: ""}))

    assert list(page.context["form"].errors) == [field]


def test_the_scan_is_read_by_whom_the_certificate_concerns(as_actor):
    person, firm, former = builders.person(1), enterprises.enterprise(1), enterprises.enterprise(2, name="城固县金晖电缆有限公司")
    builders.employment(person, firm)
    builders.employment(person, former, ends=date(2025, 1, 31))
    as_actor(enterprises.county_officer()).post(
        reverse("people:add_certificate", args=[person.pk]), typed(scan=SimpleUploadedFile("证书.png", png()))
    )
    scan = reverse("documents:attachment", args=[Attachment.objects.get().pk])

    readers = {
        "county": enterprises.actor(enterprises.official("reader")),
        "other county": enterprises.county_officer(YANGXIAN),
        "firm": builders.firm_actor(firm, "boss1"),
        "former firm": builders.firm_actor(former, "boss2"),
        "person": builders.owner(person),
    }

    answers = {name: as_actor(reader).get(scan).status_code for name, reader in readers.items()}
    assert answers == {"county": 200, "other county": 404, "firm": 200, "former firm": 404, "person": 200}


def test_a_certificate_of_somebody_out_of_reach_is_not_there(as_actor):
    certificate = builders.certificate(builders.person(1, county=YANGXIAN))

    assert as_actor(enterprises.county_officer()).post(reverse("people:withdraw_certificate", args=[certificate.pk])).status_code == 404


def test_a_certificate_keeps_the_tier_it_names(as_actor):
    holder, clerk = builders.person(), enterprises.county_officer()
    typed = {"title": "合格证书", "number": "XA-1", "issuer": "西安市局", "tier": "advanced"}
    as_actor(clerk).post(reverse("people:add_certificate", args=[holder.pk]), typed)
    assert list(ExternalCertificate.objects.values_list("number", "tier")) == [("XA-1", "advanced")]
    assert "提升" in as_actor(clerk).get(holder.get_absolute_url()).content.decode()
