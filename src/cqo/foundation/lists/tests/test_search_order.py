from dataclasses import replace

import pytest
from django.http import QueryDict

from cqo.foundation.accounts.models import User
from cqo.foundation.lists import keyset
from cqo.foundation.lists.selection import select
from cqo.foundation.lists.tests.builders import USERS, person
from cqo.foundation.lists.tests.test_keyset import names, walked
from cqo.foundation.search import operations, queries
from cqo.foundation.search.engines import postgresql, sqlite

pytestmark = pytest.mark.django_db

FOUND = ["u5", "u2", "u6", "u4", "u3", "u1"]
"""The whole name first, then the newest."""


@pytest.fixture(params=["few", "many"])
def found(request, monkeypatch):
    if request.param == "many":
        monkeypatch.setattr(sqlite, "LISTED", 2)
        monkeypatch.setattr(postgresql, "DENSE", 1)
    for number, name in enumerate(["王伟明", "王伟", "李王伟", "王伟强", "王·伟", "王伟民"], 1):
        user = person(f"u{number}", name=name)
        operations.put([operations.Document(kind="user", key=user.pk, names=[name], is_person=True)])
    person("u7", name="赵四")


def by_index(rows, text, actor):
    return queries.narrow(rows, kind="user", query=text)


def selected(address):
    return select(replace(USERS, search=by_index), actor=None, address=QueryDict(address), queryset=User.objects.all())


def test_pages_of_a_search_show_every_row_once_in_its_order_both_ways(found):
    rows = by_index(User.objects.all(), "王伟", None)
    forwards, backwards = walked(rows, queries.order_of(rows), 2)
    assert (names(forwards), names(backwards)) == (FOUND, FOUND)


def test_a_search_comes_in_its_own_order_unless_a_column_is_chosen(found):
    pages = {sort: selected(f"q=王伟{sort}") for sort in ("", "&sort=login", "&sort=-login")}
    shown = {sort: [user.login_name for user in keyset.page(each.rows, each.order, size=9).rows] for sort, each in pages.items()}
    assert shown == {"": FOUND, "&sort=login": sorted(FOUND), "&sort=-login": sorted(FOUND, reverse=True)}
    assert [each.counted(up_to) for each in pages.values() for up_to in (3, 9)] == [4, 6] * 3


def test_a_row_that_left_the_filter_still_has_its_place_in_the_search(found):
    last = User.objects.get(login_name="u6")
    page = selected(f"q=王伟&letter=u&after={last.pk}")
    User.objects.filter(pk=last.pk).update(login_name="x6")
    shown = keyset.page(page.rows, page.order, size=9, after=str(last.pk), among=page.within)
    assert [user.login_name for user in shown.rows] == ["u4", "u3", "u1"]
