from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cqo.portal.desk.waiting import training
from cqo.qualification.training.models import Enrolment
from cqo.qualification.training.operations import checking
from cqo.qualification.training.tests import builders
from cqo.registry.enterprises.tests import builders as firms
from cqo.registry.people.tests import builders as people

pytestmark = pytest.mark.django_db
AT = builders.AT


def told(actor, at=AT) -> list[tuple[str, list[str], int]]:
    return [(each.title, [task.title for task in each.tasks], each.count) for each in training.waiting(actor, at)]


def test_the_county_sees_the_classes_with_sign_ups_to_check():
    firm = firms.enterprise()
    boss, of = people.firm_actor(firm), builders.training_class()
    for number in (1, 2):
        builders.enrolled(of, builders.worker(number, firm), firm=firm, by=boss)
    county, neighbour = firms.county_officer(), firms.county_officer(firms.YANGXIAN)
    assert (told(county), told(neighbour)) == ([("报名待审核", [of.title], 2)], [])


def test_the_organiser_sees_classes_to_admit_to_and_to_close():
    shut, over = builders.training_class(1), builders.training_class(2, state="admitted")
    county, city = firms.county_officer(), firms.city_officer()
    later = builders.SHUTS + timedelta(days=1)
    after = builders.SHUTS + timedelta(days=40)
    assert told(county, later) == [("报名截止，待录取", [shut.title], 1)]
    assert told(county, after)[1:] == [("已授课，待结班", [over.title], 1)]
    assert told(city, later) == []


def test_the_firm_and_the_person_see_what_came_back_and_the_next_class():
    firm = firms.enterprise()
    boss, of, person = people.firm_actor(firm), builders.training_class(), builders.worker(1, firm, name="张三")
    owner, county = people.owner(person), firms.county_officer()
    made = builders.enrolled(of, person, firm=firm, by=boss)
    checking.return_for_changes(enrolment=made, version=1, missing="请补社保证明", by=county, at=AT)
    came_back = [("报名需要补正", [f"张三 报名“{of.title}”"], 1)]
    assert (told(boss), told(owner)) == (came_back, came_back)
    Enrolment.objects.update(state="admitted")
    assert (told(boss), told(owner)) == ([("即将参加的培训", [of.title], 1)], [("即将参加的培训", [of.title], 1)])


def test_the_home_page_shows_three_classes_at_most(client, django_assert_num_queries):
    today, now = timezone.localdate(), timezone.now()
    for number in range(1, 6):
        builders.training_class(
            number,
            starts_date=today + timedelta(days=30),
            ends_date=today + timedelta(days=31),
            sign_up_from=now - timedelta(days=1),
            sign_up_until=now + timedelta(days=number),
        )
    with django_assert_num_queries(1):
        page = client.get(reverse("public:home"))
    assert [card.training_class.title for card in page.context["cards"]] == [f"第{number}期首席质量官培训班" for number in (1, 2, 3)]
