"""Anyone checks a certificate: what each verdict shows, how numbers are typed, and what is never told."""

import time
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from cqo.portal.public.check import door as doors
from cqo.portal.public.check.connections import Connections
from cqo.portal.public.tests.checks import asked, door, path, request, scanned, typed
from cqo.qualification.certificates.models import Certificate
from cqo.qualification.certificates.tests.builders import CODE, ISSUER, TITLE, certificate
from cqo.registry.people.models import ExternalCertificate, Person
from cqo.registry.people.tests import builders as people

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
YESTERDAY, TOMORROW = date(2026, 3, 1), date(2026, 3, 3)


@pytest.fixture
def holder() -> Person:
    return people.person(1, name="欧阳晓明")


def test_a_valid_certificate_shows_what_stands_on_it_and_the_holder_masked(holder):
    made = certificate(holder, expires_date=date(2029, 1, 9))
    assert scanned(door(), made) == {
        "status": 200,
        "verdict": "valid",
        "says": "有效",
        "checked_at": "2026-03-02T02:00:00+00:00",
        "number": made.number,
        "official_number": made.official_number,
        "holder": "欧阳*明",
        "tier": "basic",
        "level": "county",
        "title": TITLE,
        "issuer": ISSUER,
        "class_title": made.class_title,
        "hours": 24.0,
        "issued_date": "2026-01-10",
        "expires_date": "2029-01-09",
        "since": None,
    }


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({}, "valid"),
        ({"expires_date": TOMORROW}, "valid"),
        ({"expires_date": TODAY}, "valid"),
        ({"expires_date": YESTERDAY}, "expired"),
        ({"suspended_date": TODAY}, "suspended"),
        ({"suspended_date": TOMORROW}, "valid"),
        ({"suspended_date": YESTERDAY, "resumed_date": TODAY}, "valid"),
        ({"suspended_date": YESTERDAY, "resumed_date": TOMORROW}, "suspended"),
        ({"expires_date": YESTERDAY, "suspended_date": YESTERDAY}, "suspended"),
        ({"ended_date": TODAY, "ending": "cancelled"}, "cancelled"),
        ({"ended_date": TODAY, "ending": "revoked"}, "revoked"),
        ({"ended_date": TODAY, "ending": "replaced"}, "replaced"),
        ({"ended_date": TODAY, "ending": "void"}, "void"),
        ({"ended_date": TOMORROW, "ending": "revoked"}, "valid"),
        ({"ended_date": YESTERDAY, "ending": "revoked", "expires_date": YESTERDAY, "suspended_date": YESTERDAY}, "revoked"),
    ],
)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_verdict_on_page_and_in_json(holder, facts, verdict, language):
    made = certificate(holder, **facts)
    here = door()
    assert scanned(here, made)["verdict"] == verdict
    page = here.answer(request(path(made), query={"lang": language}))
    assert page.status == 200
    assert holder.name.encode() not in page.body
    assert "欧阳*明".encode() in page.body
    assert len(page.body) < 20_000


def test_the_day_is_shanghais(holder):
    made = certificate(holder, expires_date=YESTERDAY)
    assert scanned(door(now=datetime(2026, 3, 1, 15, 59, tzinfo=UTC)), made)["verdict"] == "valid"
    assert scanned(door(now=datetime(2026, 3, 1, 16, 0, tzinfo=UTC)), made)["verdict"] == "expired"


def test_a_clock_set_back_changes_the_verdict_by_its_date_alone(holder):
    made = certificate(holder, expires_date=YESTERDAY)
    assert scanned(door(now=datetime(2026, 2, 1, tzinfo=UTC)), made)["verdict"] == "valid"


@pytest.mark.parametrize("secret", [CODE, "a7k2p9m1", " A7K2-P9M1 ", "Ａ７Ｋ２Ｐ９Ｍ１", "A7K2P9MI", "欧阳晓明", " 欧阳 晓明 "])
def test_the_form_forgives_how_things_are_typed(holder, secret):
    made = certificate(holder)
    body = typed(door(), made.number.lower().replace("0", "O").replace("-", " "), secret).body
    assert "有效".encode() in body
    assert "欧阳*明".encode() in body


@pytest.mark.parametrize("written", ["示例证〔2026〕第007号", "示例证(2026)第007号", "示例证（２０２６）第 007 号", "示例证[2026]第007号"])
def test_an_official_number_is_found_however_its_brackets_are_typed(holder, written):
    certificate(holder, counter=7)
    assert typed(door(), written, "欧阳晓明").status == 200
    assert typed(door(), written, CODE).status == 200


@pytest.mark.parametrize("name", ["买买提·艾力", "买买提•艾力", "买买提 ． 艾力"])
def test_names_with_an_interpunct_match_however_it_is_typed(name):
    made = certificate(people.person(2, name="买买提·艾力"))
    assert typed(door(), made.number, name).status == 200


def test_rare_characters_are_found_and_masked():
    made = certificate(people.person(3, name="𠮷田㛃"))
    answer = typed(door(), made.number, "𠮷田㛃")
    assert answer.status == 200
    assert "𠮷*㛃".encode() in answer.body


def test_a_slip_is_told_apart_from_a_number_that_is_not_ours(holder):
    made = certificate(holder)
    slipped = made.number[:-1] + ("A" if made.number[-1] != "A" else "B")
    assert typed(door(), slipped, CODE).status == 404
    assert "编号有误".encode() in typed(door(), slipped, CODE).body
    foreign = certificate(holder)
    Certificate.objects.filter(pk=foreign.pk).delete()
    answer = typed(door(), foreign.number, CODE)
    assert "查无此证".encode() in answer.body


def test_a_wrong_code_a_wrong_name_and_no_certificate_answer_alike(holder):
    made, gone = certificate(holder), certificate(holder)
    Certificate.objects.filter(pk=gone.pk).delete()
    answers = [
        door().answer(request(path(made, "B7K2P9M1"))),
        door().answer(request(path(gone))),
        typed(door(), made.number, "张三"),
        typed(door(), gone.number, "欧阳晓明"),
        typed(door(), made.number, "欧阳"),
    ]
    bodies = {answer.body.replace(made.number.encode(), b"N").replace(gone.number.encode(), b"N") for answer in answers[2:]}
    assert {answer.status for answer in answers} == {404}
    assert all(answer.is_miss for answer in answers)
    assert len(bodies) == 1


def test_answers_without_a_certificate_take_the_same_time(holder):
    made = certificate(holder)
    here = door(lambda _sql, _values: [])
    began = time.monotonic()
    assert asked(here, path(made))[0] == 404
    assert time.monotonic() - began >= 0.08


@pytest.mark.parametrize(
    "number",
    [
        "' OR 1=1 --",
        '"; DROP TABLE certificates_certificate; --',
        "ZS-610700-2026-00001-X' UNION SELECT 1",
        "%s%s%s",
        "?",
        "\x00",
        "\ud800",
        "x" * 100_000,
        "😀",
        "../../etc/passwd",
    ],
)
@pytest.mark.parametrize("secret", ["' OR '1'='1", "\x00", "x" * 100_000, CODE, "欧阳晓明"])
def test_hostile_input_finds_nothing_and_breaks_nothing(holder, number, secret):
    certificate(holder)
    answer = door().answer(request(f"/c/{number}/{secret}"))
    assert answer.status == 404
    assert "欧阳".encode() not in answer.body
    if "\ud800" not in number:
        assert typed(door(), number, secret).status in (404, 422)


def test_nothing_personal_leaves_beside_the_mask(holder):
    made = certificate(holder, employer="城固县恒泰柑橘食品有限公司")
    kept_back = [
        holder.name,
        "晓",
        made.id_masked,
        made.employer,
        people.PHONE,
        people.id_number(1),
        holder.phone_masked,
        str(made.pk),
        str(holder.pk),
    ]
    here = door()
    shown = (
        here.answer(request(path(made))).body + here.answer(request(path(made) + ".json")).body + typed(here, made.number, holder.name).body
    )
    assert [text for text in kept_back if text and text.encode() in shown] == []


def test_a_certificate_from_elsewhere_is_named_as_such(holder):
    people.certificate(holder, number="HZ2017-0031", issuer="汉中市质量技术监督局")
    answer = typed(door(), "hz2017-0031", "欧阳晓明")
    assert answer.status == 200
    for words in ("外部证书", "汉中市质量技术监督局", "仅登记", "欧阳*明"):
        assert words.encode() in answer.body
    assert b'class="verdict ok"' not in answer.body
    assert typed(door(), "HZ2017-0031", "欧阳明").status == 404


def test_a_withdrawn_certificate_from_elsewhere_is_not_found(holder):
    made = people.certificate(holder)
    ExternalCertificate.objects.filter(pk=made.pk).update(withdrawn_at=timezone.now(), withdrawn_ground="登记有误")
    assert typed(door(), made.number, holder.name).status == 404


def test_a_database_that_does_not_answer_is_never_a_verdict(holder):
    def lost(_sql, _values):
        raise OSError("lost")

    made = certificate(holder)
    here = door(lost)
    page, data = here.answer(request(path(made))), here.answer(request(path(made) + ".json"))
    assert (page.status, data.status) == (503, 503)
    assert "暂时无法核验".encode() in page.body
    assert b'"verdict": "unknown"' in data.body
    assert "查验时间".encode() in page.body
    assert "</span>有效<".encode() not in page.body


def test_a_database_that_hangs_is_given_up(holder, monkeypatch):
    monkeypatch.setattr(doors, "ANSWER_WITHIN", 0.05)
    status, headers, body = asked(door(lambda _sql, _values: time.sleep(0.3) or []), path(certificate(holder)))
    assert status == 503
    assert headers["retry-after"] == "60"
    assert "暂时无法核验".encode() in body


def test_head_and_unknown_methods(holder):
    made = certificate(holder)
    here = door(lambda _sql, _values: [])
    status, headers, body = asked(here, "/c/", method="HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["content-length"]) > 1000
    assert asked(here, path(made), method="DELETE")[:2][0] == 405
    assert asked(here, path(made), method="POST", body=b"x=1")[1]["allow"] == "GET, HEAD"
    assert asked(here, "/c/", method="PUT")[1]["allow"] == "GET, HEAD, POST"
    assert asked(here, "/c/", method="POST", body=b"x" * 10_000)[0] == 413


def test_headers_protect_the_page():
    headers = asked(door(), "/c/")[1]
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert "set-cookie" not in headers


def test_a_form_sent_empty_keeps_what_was_typed():
    answer = typed(door(), "ZS-610700<script>", "")
    assert answer.status == 422
    assert b"ZS-610700&lt;script&gt;" in answer.body
    assert "请填写证书编号".encode() in answer.body


def test_the_number_stays_in_the_form_where_nothing_was_found(holder):
    made = certificate(holder)
    assert f'value="{made.number}"'.encode() in typed(door(), made.number, "张三").body
    assert f'value="{made.number}"'.encode() not in typed(door(), made.number, "欧阳晓明").body


def test_what_was_typed_as_a_number_is_escaped():
    answer = door().answer(request("/c/", query={"number": '"><script>alert(1)</script>'}))
    assert b"<script>" not in answer.body


@pytest.mark.parametrize(
    ("headers", "query", "language"),
    [
        ({}, {}, "zh-hans"),
        ({"accept_language": "en-GB,en;q=0.9"}, {}, "en"),
        ({"accept_language": "zh-CN,zh;q=0.9,en;q=0.8"}, {}, "zh-hans"),
        ({"accept_language": "fr;q=0.5,en;q=0.9,zh;q=0.1"}, {}, "en"),
        ({"accept_language": ";;;q=x"}, {}, "zh-hans"),
        ({"cookie": "a=b; django_language=en"}, {}, "en"),
        ({"cookie": "django_language=en"}, {"lang": "zh-hans"}, "zh-hans"),
        ({}, {"lang": "xx"}, "zh-hans"),
    ],
)
def test_the_language_is_asked_for_or_preferred(headers, query, language):
    answer = door().answer(request("/c/", query=query, **headers))
    assert f'<html lang="{language}"'.encode() in answer.body


def test_large_text_is_kept(holder):
    made = certificate(holder)
    assert b'class="care"' in door().answer(request(path(made), cookie="care=1")).body


def test_the_number_printed_the_code_and_the_json_lead_to_one_record(holder):
    made = certificate(holder, counter=31)
    here = door()
    by_code = here.answer(request("/c/", query={"number": made.number, "code": CODE}))
    by_official = typed(here, made.official_number, CODE)
    assert {by_code.status, by_official.status, scanned(here, made)["status"]} == {200}
    assert made.number.encode() in by_code.body
    assert made.number.encode() in by_official.body


def test_the_certificate_outlives_the_account_and_the_name_in_the_registry(holder):
    made = certificate(holder)
    Person.objects.filter(pk=holder.pk).update(name="", name_key="", erased_at=timezone.now())
    assert scanned(door(), made)["holder"] == "欧阳*明"


def test_the_connections_of_the_door_are_its_own(holder):
    own = Connections()
    assert list(own("SELECT 1", [])) == [(1,)]
    own.close()
