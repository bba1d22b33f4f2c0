"""The text that an official copies into a WeChat group: WeChat has no port for it, so it is copied by hand."""

from django.utils.translation import gettext as _

from cqo.foundation.inbox.models import Letter

LONGEST_EXCERPT = 300


def group_text(letter: Letter, *, address: str) -> str:
    """Office, subject, the text (its beginning where it is long) and where to read it in full."""
    excerpt = letter.text.strip()
    if len(excerpt) > LONGEST_EXCERPT:
        excerpt = excerpt[:LONGEST_EXCERPT].rstrip() + "……"
    return _("【%(office)s】%(subject)s\n\n%(text)s\n\n请各企业登录首质通查收：%(address)s") % {
        "office": letter.organisation.name,
        "subject": letter.subject,
        "text": excerpt,
        "address": address,
    }
