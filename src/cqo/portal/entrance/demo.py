"""One account per role, shown on the sign-in page of the demo and nowhere else."""

import json
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext


@dataclass(frozen=True)
class DemoAccount:
    """An invented account that anybody may try."""

    role: str
    name: str
    login: str
    password: str


def accounts() -> list[DemoAccount]:
    """The accounts that `load_demo` wrote down; none outside the demo."""
    path = settings.VAR / "demo-accounts.json"
    if not settings.DEMO or not path.exists():
        return []
    told = json.loads(path.read_text(encoding="utf-8"))
    return [DemoAccount(**{**account, "role": gettext(account["role"])}) for account in told]
