"""Files of every kind as people send them, and who attaches and reads them."""

import struct
import zipfile
import zlib
from datetime import UTC, date, datetime
from io import BytesIO
from uuid import UUID

from cqo.foundation.access import roles
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.reach import Reach, Scale
from cqo.foundation.accounts.models import Assignment, Organisation, User
from cqo.foundation.accounts.states import OrganisationKind, Role
from cqo.foundation.audit.ids import new_id
from cqo.foundation.documents import operations, spreadsheets
from cqo.foundation.documents.models import Attachment
from cqo.foundation.documents.spreadsheets import Column, Sheet

AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
CITY = "610700"
KIND = "trial_case"
CLERK = Actor(
    user=UUID("01890000-0000-7000-8000-000000000001"),
    name="王敏",
    role=Role.COUNTY_OFFICER,
    reach=Reach(Scale.COUNTY, "610722"),
    powers=roles.POWERS[Role.COUNTY_OFFICER],
    city=CITY,
    capacity=UUID("01890000-0000-7000-8000-000000000002"),
)


def official(login_name: str = "clerk", *, role: Role = Role.COUNTY_OFFICER, division: str = "610722") -> User:
    """Somebody of a division's bureau who can sign in."""
    user = User.objects.create(login_name=login_name, name=f"{login_name}某", created_at=AT)
    office, _made = Organisation.objects.get_or_create(
        kind=OrganisationKind.BUREAU.value, name=f"{division}局", division_id=division, city_code=division[:4] + "00"
    )
    Assignment.objects.create(
        user=user, role=role.value, organisation=office, division_id=division, starts=date(2020, 1, 1), recorded_at=AT
    )
    return user


def pdf(text: str = "letter", *, trailer: str = "") -> bytes:
    """A PDF of one empty page whose title is `text`; `trailer` goes into its trailer."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        f"<< /Title ({text}) >>",
    ]
    content, places = "%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n{body}\nendobj\n"
    start = len(content)
    content += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{place:010} 00000 n \n" for place in places)
    content += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 4 0 R {trailer}>>\nstartxref\n{start}\n%%EOF\n"
    return content.encode("latin-1")


def png(colour: bytes = b"\xff\x00\x00") -> bytes:
    """A picture of one pixel."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\x00" + colour)) + chunk(b"IEND", b"")


def jpeg(comment: bytes = b"") -> bytes:
    """The beginning and the end of a photograph, with a comment between them."""
    return (
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xfe"
        + struct.pack(">H", len(comment) + 2)
        + comment
        + b"\xff\xd9"
    )


def webp() -> bytes:
    """The head of a WebP picture."""
    body = b"WEBPVP8L\x05\x00\x00\x00\x2f\x00\x00\x00\x00\x00"
    return b"RIFF" + struct.pack("<I", len(body)) + body


def package(parts: dict[str, str]) -> bytes:
    """A ZIP of some parts."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


def ofd() -> bytes:
    """A package as GB/T 33190-2016 names its parts."""
    return package({"OFD.xml": "<ofd:OFD/>", "Doc_0/Document.xml": "<ofd:Document/>"})


def docx(main: str = "wordprocessingml.document.main+xml", **more: str) -> bytes:
    """A Word file, as its table of contents shows it."""
    types = f'<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.{main}"/></Types>'
    return package({"[Content_Types].xml": types, "word/document.xml": "<w:document/>", **more})


def xlsx() -> bytes:
    """A workbook that was really written."""
    file = BytesIO()
    spreadsheets.write(file, [Sheet("名单", [Column("名称")], [["汉中市某厂"]])])
    return file.getvalue()


def attached(
    content: bytes | None = None, *, name: str = "聘任书.pdf", key: UUID | None = None, kind: str = KIND, by: Actor = CLERK
) -> Attachment:
    """A paper of a case."""
    upload = operations.receive(BytesIO(content or pdf()), name=name)
    return operations.attach(kind=kind, key=key or new_id(), purpose="letter", upload=upload, city=CITY, by=by, at=AT)
