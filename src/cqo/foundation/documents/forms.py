"""The field by which people upload a paper."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cqo.foundation import refusal
from cqo.foundation.documents import operations, wording
from cqo.foundation.documents.states import EXTENSIONS
from cqo.foundation.look.forms import UploadField
from cqo.foundation.refusal import NotPossible

KINDS = [extension.removeprefix(".") for extensions in EXTENSIONS.values() for extension in extensions]


class AttachmentField(UploadField):
    """A file whose content decides whether it is taken; cleaned, it is an `operations.Upload`, or None where nothing was chosen.

    The hint under the field names what is taken and the limit (CQO_ATTACHMENT_MEGABYTES).
    """

    default_error_messages: ClassVar = {
        "required": _("请选择文件。"),
        "invalid": _("请选择文件。"),
        "missing": _("文件没有传完整，请重新选择后上传。"),
        "empty": wording.REFUSALS["document.empty"],
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(limit=settings.ATTACHMENT_LIMIT, kinds=KINDS, **options)

    def clean(self, data: Any, initial: Any = None) -> operations.Upload | None:
        """The examined and sealed upload. Raises ValidationError with the reason in words."""
        file = super().clean(data, initial)
        if not file:
            return None
        try:
            return operations.receive(file, name=file.name)
        except NotPossible as refused:
            raise ValidationError(refusal.say(refused), code=refused.code) from refused
