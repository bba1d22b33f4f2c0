"""What signing in costs beside the password's hash: prints it as JSON.

The hash takes some hundred times longer than all the rest, so it cannot be subtracted from the outside: two measurements of it differ by
more than the rest. Here whole sign-ins are made through every middleware in one thread, and the very calls that hash are timed and left out.
What the database spends is added; of the server only its own door is missing (see the bench `door`).
"""

import hashlib
import json
import time
from typing import Any

import django

TIMES = 40


def main() -> int:
    """Sign in again and again."""
    django.setup()
    from django.db import connection
    from django.test import Client

    from bench import measure
    from bench.registry_data import LOGINS, PASSWORD

    hashing = _Timed()
    hashlib.pbkdf2_hmac = hashing  # type: ignore[assignment]
    backends = set()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
            backends = {int(pid) for (pid,) in cursor.fetchall()}
    spent = in_database = 0.0
    for turn in range(TIMES + 5):
        if turn == 5:
            hashing.spent, spent, in_database = 0.0, 0.0, measure.cpu_seconds(backends)
        browser = Client(enforce_csrf_checks=True, HTTP_HOST="localhost")
        browser.get("/sign-in/")
        typed = {"username": LOGINS["county"], "password": PASSWORD, "csrfmiddlewaretoken": browser.cookies["csrftoken"].value}
        started = time.thread_time()
        answer = browser.post("/sign-in/", typed)
        spent += time.thread_time() - started
        if answer.status_code != 302 or "sessionid" not in browser.cookies:
            raise SystemExit(f"signing in answered {answer.status_code}")
    in_database = measure.cpu_seconds(backends) - in_database
    told = {"hash": hashing.spent / TIMES * 1000, "without_hash": (spent - hashing.spent + in_database) / TIMES * 1000}
    print(json.dumps(told))
    return 0


class _Timed:
    """Hashes as before and adds up what it costs this thread."""

    def __init__(self) -> None:
        self._hash = hashlib.pbkdf2_hmac
        self.spent = 0.0

    def __call__(self, *args: Any, **settings: Any) -> bytes:
        started = time.thread_time()
        try:
            return self._hash(*args, **settings)
        finally:
            self.spent += time.thread_time() - started


if __name__ == "__main__":
    raise SystemExit(main())
