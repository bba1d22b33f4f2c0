"""The printed certificate: its words survive, its signature holds, an altered byte shows."""

import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from cqo.foundation.access.actor import system
from cqo.qualification.certificates.models import Certificate
from cqo.qualification.certificates.operations import keys, pdf
from cqo.qualification.certificates.rules import wording
from cqo.qualification.certificates.tests import builders
from cqo.registry.enterprises.tests.builders import AT
from cqo.registry.people.tests.builders import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate(settings) -> Certificate:
    settings.PUBLIC_ADDRESS = "https://zl.example.gov.cn"
    template = builders.template()
    template.body = wording.DEFAULT_BODY
    template.save()
    keys.create(by=system("trial"), at=AT)
    return builders.certificate(person(1, name="阿依古丽·䶮㛃"), template=template, employer="汉中市某某机械有限公司")


def checked(content: bytes) -> PdfSignatureStatus:
    from cqo.qualification.certificates.models import SigningKey

    trusted = list(load_certs_from_pemder_data(SigningKey.objects.get().certificate_pem.encode()))
    reader = PdfFileReader(BytesIO(content), strict=True)
    context = ValidationContext(trust_roots=trusted, allow_fetching=False)
    return validate_pdf_signature(reader.embedded_signatures[0], context)


def text_of(content: bytes, tmp_path: Path) -> str:
    """What pdftotext (poppler-utils) reads."""
    file = tmp_path / "certificate.pdf"
    file.write_bytes(content)
    done = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True)
    return "".join(done.stdout.decode().split())


def test_the_signature_holds_and_covers_the_whole_file(certificate: Certificate):
    status = checked(pdf.signed(certificate))
    assert (status.intact, status.valid, status.trusted, status.coverage.name) == (True, True, True, "ENTIRE_FILE")
    assert status.bottom_line


@pytest.mark.parametrize("before", [b"stream\n", b"/M"])
def test_an_altered_byte_shows(certificate: Certificate, before: bytes):
    content = bytearray(pdf.signed(certificate))
    content[content.rindex(before) + len(before)] ^= 1
    status = checked(bytes(content))
    assert (status.intact, status.bottom_line) == (False, False)


def test_every_word_survives_with_rare_signs(certificate: Certificate, tmp_path: Path):
    text = text_of(pdf.signed(certificate), tmp_path)
    missing = [
        words
        for words in (
            "首席质量官任职培训合格证书",
            "阿依古丽·䶮㛃（居民身份证",
            certificate.id_masked,
            "完成24学时",
            certificate.number,
            certificate.official_number,
            certificate.check_code,
            "汉中市市场监督管理局",
            "2026年1月10日",
        )
        if words not in text
    ]
    assert missing == []


def test_no_picture_but_the_qr_code_is_drawn(certificate: Certificate):
    """Neither emblem nor seal: the template draws a frame and a code."""
    template = (Path(__file__).parent.parent / "typst" / "layout.typ").read_text(encoding="utf-8")
    assert template.count("image(") == 1
    assert "circle(" not in template
    assert "polygon" not in template
