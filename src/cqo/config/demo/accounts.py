"""The accounts that the demo tells on its sign-in page: one for each role, all with one password."""

import json
import os
from pathlib import Path

from django.conf import settings
from django.utils import translation

from cqo.config.demo.signins import PASSWORD
from cqo.config.demo.wording import ROLES
from cqo.foundation.accounts.models import User
from cqo.portal.entrance.demo import DemoAccount


def told() -> list[DemoAccount]:
    """The accounts in the order of the sign-in page, their roles in the active language."""
    names = dict(User.objects.filter(login_name__in=ROLES).values_list("login_name", "name"))
    return [DemoAccount(role=str(role), name=names[login], login=login, password=PASSWORD) for login, role in ROLES.items()]


def write_down() -> None:
    """Write the accounts down for the sign-in page, which translates their roles, in one step; an unchanged file is left alone."""
    path = Path(settings.VAR) / "demo-accounts.json"
    with translation.override(settings.LANGUAGE_CODE):
        text = json.dumps([vars(account) for account in told()], ensure_ascii=False, indent=1)
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
