"""One search finds enterprises, people, certificate numbers, cases and accounts, each within reach."""

import pytest

from cqo.foundation.lifecycle.rules import check_character
from cqo.portal.desk.tests import builders as desk
from cqo.portal.office.tests import builders
from cqo.registry.people import indexing
from cqo.registry.people.models import ExternalCertificate

pytestmark = pytest.mark.django_db
SEARCH = "/desk/search/"


@pytest.fixture
def city():
    return builders.hanzhong()


def found(client, text: str) -> dict[str, list[str]]:
    """Kind → names that a search finds."""
    context = client.get(SEARCH, {"q": text}).context
    kinds = {
        "firms": [firm.name for firm in context["firms"].rows],
        "people": [person.name for person in context["people"].rows],
        "cases": [case.number for case in context["cases"]],
        "accounts": [account.name for account in context["accounts"].rows],
    }
    return {kind: names for kind, names in kinds.items() if names}


def certificate(person, number: str) -> None:
    ExternalCertificate.objects.create(
        person=person, city_code="610700", title="证书", number=number, issuer="省局", recorded_at=desk.now()
    )
    indexing.refresh([person.pk])


def test_two_characters_find_firms_and_people_together_in_ones_own_county(client, city):
    builders.signed_in(client, city, "城固受理岗")
    desk.firm("城固秀英食品厂")
    desk.firm("佛坪秀英茶业", county="610730")
    desk.person("马秀英")
    desk.person("王秀英", county="610730")

    assert found(client, "秀英") == {"firms": ["城固秀英食品厂"], "people": ["马秀英"]}


def test_a_certificate_number_finds_its_holder_and_says_so(client, city):
    builders.signed_in(client, city, "城固受理岗")
    certificate(desk.person("马秀英"), "HZ-2017-0031")
    certificate(desk.person("王建国"), "HZ-2017-0032")

    page = client.get(SEARCH, {"q": "2017-0031"})

    assert [(person.name, number) for person, number in page.context["persons"]] == [("马秀英", "HZ-2017-0031")]
    assert "证书 HZ-2017-0031" in page.content.decode()


@pytest.mark.parametrize(("title", "expected"), [("城固受理岗", {"firms": ["城固食品厂"], "people": ["马秀英"]}), ("系统管理岗", {})])
def test_a_phones_tail_finds_for_those_who_may_see_phones(client, city, title, expected):
    builders.signed_in(client, city, title)
    desk.firm("城固食品厂", phone="13912342231")
    desk.person("马秀英", phone="13812342231")

    assert found(client, "2231") == expected


def test_a_platform_number_leads_to_its_case_within_reach(client, city):
    builders.signed_in(client, city, "城固受理岗")
    own, foreign = desk.claim(desk.firm()), desk.claim(desk.firm(county="610730"))
    for claim in (own, foreign):
        body = claim.number.rpartition("-")[0]
        type(claim).objects.filter(pk=claim.pk).update(number=f"{body}-{check_character(body)}")
        claim.refresh_from_db()

    assert found(client, own.number.lower()) == {"cases": [own.number]}
    assert found(client, foreign.number) == {}


def test_those_who_keep_accounts_find_officials_and_no_files(client, city):
    builders.signed_in(client, city, "系统管理岗")
    city.put(builders.user("马建华"), "城固受理岗")
    builders.user("马企业")
    desk.firm("马记食品厂")
    desk.person("马秀英")

    page = client.get(SEARCH, {"q": "马"})

    assert found(client, "马") == {"accounts": ["马建华"]}
    assert "/office/posts/officials/" in page.content.decode()


def test_a_firm_finds_its_own_people_only(client, city):
    firm = desk.firm("城固秀英食品厂")
    desk.firm("城固秀英茶厂")
    desk.works(desk.person("马秀英"), firm)
    desk.person("王秀英")
    user = builders.user()
    desk.acts_for(user, firm)
    client.force_login(user)

    assert found(client, "秀英") == {"firms": ["城固秀英食品厂"], "people": ["马秀英"]}


def test_ten_are_shown_and_the_list_has_the_rest(client, city):
    builders.signed_in(client, city, "城固受理岗")
    for number in range(11):
        desk.firm(f"城固示例{number}厂")

    page = client.get(SEARCH, {"q": "示例"})

    assert (len(page.context["firms"].rows), page.context["firms"].has_more) == (10, True)
    assert "/enterprises/?q=%E7%A4%BA%E4%BE%8B" in page.content.decode()


@pytest.mark.parametrize("text", ["", "   ", "\x00", "没有这样的东西", "%", "'; DROP TABLE", "a" * 500])
def test_whatever_is_typed_gives_a_page(client, city, text):
    builders.signed_in(client, city, "城固受理岗")
    desk.firm("城固食品厂")

    page = client.get(SEARCH, {"q": text})

    assert (page.status_code, page.context["found"]) == (200, False)


def test_a_search_costs_the_same_with_more_finds(client, city, django_assert_num_queries):
    builders.signed_in(client, city, "城固受理岗")
    for number in range(2):
        desk.firm(f"城固示例{number}厂")
        desk.person(f"示例{number}")
    with django_assert_num_queries(10):
        client.get(SEARCH, {"q": "示例"})
    for number in range(2, 8):
        desk.firm(f"城固示例{number}厂")
        desk.person(f"示例{number}")
    with django_assert_num_queries(10):
        client.get(SEARCH, {"q": "示例"})
