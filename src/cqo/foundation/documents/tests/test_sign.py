"""A signed PDF shows who signed it and that it was not changed."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature

from cqo.foundation.documents import signing, typesetting
from cqo.foundation.documents.signing import Signer

AT = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
OWNER = "汉中市市场监督管理局"


@pytest.fixture
def pdf(tmp_path: Path) -> bytes:
    sheet = tmp_path / "sheet.typ"
    sheet.write_text('#set text(font: "Noto Serif SC")\n#json(bytes(sys.inputs.data)).words')
    return typesetting.typeset(sheet, {"words": "首席质量官任职培训合格证书"})


def signed(pdf: bytes) -> tuple[bytes, str]:
    certificate, private = signing.new_key(name=OWNER, at=AT)
    return signing.sign(pdf, Signer(certificate, private), name=OWNER, reason="签发证书"), certificate


def verdict(content: bytes):
    return validate_pdf_signature(PdfFileReader(io.BytesIO(content)).embedded_signatures[0])


def test_the_signature_is_whole_and_names_the_key(pdf: bytes):
    content, certificate = signed(pdf)
    found = verdict(content)
    assert (found.intact, found.valid) == (True, True)
    assert found.signing_cert.sha256.hex() == signing.fingerprint(certificate)
    assert found.signing_cert.subject.native["common_name"] == OWNER


def test_the_file_that_was_signed_is_still_in_it(pdf: bytes):
    content, _certificate = signed(pdf)
    assert content[: len(pdf)] == pdf


def test_a_changed_byte_shows(pdf: bytes):
    content, _certificate = signed(pdf)
    place = content.index(b"/Title") + 8 if b"/Title" in content else len(pdf) // 2
    changed = bytearray(content)
    changed[place] ^= 1
    found = verdict(bytes(changed))
    assert not (found.intact and found.valid)
