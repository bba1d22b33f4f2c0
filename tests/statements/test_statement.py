"""A statement answers what its queryset would, whatever the values, however often."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cqo.foundation.access.reaching import Reaching
from cqo.foundation.accounts.models import Assignment, SignIn, User
from cqo.foundation.accounts.states import Role
from cqo.foundation.sealing.fields import Sealed
from cqo.foundation.statements import NotFixed, Statement, counting
from cqo.registry.enterprises.models import Enterprise
from cqo.registry.enterprises.queries import files
from cqo.registry.enterprises.tests import builders

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def firms():
    return [builders.enterprise(number, name=f"企业{number}") for number in range(1, 5)]


def test_rows_come_with_their_relatives_and_without_what_was_left_out(firms, django_assert_num_queries):
    named = Statement(lambda name: Enterprise.objects.filter(name=name).select_related("county").only("name", "county__name"))
    for firm in firms:
        with django_assert_num_queries(1):
            (found,) = named(name=firm.name)
            assert (found, found.name, found.county.name) == (firm, firm.name, "城固县")
        assert found.get_deferred_fields() != set()


def test_lists_of_any_length_are_looked_up(firms):
    among = Statement(lambda keys: Enterprise.objects.filter(pk__in=keys).order_by("name").values_list("name", flat=True))
    assert [among(keys=[firm.pk for firm in firms[:many]]) for many in (1, 3, 2, 3)] == [
        [firm.name for firm in firms[:many]] for many in (1, 3, 2, 3)
    ]


def test_days_moments_numbers_and_constants_keep_their_places(firms):
    Enterprise.objects.filter(pk=firms[0].pk).update(established_date=date(2020, 1, 2), recorded_at=AT, employees=7)
    query = Statement(
        lambda day, moment, number: Enterprise.objects.filter(
            established_date__lte=day, recorded_at__lte=moment, employees=number, status="operating"
        ).values_list("pk", "established_date", "recorded_at", "employees")
    )
    row = (firms[0].pk, date(2020, 1, 2), AT, 7)
    asked = [
        (date(2020, 1, 2), AT, 7),
        (date(2020, 1, 1), AT, 7),
        (date(2020, 1, 2), AT - timedelta(seconds=1), 7),
        (date(2020, 1, 2), AT, 8),
    ]
    assert [query(day=day, moment=moment, number=number) for day, moment, number in asked] == [[row], [], [], []]


def test_nothing_is_a_shape_of_its_own(firms):
    Enterprise.objects.filter(pk=firms[1].pk).update(established_date=date(2020, 1, 2))
    since = Statement(
        lambda day: Enterprise.objects.filter(established_date=day) if day else Enterprise.objects.filter(established_date__isnull=True)
    )
    assert [len(since(day=day)) for day in (None, date(2020, 1, 2), None)] == [3, 1, 3]


def test_choices_have_sql_of_their_own(firms):
    ordered = Statement(lambda down, status: Enterprise.objects.filter(status=status).order_by("-name" if down else "name"))
    names = [firm.name for firm in firms]
    assert [[firm.name for firm in ordered(down, status="operating")] for down in (False, True, False)] == [names, names[::-1], names]


def test_sealed_columns_come_sealed():
    user = builders.user("zhang")
    SignIn.objects.create(user=user, session_key=Sealed.of("key"), session_hash=b"h" * 32, browser="", address_masked="", started_at=AT)
    (found,) = Statement(lambda user: SignIn.objects.filter(user=user))(user=user.pk)
    assert (found.session_key.reveal(), found.started_at) == ("key", AT)


def test_bytes_are_looked_up():
    for login in ("zhang", "wang"):
        SignIn.objects.create(user=builders.user(login), session_hash=login.encode() * 4, browser=login, address_masked="", started_at=AT)
    opened = Statement(lambda hashed: SignIn.objects.filter(session_hash=hashed).values_list("browser", flat=True))
    assert [opened(hashed=login.encode() * 4) for login in ("zhang", "wang", "li")] == [["zhang"], ["wang"], []]


def test_a_count_is_one_number(firms):
    count = Statement(lambda status: counting(Enterprise.objects.filter(status=status).select_related("county").order_by("name")))
    assert (count(status="operating"), count(status="struck_off")) == ([4], [0])


def test_a_value_that_decides_is_refused(firms):
    deciding = Statement(lambda name: Enterprise.objects.filter(name=name[:2]))
    with pytest.raises(NotFixed):
        deciding(name="企业1")
    with pytest.raises(NotFixed):
        Statement(lambda name: Enterprise.objects.filter(name=name).values("name"))(name="企业1")
    with pytest.raises(NotFixed):
        Statement(lambda claimed: Enterprise.objects.filter(claimed_at__isnull=claimed))(claimed=True)


def test_reach_decides_for_whoever_asks(firms):
    strangers = builders.enterprise(9, name="洋县一厂", county=builders.YANGXIAN)
    reached = Reaching(lambda actor, keys: files.within(actor).filter(pk__in=keys).order_by("name").values_list("pk", flat=True))
    actors = [
        builders.city_officer(),
        builders.county_officer(),
        builders.actor(builders.official("province", role=Role.PROVINCE_READER, division="610000")),
    ]
    keys = [firms[0].pk, strangers.pk]
    assert [sorted(reached(actor, keys=keys)) for actor in actors] == [sorted(keys), [firms[0].pk], sorted(keys)]


def test_who_asks_is_told_apart():
    first, second = builders.official("first"), builders.official("second")
    own = Reaching(
        lambda actor: Assignment.objects.filter(user_id=actor.user, division=actor.reach.key).values_list("user", flat=True), by_user=True
    )
    actors = [builders.actor(each) for each in (first, second)]
    assert [own(actor) for actor in actors] == [[actor.user] for actor in actors]
    assert User.objects.count() == 2
