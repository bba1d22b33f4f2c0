"""A PAdES signature (ETSI EN 319 142-1, baseline B-B) written behind a PDF as one incremental update.

pyHanko reads, models and checks a PDF before it signs it; a PDF that was typeset a moment ago by our own template needs none of that, so the update is
written from a pattern: one signature field without a picture, the page and the catalogue that name it, and the table of places (ISO 32000-1, 7.5.6).
The tests hold every byte of it to pyHanko's validator.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from asn1crypto import algos, cms, pem, tsp, x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

ROOM = 4096  # bytes of CMS: the certificate and 600 more
_RANGE = b"/ByteRange [0000000000 0000000000 0000000000 0000000000]"
_TRAILER = re.compile(rb"trailer\s*<<(?P<entries>.*?)>>\s*startxref\s+(?P<start>\d+)\s+%%EOF\s*\Z", re.DOTALL)
_ROOT = re.compile(rb"/Root (\d+) 0 R")
_SIZE = re.compile(rb"/Size (\d+)")
_KEPT = re.compile(rb"/(?:Info \d+ 0 R|ID\[.*?\)\])", re.DOTALL)
_CATALOGUE = re.compile(rb"\n(\d+) 0 obj\n<<(/Type/Catalog.*?)>>\nendobj", re.DOTALL)
_PAGE = re.compile(rb"\n(\d+) 0 obj\n<<(/Type/Page/.*?)>>\nendobj", re.DOTALL)


class NotOurs(Exception):
    """The PDF is not as the template writes it."""


@dataclass(frozen=True)
class Signer:
    """A key and its X.509 certificate, in PEM; parsed once, used for as many PDFs as there are."""

    certificate_pem: str
    private_pem: str

    @cached_property
    def key(self) -> ec.EllipticCurvePrivateKey:
        """The private key. Raises NotOurs for anything but an EC key."""
        loaded = serialization.load_pem_private_key(self.private_pem.encode(), None)
        if not isinstance(loaded, ec.EllipticCurvePrivateKey):
            raise NotOurs("not an EC key")
        return loaded

    @cached_property
    def certificate(self) -> x509.Certificate:
        """The certificate."""
        return x509.Certificate.load(pem.unarmor(self.certificate_pem.encode())[2])

    @cached_property
    def _identity(self) -> cms.CMSAttribute:
        """Which certificate signs (ESS signing-certificate-v2, RFC 5035)."""
        named = tsp.ESSCertIDv2({"cert_hash": hashlib.sha256(self.certificate.dump()).digest()})
        return cms.CMSAttribute({"type": "signing_certificate_v2", "values": [tsp.SigningCertificateV2({"certs": [named]})]})

    def cms(self, digest: bytes) -> bytes:
        """A detached CMS signature (RFC 5652) over content of a SHA-256 digest."""
        attributes = cms.CMSAttributes(
            [
                cms.CMSAttribute({"type": "content_type", "values": ["data"]}),
                cms.CMSAttribute({"type": "message_digest", "values": [digest]}),
                self._identity,
            ]
        )
        signed = self.key.sign(attributes.dump(), ec.ECDSA(hashes.SHA256()))
        one = cms.SignerInfo(
            {
                "version": "v1",
                "sid": cms.SignerIdentifier(
                    {
                        "issuer_and_serial_number": cms.IssuerAndSerialNumber(
                            {"issuer": self.certificate.issuer, "serial_number": self.certificate.serial_number}
                        )
                    }
                ),
                "digest_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
                "signed_attrs": attributes,
                "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
                "signature": signed,
            }
        )
        whole = cms.SignedData(
            {
                "version": "v1",
                "digest_algorithms": [algos.DigestAlgorithm({"algorithm": "sha256"})],
                "encap_content_info": {"content_type": "data"},
                "certificates": [self.certificate],
                "signer_infos": [one],
            }
        )
        return cms.ContentInfo({"content_type": "signed_data", "content": whole}).dump()


def sign(pdf: bytes, signer: Signer, *, name: str, at: datetime) -> bytes:
    """The PDF with a signature over all of it. name: who signs, as viewers show it. Raises NotOurs for a PDF of another make."""
    trailer = _TRAILER.search(pdf)
    catalogue = _CATALOGUE.search(pdf)
    page = _PAGE.search(pdf)
    if trailer is None or catalogue is None or page is None:
        raise NotOurs("neither trailer nor page where the template writes them")
    entries = trailer["entries"]
    size, root = _SIZE.search(entries), _ROOT.search(entries)
    if size is None or root is None or root[1] != catalogue[1] or b"/Annots" in page[2]:
        raise NotOurs("the trailer does not name the catalogue")
    field, value = int(size[1]), int(size[1]) + 1
    objects = {
        int(page[1]): b"<<%s/Annots[%d 0 R]>>" % (page[2], field),
        int(catalogue[1]): b"<<%s/AcroForm<</Fields[%d 0 R]/SigFlags 3>>>>" % (catalogue[2], field),
        field: b"<</Type/Annot/Subtype/Widget/FT/Sig/T(issuer)/F 132/Rect[0 0 0 0]/P %d 0 R/V %d 0 R>>" % (int(page[1]), value),
        value: b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/Name %s/M(D:%s+00'00')%s/Contents <%s>>>"
        % (_text(name), at.strftime("%Y%m%d%H%M%S").encode(), _RANGE, b"0" * (2 * ROOM)),
    }
    content = bytearray(pdf if pdf.endswith(b"\n") else pdf + b"\n")
    table = bytearray(b"xref\n")
    for number, written in sorted(objects.items()):
        table += b"%d 1\n%010d 00000 n \n" % (number, len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, written)
    kept = b"".join(_KEPT.findall(entries))
    start = len(content)
    content += table
    content += b"trailer\n<</Size %d/Root %d 0 R/Prev %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        value + 1,
        int(root[1]),
        int(trailer["start"]),
        kept,
        start,
    )
    return _filled(content, signer, len(pdf))


def _filled(content: bytearray, signer: Signer, after: int) -> bytes:
    """Write what is signed, and the signature, into the room left for them."""
    hole = content.index(b"/Contents <", after) + len(b"/Contents ")
    end = hole + 2 * ROOM + 2
    place = content.index(_RANGE, after)
    content[place : place + len(_RANGE)] = b"/ByteRange [%010d %010d %010d %010d]" % (0, hole, end, len(content) - end)
    with memoryview(content) as seen:
        digest = hashlib.sha256(seen[:hole])
        digest.update(seen[end:])
    signed = signer.cms(digest.digest()).hex().encode()
    if len(signed) > 2 * ROOM:
        raise NotOurs("the signature needs more room")
    content[hole + 1 : hole + 1 + len(signed)] = signed
    return bytes(content)


def _text(text: str) -> bytes:
    """A text string (ISO 32000-1, 7.9.2.2)."""
    return b"<" + ("\ufeff" + text).encode("utf-16-be").hex().encode() + b">"
