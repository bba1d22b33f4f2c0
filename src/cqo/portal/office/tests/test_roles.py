"""Everybody can read who can do what."""

import pytest

from cqo.foundation.access import roles
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.wording import POWER_NAMES, ROLE_NAMES, ROLE_SENTENCES
from cqo.foundation.accounts.states import Role
from cqo.portal.office.tests import builders

pytestmark = pytest.mark.django_db


def test_the_table_says_what_the_gate_does(client):
    client.force_login(builders.user())

    page = client.get("/office/roles/")

    table = {str(power): [str(role) for role, has in cells if has] for power, cells in page.context["powers"]}
    assert table == {
        str(POWER_NAMES[power]): [str(ROLE_NAMES[role]) for role in Role if power in roles.POWERS[role] or power in roles.EVERYONE]
        for power in Can
    }


def test_the_readers_own_role_is_marked(client):
    builders.signed_in(client, builders.hanzhong(), "城固受理岗")

    page = client.get("/office/roles/")

    assert [str(name) for name, _sentence, is_own in page.context["roles"] if is_own] == ["县区局"]


def test_every_role_and_power_has_its_words():
    assert (set(ROLE_NAMES), set(ROLE_SENTENCES), set(POWER_NAMES), set(roles.POWERS)) == (set(Role), set(Role), set(Can), set(Role))
