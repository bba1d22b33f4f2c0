"""Public keys stay there for ever, with their dates; nothing secret is among them."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from django.test import Client
from django.urls import reverse

from cqo.foundation.accounts.states import Role
from cqo.foundation.sealing.fields import Sealed
from cqo.portal.public.tests.checks import door, scanned
from cqo.qualification.certificates.models import SigningKey
from cqo.qualification.certificates.operations import keys as signing_keys
from cqo.qualification.certificates.queries import keys
from cqo.qualification.certificates.tests.builders import certificate
from cqo.registry.enterprises.tests import builders as enterprises
from cqo.registry.people.tests import builders as people

BEGAN = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
PEM = "-----BEGIN CERTIFICATE-----\n示例\n-----END CERTIFICATE-----\n"

pytestmark = pytest.mark.django_db


def key(number: int, **columns: object) -> SigningKey:
    return SigningKey.objects.create(
        fingerprint=f"{number:064x}",
        certificate_pem=PEM,
        private_pem=Sealed.of("the SECRET half"),
        made_at=BEGAN + timedelta(days=number),
        **columns,
    )


def test_every_key_is_listed_with_what_its_signatures_are_worth(client: Client):
    key(1, retired_at=BEGAN + timedelta(days=9))
    key(2, compromised_from=BEGAN + timedelta(days=5), retired_at=BEGAN + timedelta(days=6))
    key(3)
    found = client.get(reverse("public:keys_json")).json()["keys"]
    assert [(each["standing"], each["signatures_count_until"]) for each in found] == [
        ("in_use", None),
        ("compromised", "2026-01-10T02:00:00Z"),
        ("retired", "2026-01-14T02:00:00Z"),
    ]
    page = client.get(reverse("public:keys")).content.decode()
    for words in ("正在使用", "已停用", "已失密", "这一时刻之前的签名继续有效"):
        assert words in page
    assert "SECRET" not in page + str(found)


def test_a_key_is_downloaded_by_its_fingerprint_long_after_it_was_retired(client: Client):
    made = key(10, retired_at=BEGAN)
    answer = client.get(reverse("public:key", args=[made.fingerprint.upper()]))
    assert (answer.status_code, answer.content.decode()) == (200, PEM)
    assert answer["Content-Type"] == "application/x-pem-file"
    assert "attachment" in answer["Content-Disposition"]
    assert client.get(reverse("public:key", args=["0" * 64])).status_code == 404


def test_without_keys_the_page_says_what_comes_next(client: Client):
    assert "还没有签名公钥" in client.get(reverse("public:keys")).content.decode()
    assert client.get(reverse("public:signature")).status_code == 200
    assert keys.published() == []


def test_a_change_of_key_leaves_old_certificates_and_their_key_checkable(client: Client, settings):
    settings.PUBLIC_ADDRESS = "https://zl.example.gov.cn"
    administrator = enterprises.actor(enterprises.official("keys", role=Role.SYSTEM_ADMIN, division="610700"))
    first = signing_keys.create(by=administrator, at=BEGAN)
    made = certificate(people.person(1, name="欧阳晓明"))
    signing_keys.create(by=administrator, at=BEGAN + timedelta(days=400))
    assert scanned(door(), made)["verdict"] == "valid"
    old = keys.of_fingerprint(first.fingerprint)
    assert (old.standing, old.trusted_until) == (keys.Standing.RETIRED, BEGAN + timedelta(days=400))
    downloaded = client.get(reverse("public:key", args=[first.fingerprint]))
    assert x509.load_pem_x509_certificate(downloaded.content).fingerprint(SHA256()).hex() == first.fingerprint
    assert "停用之前签名的证书仍然可以核对" in client.get(reverse("public:keys")).content.decode()
