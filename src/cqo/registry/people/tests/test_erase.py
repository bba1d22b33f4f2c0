import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cqo.foundation.audit import queries as record
from cqo.foundation.documents.models import Attachment
from cqo.foundation.documents.tests.builders import pdf
from cqo.foundation.refusal import NotPossible
from cqo.foundation.search import queries as search
from cqo.registry.enterprises.tests import builders as enterprises
from cqo.registry.enterprises.tests.builders import AT, TODAY
from cqo.registry.people import listing
from cqo.registry.people.models import Employment, ExternalCertificate, Person
from cqo.registry.people.operations import certificates, employments, requests
from cqo.registry.people.operations.requests import BLANK
from cqo.registry.people.states import RequestKind
from cqo.registry.people.tests import builders

pytestmark = pytest.mark.django_db


def asked(person, by):
    return requests.submit(person=person, kind=RequestKind.ERASURE, text="已退休。", by=by, at=AT, today=TODAY)


def erase(request, by, **versions):
    given = {"version": 1, "person_version": 1, **versions}
    requests.carry_out(request=request, answer="已删除", changes={}, by=by, at=AT, **given)


@pytest.fixture
def full() -> Person:
    """Somebody about whom everything is known."""
    return builders.person(
        1, education="college", title="工程师", email="zhao@example.cn", quality_since=TODAY, quality_ground="2018 年起任质检科长"
    )


def test_everything_that_identifies_is_blanked_and_the_row_stays(full):
    request = asked(full, builders.owner(full))
    assert [column for column in BLANK if not getattr(full, column)] == []

    erase(request, enterprises.county_officer())

    full.refresh_from_db()
    assert {column: getattr(full, column) for column in BLANK} == BLANK
    assert (full.erased_at, search.first("person", "赵晓燕"), list(listing.rows_of(enterprises.city_officer()))) == (AT, [], [])
    assert "person.erased" in [entry.event for entry in record.timeline("person", full.pk)]


def test_the_files_merged_into_it_are_blanked_too(full):
    builders.person(None, name="赵晓雁", merged_into=full)

    erase(asked(full, builders.owner(full)), enterprises.county_officer())

    assert list(Person.objects.values_list("name", "phone_masked")) == [("", "")] * 2


@pytest.mark.parametrize("kept", ["employment", "certificate"])
def test_a_file_that_must_be_kept_is_not_erased_until_that_is_over(full, kept):
    county = enterprises.county_officer()
    holder = builders.person(None, name="赵晓雁", merged_into=full)
    job = builders.employment(holder, enterprises.enterprise(1)) if kept == "employment" else None
    certificate = builders.certificate(holder) if kept == "certificate" else None
    request = asked(full, builders.owner(full))

    with pytest.raises(NotPossible) as refused:
        erase(request, county)
    full.refresh_from_db()
    request.refresh_from_db()
    assert (refused.value.code, full.name, request.state) == ("request.must_be_kept", "赵晓燕", "submitted")

    if job:
        employments.end(employment=job, ends=TODAY, by=county, at=AT)
    else:
        certificates.withdraw(certificate=certificate, ground="本人请求", by=county, at=AT)
    erase(request, county)
    full.refresh_from_db()
    assert (full.name, Employment.objects.filter(recorded_until=None).count() + ExternalCertificate.objects.count()) == ("", 1)


def test_evidence_and_scans_go_and_their_tombs_stay(full, as_actor):
    client = as_actor(enterprises.county_officer())
    client.post(reverse("people:add_evidence", args=[full.pk]), {"upload": SimpleUploadedFile("劳动合同.pdf", pdf("a"))})
    scan = {"title": "证", "number": "1", "issuer": "局", "scan": SimpleUploadedFile("证书.pdf", pdf("b"))}
    client.post(reverse("people:add_certificate", args=[full.pk]), scan)
    official = enterprises.actor(enterprises.official("second"))
    certificates.withdraw(certificate=ExternalCertificate.objects.get(), ground="本人请求", by=official, at=AT)
    full.refresh_from_db()

    erase(asked(full, builders.owner(full)), official)

    assert list(Attachment.objects.order_by("pk").values_list("kind", "name", "blob")) == [
        ("person", None, None),
        ("external_certificate", None, None),
    ]
    assert [paper.removed_at for paper in Attachment.objects.all()] == [AT, AT]


def test_a_file_changed_meanwhile_is_not_erased(full):
    request = asked(full, builders.owner(full))

    with pytest.raises(NotPossible) as refused:
        erase(request, enterprises.county_officer(), person_version=9)

    full.refresh_from_db()
    assert (refused.value.code, full.name) == ("lifecycle.changed_meanwhile", "赵晓燕")


def test_the_page_says_what_goes_what_stays_and_what_stands_in_the_way(as_actor, full):
    builders.employment(full, enterprises.enterprise(1))
    request = asked(full, builders.owner(full))
    client = as_actor(enterprises.county_officer())
    address = reverse("people:carry_out", args=[request.number])

    told = client.get(address).context["told"]
    refused = client.post(address, {"version": 1, "person_version": 1, "answer": "已删除"})

    assert (len(told.blanked), len(told.kept), told.hindrances) == (2, 3, ["在 城固县恒泰柑橘食品有限公司 任职，须先登记离职。"])
    assert "依法须保存，不能删除" in refused.content.decode()


def test_erased_on_the_page_the_file_shows_nothing_any_more(as_actor, full):
    owner = builders.owner(full)
    request = asked(full, owner)
    client = as_actor(enterprises.county_officer())

    done = client.post(reverse("people:carry_out", args=[request.number]), {"version": 1, "person_version": 1, "answer": "已删除"})
    file = client.get(full.get_absolute_url()).content.decode()
    own = as_actor(owner).get(reverse("dossier:own_file")).content.decode()

    assert done.url == request.get_absolute_url()
    for page in (file, own):
        assert ("个人信息已删除" in page, "赵晓燕" in page, "139****2231" in page) == (True, False, False)
