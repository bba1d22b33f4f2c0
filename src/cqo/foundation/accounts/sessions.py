"""The sessions of settings.SESSION_ENGINE: Django's own in the database, read on every page, hence by a statement that is written once."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from cqo.foundation.statements import Statement

_running = Statement(lambda key, at: Session.objects.filter(session_key=key, expire_date__gt=at))


class SessionStore(db.SessionStore):
    """As Django's, but for how a session is read."""

    def _get_session_from_db(self) -> Session | None:
        """The session of this key, unless it has run out; then the key is forgotten, so that nobody goes on under it."""
        found = _running(key=self.session_key, at=timezone.now())
        if not found:
            self._session_key = None
        return found[0] if found else None
