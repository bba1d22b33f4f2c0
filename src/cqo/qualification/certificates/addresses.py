"""The address in a certificate's QR code."""

from typing import Protocol

from django.conf import settings


class Checked(Protocol):
    """What the address is made of."""

    number: str
    check_code: str


def public_address() -> str:
    """The address under which strangers reach this installation, "" where nobody has set one. The demo uses its own."""
    if settings.PUBLIC_ADDRESS:
        return str(settings.PUBLIC_ADDRESS)
    return f"http://{settings.SERVER_HOST}:{settings.SERVER_PORT}" if settings.DEMO else ""


def check_path(certificate: Checked) -> str:
    """Where anybody checks a certificate, for a link on a page of this installation."""
    return f"/c/{certificate.number}/{certificate.check_code}"


def check_url(certificate: Checked) -> str:
    """Where anybody checks a certificate: `https://…/c/<number>/<check code>`."""
    return f"{public_address()}{check_path(certificate)}"
