"""Opening and ending a signed-in browser, with its row in the list that its owner sees."""

from django.contrib.auth import login, logout
from django.http import HttpRequest
from django.utils import timezone

from cqo.foundation.accounts import lockout
from cqo.foundation.accounts.models import SignIn, User
from cqo.foundation.accounts.operations import sign_ins

BACKEND = "cqo.foundation.accounts.backends.NameOrPhone"


def begin(request: HttpRequest, user: User) -> None:
    """Sign the user in with a fresh session, and remember the browser."""
    login(request, user, backend=BACKEND)
    if request.session.session_key is None:
        request.session.save()
    browser = _browser(request.headers.get("User-Agent", ""))
    sign_ins.begin(
        user=user, session_key=str(request.session.session_key), browser=browser, address=lockout.address(request), at=timezone.now()
    )


def finish(request: HttpRequest) -> None:
    """Sign out here."""
    key = request.session.session_key
    if key:
        SignIn.objects.filter(session_hash=sign_ins.session_hash(key), ended_at__isnull=True).update(ended_at=timezone.now(), session_key=None)
    logout(request)


def _browser(agent: str) -> str:
    """The browser and system in two words, for the list of open sessions; nothing that could identify a device."""
    known = (
        ("MicroMessenger", "微信"), ("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    )
    systems = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux"))
    name = next((word for mark, word in known if mark in agent), "")
    system = next((word for mark, word in systems if mark in agent), "")
    return " · ".join(part for part in (name, system) if part)
