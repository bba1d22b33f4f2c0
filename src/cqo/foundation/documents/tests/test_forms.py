import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from cqo.foundation.documents import wording
from cqo.foundation.documents.forms import AttachmentField
from cqo.foundation.documents.states import FileKind
from cqo.foundation.documents.tests import builders


def filled(content: bytes | None, *, name: str = "a.pdf", required: bool = True) -> forms.Form:
    class Letter(forms.Form):
        letter = AttachmentField(label="授权书", required=required)

    return Letter({}, {"letter": SimpleUploadedFile(name, content)} if content is not None else {})


def test_a_good_file_comes_out_examined_and_sealed():
    form = filled(builders.pdf(), name="授权书.PDF")
    assert form.is_valid()
    upload = form.cleaned_data["letter"]
    assert (upload.name, upload.kind, upload.size) == ("授权书.pdf", FileKind.PDF, len(builders.pdf()))
    assert b"%PDF" not in upload.draft.path.read_bytes()


def test_the_name_does_not_decide():
    form = filled(b"MZ" + b"\x00" * 100, name="授权书.pdf")
    assert form.errors == {"letter": [wording.REFUSALS["document.kind_not_taken"]]}


def test_nothing_chosen_where_something_is_needed():
    assert filled(None).errors == {"letter": ["请选择文件。"]}


def test_nothing_chosen_where_it_may_be_missing():
    form = filled(None, required=False)
    assert (form.is_valid(), form.cleaned_data) == (True, {"letter": None})


def test_an_empty_file():
    assert filled(b"").errors == {"letter": ["这个文件是空的，请重新选择。"]}


@pytest.mark.parametrize(("size", "valid"), [(20 * 1024 * 1024, True), (20 * 1024 * 1024 + 1, False)])
def test_the_limit_is_that_of_the_settings(settings, size, valid):
    settings.ATTACHMENT_LIMIT = 20 * 1024 * 1024
    content = builders.pdf()
    assert filled(content + b"\n" * (size - len(content))).is_valid() == valid
