"""Certificates that run out, on the desks of holders, firms and officials; a learner's card."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cqo.foundation.provisions import samples
from cqo.qualification.talents.tests import builders
from cqo.registry.enterprises.tests.builders import YANGXIAN
from cqo.registry.people.tests.conftest import as_actor, own_attachments

__all__ = ["as_actor", "own_attachments"]
pytestmark = pytest.mark.django_db
enterprises, people = builders.enterprises, builders.people
DESK = "/desk/"


def waits(client, title):
    return [
        (task.title, task.note.partition("，")[0])
        for group in client.get(DESK).context["groups"]
        if group.title == title
        for task in group.tasks
    ]


def ends_in(talent, days, **columns):
    """Let a certificate end in so many days."""
    builders.changed(talent.certificate, expires_date=timezone.localdate() + timedelta(days=days), **columns)


def test_officials_see_them_by_county_with_a_list_behind(as_actor):
    firm = enterprises.enterprise(1)
    for number, days in ((1, 90), (2, 0), (3, 91), (4, -1)):
        ends_in(builders.talent(number, name=f"周{number}", firm=firm), days)
    ends_in(builders.talent(5, name="周五", county=YANGXIAN), 30)
    suspended = builders.talent(6, name="周六", county=YANGXIAN)
    ends_in(suspended, 30, suspended_date=timezone.localdate())

    city = as_actor(enterprises.city_officer())
    assert waits(city, "即将到期的证书") == [("城固县", "2 张证书 90 天内到期"), ("洋县", "1 张证书 90 天内到期")]
    (group,) = [group for group in city.get(DESK).context["groups"] if group.title == "即将到期的证书"]
    listed = city.get(group.tasks[0].url).context["listing"]
    assert sorted(line.cells[0].value for line in listed.rows) == ["周1", "周2"]
    county = as_actor(enterprises.county_officer(YANGXIAN))
    assert waits(county, "即将到期的证书") == [("洋县", "1 张证书 90 天内到期")]


def test_a_firm_sees_those_of_its_people_and_a_holder_their_own(as_actor):
    firm = enterprises.enterprise(1)
    mine, other = builders.talent(1, firm=firm), builders.talent(2, name="别家的人")
    ends_in(mine, 30)
    ends_in(other, 30)
    told = f"{mine.certificate.title} · {mine.certificate.official_number}"

    assert waits(as_actor(people.firm_actor(firm)), "本企业人员证书即将到期") == [("赵晓燕", told)]
    assert waits(as_actor(people.owner(mine.person)), "本人证书即将到期") == [("基础证书", told)]


def test_a_holder_shows_the_certificate_and_sees_the_year_s_hours(as_actor, settings):
    samples.load(builders.AT)
    settings.PUBLIC_ADDRESS = "https://cqo.example.cn"
    talent = builders.talent(1)
    builders.hours(talent.person, 40)

    page = as_actor(people.owner(talent.person)).get(DESK)

    learner = page.context["learner"]
    assert (learner.card.number, learner.hours, learner.needs, learner.percent) == (talent.certificate.official_number, "4", 16, 25)
    shown = page.content.decode()
    assert (f"/c/{talent.certificate.number}/ABCD2345" in shown, "已完成 25%" in shown, 'stroke-dasharray="25 100"' in shown) == (True,) * 3


def test_a_learner_without_a_certificate_sees_hours_alone(as_actor):
    page = as_actor(people.owner(people.person(1))).get(DESK)

    assert (page.context["learner"].card, page.context["learner"].needs, page.context["learner"].hours) == (None, None, "0")


def test_officials_and_firms_have_no_card(as_actor):
    assert as_actor(enterprises.county_officer()).get(DESK).context["learner"] is None
    assert as_actor(people.firm_actor(enterprises.enterprise(1))).get(DESK).context["learner"] is None
