"""Copies by e-mail, through the city's own SMTP server (settings CQO_SMTP_*)."""

import smtplib
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage

from cqo.foundation.inbox.channels import NotSetUp, Receipt, Refused, Unreachable

FIRST_PERMANENT_CODE = 500


def send(*, key: UUID, address: str, subject: str, text: str) -> Receipt:
    """Send one mail. `key` makes its Message-ID, so that a second attempt of the same copy is known as one by the receiver's server.

    Raises NotSetUp without an SMTP server, Refused for a wrong address, Unreachable otherwise.
    """
    if not settings.EMAIL_HOST:
        raise NotSetUp
    reference = f"<{key}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2].rstrip('>')}>"
    try:
        EmailMessage(subject=subject, body=text, to=[address], headers={"Message-ID": reference}).send()
    except smtplib.SMTPRecipientsRefused as refusal:
        if all(code >= FIRST_PERMANENT_CODE for code, _answer in refusal.recipients.values()):
            raise Refused from refusal
        raise Unreachable from refusal
    except (smtplib.SMTPException, OSError) as trouble:
        raise Unreachable from trouble
    return Receipt(reference)
