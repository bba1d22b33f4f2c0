"""Signing keys: a new one takes over, an old one goes on proving what it signed, a lost one proves only what it signed before."""

from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.db import transaction

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.audit import operations as audit
from cqo.foundation.documents import signing
from cqo.foundation.refusal import NotPossible
from cqo.foundation.sealing.fields import Sealed
from cqo.qualification.certificates.models import SigningKey


@transaction.atomic
def create(*, by: Actor, at: datetime) -> SigningKey:
    """Make an ECDSA P-256 key with a certificate of its own that names the portal's owner; it signs from now on, the one before retires."""
    gate.require(by, Can.KEEP_SIGNING_KEYS)
    certificate_pem, private_pem = signing.new_key(name=settings.PORTAL_OWNER, at=at)
    return _keep(certificate_pem, private_pem, by=by, at=at, event="signing_key.create")


@transaction.atomic
def bring(*, private_pem: str, certificate_pem: str, by: Actor, at: datetime) -> SigningKey:
    """Take a key made elsewhere, with its certificate; it signs from now on.

    Raises NotPossible: "signing_key.unreadable", "signing_key.not_p256", "signing_key.not_a_pair", "signing_key.known".
    """
    gate.require(by, Can.KEEP_SIGNING_KEYS)
    try:
        key = serialization.load_pem_private_key(private_pem.encode(), None)
        certificate = x509.load_pem_x509_certificate(certificate_pem.encode())
    except (ValueError, TypeError) as unreadable:
        raise NotPossible("signing_key.unreadable") from unreadable
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise NotPossible("signing_key.not_p256")
    if certificate.public_key() != key.public_key():
        raise NotPossible("signing_key.not_a_pair")
    if SigningKey.objects.filter(fingerprint=signing.fingerprint(certificate_pem)).exists():
        raise NotPossible("signing_key.known")
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    tidied = certificate.public_bytes(serialization.Encoding.PEM).decode()
    return _keep(tidied, private.decode(), by=by, at=at, event="signing_key.import")


@transaction.atomic
def retire(*, key: SigningKey, by: Actor, at: datetime) -> None:
    """Sign nothing more with a key; what it signed stays valid. Raises NotPossible("signing_key.retired")."""
    gate.require(by, Can.KEEP_SIGNING_KEYS)
    if not SigningKey.objects.filter(pk=key.pk, retired_at__isnull=True).update(retired_at=at, private_pem=None):
        raise NotPossible("signing_key.retired")
    _record("signing_key.retire", key, by=by, at=at)


@transaction.atomic
def declare_compromised(*, key: SigningKey, since: datetime, by: Actor, at: datetime) -> None:
    """Say since when somebody else may hold a key: signatures from then on prove nothing, and the key signs nothing more.

    Raises NotPossible: "signing_key.since_future", "signing_key.compromised".
    """
    gate.require(by, Can.KEEP_SIGNING_KEYS)
    if since > at:
        raise NotPossible("signing_key.since_future")
    row = SigningKey.objects.filter(pk=key.pk, compromised_from__isnull=True)
    if not row.update(compromised_from=since, private_pem=None):
        raise NotPossible("signing_key.compromised")
    SigningKey.objects.filter(pk=key.pk, retired_at__isnull=True).update(retired_at=at)
    _record("signing_key.declare_compromised", key, by=by, at=at)


def _keep(certificate_pem: str, private_pem: str, *, by: Actor, at: datetime, event: str) -> SigningKey:
    SigningKey.objects.filter(retired_at__isnull=True).update(retired_at=at, private_pem=None)
    made = SigningKey.objects.create(
        fingerprint=signing.fingerprint(certificate_pem),
        certificate_pem=certificate_pem,
        private_pem=Sealed.of(private_pem),
        made_at=at,
    )
    _record(event, made, by=by, at=at)
    return made


def _record(event: str, key: SigningKey, *, by: Actor, at: datetime) -> None:
    audit.record(event, by=by, at=at, city="", kind="signing_key", key=str(key.pk), facts={"fingerprint": key.fingerprint})
