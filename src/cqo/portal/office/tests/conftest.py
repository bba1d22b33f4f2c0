from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from cqo.foundation.access import queries as access
from cqo.foundation.access.actor import Actor
from cqo.foundation.accounts.models import Assignment, Organisation, User
from cqo.foundation.accounts.states import OrganisationKind, Role
from cqo.foundation.inbox.tests.builders import AT
from cqo.portal.entrance import notice


@pytest.fixture
def sign_in(client: Client) -> Callable[..., Actor]:
    """Sign somebody in as an official of a division and say who acts."""

    def signed_in(role: Role = Role.CITY_OFFICER, division: str = "610700") -> Actor:
        office, _made = Organisation.objects.get_or_create(
            kind=OrganisationKind.BUREAU.value, name=f"{division}局", division_id=division, city_code=division[:4] + "00"
        )
        user = User.objects.create(login_name=f"{role}{division}", name="李敏", created_at=AT, consented_version=notice.CURRENT.version)
        Assignment.objects.create(
            user=user, role=role.value, organisation=office, division_id=division, starts=date(2020, 1, 1), recorded_at=AT
        )
        client.force_login(user)
        return access.capacities(user=user, on=date(2026, 3, 2))[0]

    return signed_in


@pytest.fixture
def outbox(settings, tmp_path):
    """An SMS outbox of the test's own."""
    settings.OUTBOX = tmp_path
    settings.SMS_ADAPTER = "file"
    return tmp_path / "sms"
