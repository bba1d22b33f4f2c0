"""Refusals of life cycles in words."""

from django.utils.translation import gettext_lazy as _

from cqo.foundation import refusal

REFUSALS = {
    "lifecycle.not_from_here": _("该事项已经办理过这一步，或当前状态不能办理。请刷新页面查看最新状态。"),
    "lifecycle.changed_meanwhile": _("在您打开页面之后，这条内容已被他人改动，您的操作没有写入。请核对最新内容后再办理。"),
}


def connect() -> None:
    """Hand the sentences to the table of refusals."""
    refusal.register(REFUSALS)
