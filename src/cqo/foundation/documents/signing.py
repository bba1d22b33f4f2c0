"""Electronic signatures in PDFs: PAdES with ECDSA P-256 (ETSI EN 319 142-1, B-B; RFC 5652), by pyHanko.

A signature by the platform's key shows that a file came from here and was not changed; it is no seal (电子签名法, Art. 13).
"""

import io
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from asn1crypto import keys, pem, x509
from cryptography import x509 as certificates
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

FIELD = "Signature"
YEARS_VALID = 30  # of the key's certificate; a retired key still proves what it signed


@dataclass(frozen=True)
class Signer:
    """A key: its X.509 certificate and its private part (PKCS #8), both PEM."""

    certificate_pem: str
    private_pem: str


def new_key(*, name: str, at: datetime) -> tuple[str, str]:
    """A signing key that names its holder: its self-signed certificate and its private part, both PEM."""
    private = ec.generate_private_key(ec.SECP256R1())
    holder = certificates.Name(
        [certificates.NameAttribute(NameOID.COUNTRY_NAME, "CN"), certificates.NameAttribute(NameOID.COMMON_NAME, name[:64])]
    )
    made = (
        certificates.CertificateBuilder()
        .subject_name(holder)
        .issuer_name(holder)
        .public_key(private.public_key())
        .serial_number(certificates.random_serial_number())
        .not_valid_before(at - timedelta(minutes=5))
        .not_valid_after(at + timedelta(days=365 * YEARS_VALID))
        .add_extension(certificates.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_USAGE, critical=True)
        .add_extension(certificates.SubjectKeyIdentifier.from_public_key(private.public_key()), critical=False)
        .sign(private, hashes.SHA256())
    )
    private_pem = private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return made.public_bytes(serialization.Encoding.PEM).decode(), private_pem.decode()


def fingerprint(certificate_pem: str) -> str:
    """SHA-256 of a certificate in lower-case hex, as PDF readers show it."""
    return certificates.load_pem_x509_certificate(certificate_pem.encode()).fingerprint(hashes.SHA256()).hex()


def sign(pdf: bytes, signer: Signer, *, name: str, reason: str) -> bytes:
    """The PDF with a signature over all of it, added as an incremental update. The moment in it is the machine's clock, as PAdES asks."""
    about = signers.PdfSignatureMetadata(
        field_name=FIELD, name=name, reason=reason, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    signed: io.BytesIO = signers.PdfSigner(about, signer=_opened(signer)).sign_pdf(writer)
    return signed.getvalue()


@lru_cache(maxsize=4)
def _opened(signer: Signer) -> signers.SimpleSigner:
    return signers.SimpleSigner(
        signing_cert=x509.Certificate.load(_der(signer.certificate_pem)),
        signing_key=keys.PrivateKeyInfo.load(_der(signer.private_pem)),
        cert_registry=SimpleCertificateStore(),
    )


def _der(text: str) -> bytes:
    content: bytes = pem.unarmor(text.encode())[2]
    return content


_USAGE = certificates.KeyUsage(
    digital_signature=True,
    content_commitment=True,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=False,
    crl_sign=False,
    encipher_only=False,
    decipher_only=False,
)
