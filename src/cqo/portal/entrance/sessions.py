"""Opening, keeping and ending a signed-in browser, with its row in the list that its owner sees."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth import login, logout, update_session_auth_hash
from django.http import HttpRequest
from django.utils import timezone

from cqo.foundation.accounts import lockout
from cqo.foundation.accounts.models import User
from cqo.foundation.accounts.operations import sign_ins

BACKEND = "cqo.foundation.accounts.backends.NameOrPhone"
BEGAN, SEEN = "began", "seen"
NOTED_EVERY = 300  # seconds: a session in use is written this often, not with every page


def begin(request: HttpRequest, user: User) -> None:
    """Sign the user in with a fresh session, and remember the browser."""
    finish(request)
    login(request, user, backend=BACKEND)
    now = timezone.now()
    request.session[BEGAN] = request.session[SEEN] = int(now.timestamp())
    if request.session.session_key is None:
        request.session.save()
    browser = _browser(request.headers.get("User-Agent", ""))
    sign_ins.begin(user=user, session_key=str(request.session.session_key), browser=browser, address=lockout.address(request), at=now)


def keep(request: HttpRequest, user: User) -> None:
    """Stay signed in here after one's password was changed: under a new session key, to which the browser's row follows."""
    old_key = request.session.session_key or ""
    update_session_auth_hash(request, user)
    if request.session.session_key is None:
        request.session.save()
    sign_ins.follow(old_key=old_key, session_key=str(request.session.session_key))


def is_over(request: HttpRequest, *, at: datetime) -> bool:
    """Whether a session has lasted as long as any may. One that nobody used for a while has run out by itself (SESSION_COOKIE_AGE)."""
    began = request.session.get(BEGAN)
    return began is not None and at.timestamp() - began > settings.SESSION_LONGEST


def note_use(request: HttpRequest, *, at: datetime) -> None:
    """Put off the end of a session in use."""
    seen = request.session.get(SEEN)
    if seen is not None and at.timestamp() - seen > NOTED_EVERY:
        request.session[SEEN] = int(at.timestamp())


def finish(request: HttpRequest) -> None:
    """Sign out here."""
    if request.session.session_key:
        sign_ins.end_here(session_key=request.session.session_key, at=timezone.now())
    logout(request)


def _browser(agent: str) -> str:
    """The browser and system in two words, for the list of open sessions; nothing that could identify a device."""
    known = (
        ("MicroMessenger", "微信"),
        ("Edg/", "Edge"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    )
    systems = (
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    )
    name = next((word for mark, word in known if mark in agent), "")
    system = next((word for mark, word in systems if mark in agent), "")
    return " · ".join(part for part in (name, system) if part)
