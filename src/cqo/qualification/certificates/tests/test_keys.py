"""Signing keys: taking over, retiring, being lost, being brought from elsewhere."""

from datetime import timedelta
from io import StringIO

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.core.management import call_command

from cqo.foundation.access.actor import system
from cqo.foundation.refusal import NotPossible
from cqo.qualification.certificates.models import SigningKey
from cqo.qualification.certificates.operations import keys
from cqo.registry.enterprises.tests.builders import AT

pytestmark = pytest.mark.django_db
BY = system("trial")


def pem(key: ec.EllipticCurvePrivateKey) -> str:
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()).decode()


def test_a_new_key_takes_over_and_the_old_ones_secret_is_gone():
    old, new = keys.create(by=BY, at=AT), keys.create(by=BY, at=AT)
    old.refresh_from_db()
    assert (old.retired_at, old.private_pem, new.retired_at) == (AT, None, None)


def test_the_secret_is_sealed():
    made = keys.create(by=BY, at=AT)
    made.refresh_from_db()
    assert made.private_pem is not None
    assert b"PRIVATE" not in made.private_pem.content
    assert "BEGIN PRIVATE KEY" in made.private_pem.reveal()


def test_a_lost_key_signs_nothing_more():
    made = keys.create(by=BY, at=AT)
    keys.declare_compromised(key=made, since=AT - timedelta(days=1), by=BY, at=AT)
    made.refresh_from_db()
    assert (made.compromised_from, made.retired_at, made.private_pem) == (AT - timedelta(days=1), AT, None)
    with pytest.raises(NotPossible) as refused:
        keys.declare_compromised(key=made, since=AT, by=BY, at=AT)
    assert refused.value.code == "signing_key.compromised"


@pytest.mark.parametrize(
    ("curve", "own", "code"),
    [(ec.SECP256R1(), True, ""), (ec.SECP384R1(), True, "signing_key.not_p256"), (ec.SECP256R1(), False, "signing_key.not_a_pair")],
)
def test_brought_from_elsewhere(curve: ec.EllipticCurve, own: bool, code: str):
    key = ec.generate_private_key(curve)
    certificate = self_made(key if own else ec.generate_private_key(curve))
    if not code:
        assert keys.bring(private_pem=pem(key), certificate_pem=certificate, by=BY, at=AT).retired_at is None
        return
    with pytest.raises(NotPossible) as refused:
        keys.bring(private_pem=pem(key), certificate_pem=certificate, by=BY, at=AT)
    assert refused.value.code == code


def self_made(key: ec.EllipticCurvePrivateKey) -> str:
    """A certificate of a key made elsewhere, in PEM."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "elsewhere")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(AT).not_valid_after(AT + timedelta(days=365))
    return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()


def test_by_command():
    out = StringIO()
    call_command("signing_key", "create", stdout=out)
    fingerprint = SigningKey.objects.get().fingerprint
    call_command("signing_key", "retire", fingerprint[:12], stdout=out)
    out = StringIO()
    call_command("signing_key", "list", stdout=out)
    assert out.getvalue().split()[:2] == [fingerprint, "已停用"]
