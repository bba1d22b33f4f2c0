"""One account per role, shown on the sign-in page of the demo and nowhere else."""

import json
from dataclasses import dataclass

from django.conf import settings


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
    return [DemoAccount(**account) for account in json.loads(path.read_text(encoding="utf-8"))]
