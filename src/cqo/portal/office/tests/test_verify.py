"""An auditor has the record verified: a job walks the chain, and what it found stays to be read."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cqo.foundation.audit import operations as audit
from cqo.foundation.audit import queries
from cqo.foundation.audit.tests.builders import by_hand
from cqo.portal.office import jobs
from cqo.portal.office.models import Verification
from cqo.portal.office.tests import builders

pytestmark = pytest.mark.django_db
VERIFICATIONS = "/office/record/verifications/"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR = tmp_path


@pytest.fixture
def city(client):
    city = builders.hanzhong()
    builders.signed_in(client, city, "审计管理岗", name="陈静")
    for day in range(3):
        clerk = builders.acting(city.put(builders.user(), "城固受理岗").user)
        audit.record("account.opened", by=clerk, at=builders.AT + timedelta(days=day), city="610700", kind="user", key=clerk.user)
    audit.seal(at=builders.AT)
    return city


def verify(client) -> Verification:
    """Ask for a verification and let the job run."""
    asked = client.post(VERIFICATIONS)
    found = Verification.objects.order_by("-asked_at").first()
    assert asked.url == f"{VERIFICATIONS}{found.pk}/"
    assert client.get(asked.url).context["is_under_way"] is True
    jobs.verify_record.call(str(found.pk))
    found.refresh_from_db()
    return found


def test_a_sound_record_is_found_sound(client, city):
    found = verify(client)

    page = client.get(f"{VERIFICATIONS}{found.pk}/")
    assert (found.entries, found.head_seq, found.faults, page.context["word"]) == (3, 3, [], "未发现问题")
    assert page.context["is_under_way"] is False
    assert [entry.event for entry in queries.timeline("record", "610700")] == ["record.verification_asked", "record.verified"]


def test_what_somebody_changed_is_named(client, city):
    second = queries.recent("610700")[1].pk
    with by_hand() as run:
        run("UPDATE audit_entry SET event = %s WHERE id = %s", "account.closed", second)
    found = verify(client)

    page = client.get(f"{VERIFICATIONS}{found.pk}/")

    assert page.context["sentences"] == [f"城市 610700的第 2 号记录（{second}）在封存之后被改动。"]
    assert page.context["word"] == "发现 1 处问题"
    assert client.get(VERIFICATIONS).context["verifications"][0][1:] == ("发现 1 处问题", "stop")


def test_a_second_one_is_not_begun_while_the_first_runs(client, city):
    client.post(VERIFICATIONS)

    told = client.post(VERIFICATIONS, follow=True)

    assert "已有一次校验正在进行，请等它完成。" in told.content.decode()
    assert Verification.objects.count() == 1


def test_one_whose_worker_died_can_be_asked_for_again(client, city):
    client.post(VERIFICATIONS)
    Verification.objects.update(asked_at=timezone.now() - timedelta(hours=1))
    page = client.get(f"{VERIFICATIONS}{Verification.objects.get().pk}/")
    assert (page.context["word"], page.context["is_under_way"]) == ("没有完成", False)

    client.post(VERIFICATIONS)

    assert Verification.objects.count() == 2


def test_a_job_that_runs_twice_writes_once(client, city):
    found = verify(client)

    jobs.verify_record.call(str(found.pk))

    assert [entry.event for entry in queries.timeline("record", "610700")].count("record.verified") == 1


def test_the_installations_own_record_is_verified_apart(client, city):
    client.post(VERIFICATIONS, {"of": "installation"})

    assert Verification.objects.get().city_code == ""


def test_another_citys_verification_does_not_exist(client, city):
    foreign = Verification.objects.create(city_code="320600", asked_by=builders.user(), asked_at=builders.AT)

    assert client.get(f"{VERIFICATIONS}{foreign.pk}/").status_code == 404
    assert client.get(VERIFICATIONS).context["verifications"] == []
