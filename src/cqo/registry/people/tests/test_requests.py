from datetime import date, timedelta

import pytest
from django.urls import reverse

from cqo.foundation.audit import queries as record
from cqo.foundation.inbox.models import Message
from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises.tests import builders as enterprises
from cqo.registry.enterprises.tests.builders import AT, TODAY, YANGXIAN
from cqo.registry.people.models import Request
from cqo.registry.people.operations import requests
from cqo.registry.people.rules.requests import due_date
from cqo.registry.people.states import RequestKind
from cqo.registry.people.tests import builders

pytestmark = pytest.mark.django_db
TEXT = "学历应为大专，2023 年毕业于陕西理工大学。"


def submit(person, by, *, kind=RequestKind.CORRECTION, text=TEXT):
    return requests.submit(person=person, kind=kind, text=text, by=by, at=AT, today=TODAY)


def test_asked_the_request_goes_to_the_county_with_thirty_days_and_its_text_is_sealed():
    person = builders.person(1)

    submit(person, builders.owner(person))

    request = Request.objects.get()
    assert (request.county_code, request.due_date, request.number[:14]) == ("610722", TODAY + timedelta(days=30), "QQ-610700-2026")
    assert (str(request.text), request.text.reveal()) == ("••••••", TEXT)
    assert record.timeline("request", request.pk).get().stated == {"kind": "correction"}


def test_one_request_of_a_kind_at_a_time():
    person = builders.person(1)
    owner = builders.owner(person)
    submit(person, owner)

    with pytest.raises(NotPossible) as again:
        submit(person, owner)
    other_kind = submit(person, owner, kind=RequestKind.ERASURE)

    assert (again.value.code, other_kind.kind) == ("request.open_already", "erasure")


def test_nobody_asks_for_somebody_else():
    person, other = builders.person(1), builders.person(2, name="钱多")

    with pytest.raises(NotPossible) as refused:
        submit(other, builders.owner(person))

    assert refused.value.code == "request.not_yours"


def test_a_correction_is_carried_out_and_told():
    person = builders.person(1, education="secondary")
    owner = builders.owner(person)
    request = submit(person, owner)

    requests.carry_out(
        request=request,
        version=1,
        person_version=1,
        answer="已按毕业证更正。",
        changes={"education": "college"},
        by=enterprises.county_officer(),
        at=AT,
    )

    person.refresh_from_db()
    message = Message.objects.get()
    assert (person.education, request.state, request.answer) == ("college", "done", "已按毕业证更正。")
    assert (message.kind, message.recipient_id, message.facts) == ("request.done", owner.user, {"number": request.number})
    assert [entry.event for entry in record.timeline("request", request.pk)] == ["request.submitted", "request.carry_out"]


@pytest.mark.parametrize(("version", "person_version"), [(2, 1), (1, 2)])
def test_nothing_is_carried_out_when_request_or_file_changed_meanwhile(version, person_version):
    person = builders.person(1)
    request = submit(person, builders.owner(person))

    with pytest.raises(NotPossible) as refused:
        requests.carry_out(
            request=request,
            version=version,
            person_version=person_version,
            answer="已办理",
            changes={"education": "college"},
            by=enterprises.county_officer(),
            at=AT,
        )

    stored = Request.objects.get()
    assert (refused.value.code, stored.state, stored.person.education, Message.objects.count()) == (
        "lifecycle.changed_meanwhile",
        "submitted",
        "",
        0,
    )


def test_of_a_merged_file_the_one_that_was_kept_is_corrected_and_its_owner_told():
    merged = builders.person(None)
    owner = builders.owner(merged)
    request = submit(merged, owner)
    kept = builders.person(1)
    merged.merged_into = kept
    merged.save(update_fields=["merged_into"])

    request = Request.objects.select_related("person__merged_into").get(pk=request.pk)
    requests.carry_out(
        request=request,
        version=1,
        person_version=1,
        answer="已更正",
        changes={"education": "college"},
        by=enterprises.county_officer(),
        at=AT,
    )

    kept.refresh_from_db()
    assert (kept.education, Message.objects.get().recipient_id) == ("college", owner.user)


def test_refused_with_the_reason_told():
    person = builders.person(1)
    request = submit(person, builders.owner(person))

    requests.refuse(request=request, version=1, answer="毕业证与登记一致。", by=enterprises.county_officer(), at=AT)

    assert (request.state, request.answer, Message.objects.get().kind) == ("refused", "毕业证与登记一致。", "request.refused")


def test_withdrawn_by_the_person_and_by_nobody_else():
    person = builders.person(1)
    owner, stranger = builders.owner(person), builders.owner(builders.person(2, name="钱多"), "stranger")
    request = submit(person, owner)

    with pytest.raises(NotPossible) as refused:
        requests.withdraw(request=request, version=1, by=stranger, at=AT)
    requests.withdraw(request=request, version=1, by=owner, at=AT)

    assert (refused.value.code, request.state) == ("request.not_yours", "withdrawn")


def test_the_person_asks_on_a_page_sees_the_answer_and_cannot_ask_twice(as_actor):
    person = builders.person(1)
    owner, county = builders.owner(person), enterprises.county_officer()
    ask, typed = reverse("people:ask"), {"kind": "correction", "text": TEXT}

    made = as_actor(owner).post(ask, typed)
    again = as_actor(owner).post(ask, typed)
    request = Request.objects.get()
    as_actor(county).post(reverse("people:refuse_request", args=[request.number]), {"version": 1, "answer": "毕业证与登记一致。"})
    page = as_actor(owner).get(request.get_absolute_url()).content.decode()

    assert made.url == request.get_absolute_url()
    assert ("已有一份同类请求" in again.content.decode(), TEXT in again.content.decode()) == (True, True)
    assert (TEXT in page, "毕业证与登记一致。" in page, "不予办理" in page) == (True, True, True)


def test_the_official_carries_out_a_correction_on_a_page(as_actor):
    person = builders.person(1, education="secondary", title="技术员")
    request = submit(person, builders.owner(person))
    client = as_actor(enterprises.county_officer())
    address = reverse("people:carry_out", args=[request.number])

    page = client.get(address)
    without = client.post(address, {"version": 1, "person_version": 1, "education": "college", "title": "技术员"})
    done = client.post(address, {"version": 1, "person_version": 1, "education": "college", "title": "技术员", "answer": "已更正"})
    again = client.post(address, {"version": 1, "person_version": 1, "education": "master", "answer": "再次"}, follow=True)

    person.refresh_from_db()
    assert (TEXT in page.content.decode(), builders.PHONE in page.content.decode()) == (True, False)
    assert (list(without.context["form"].errors), done.url) == (["answer"], request.get_absolute_url())
    assert (person.education, person.title, person.phone.reveal()) == ("college", "技术员", builders.PHONE)
    assert "已经办理过这一步" in again.content.decode()


def test_requests_of_other_places_and_other_people_are_not_there(as_actor):
    person = builders.person(1)
    request = submit(person, builders.owner(person))
    stranger, other_county = builders.owner(builders.person(2, name="钱多"), "stranger"), enterprises.county_officer(YANGXIAN)

    for actor in (other_county, stranger):
        assert as_actor(actor).get(request.get_absolute_url()).status_code == 404
    assert as_actor(other_county).post(reverse("people:carry_out", args=[request.number])).status_code == 404
    assert as_actor(stranger).post(reverse("people:withdraw_request", args=[request.number]), {"version": 1}).status_code == 404


def test_the_list_shows_what_waits_in_the_county(as_actor):
    here, there = builders.person(1), builders.person(2, name="钱多", county=YANGXIAN)
    mine, theirs = submit(here, builders.owner(here)), submit(there, builders.owner(there, "owner2"))
    client = as_actor(enterprises.county_officer())

    page = client.get(reverse("people:requests")).content.decode()
    found = client.get(reverse("people:requests"), {"q": "赵晓燕", "state": "submitted"}).content.decode()

    assert (mine.number in page, theirs.number in page, mine.number in found) == (True, False, True)


def test_the_message_leads_to_the_request(as_actor):
    person = builders.person(1)
    owner = builders.owner(person)
    request = submit(person, owner)
    requests.refuse(request=request, version=1, answer="不符", by=enterprises.county_officer(), at=AT)

    page = as_actor(owner).get(f"/messages/{Message.objects.get().pk}/").content.decode()

    assert (request.get_absolute_url() in page, request.number in page) == (True, True)


def test_thirty_days_end_on_a_day():
    assert due_date(date(2026, 1, 31)) == date(2026, 3, 2)
