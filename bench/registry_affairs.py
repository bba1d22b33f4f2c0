"""The officers who look at the registry, and what goes on in it: lists, moves, claims, requests, messages, the record."""

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from bench import registry_data as data
from bench.registry_data import CITY, COUNTY, Firm, Person
from bench.registry_rows import Places, insert
from cqo.foundation.access import queries as access
from cqo.foundation.accounts.models import Assignment, Organisation, Post, User
from cqo.foundation.accounts.states import OrganisationKind, Role
from cqo.foundation.audit import operations as audit
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.inbox import operations as inbox
from cqo.foundation.lifecycle.rules import number as case_number
from cqo.portal.entrance import notice
from cqo.registry.enterprises.models import Claim, DesignatedEntry, DesignatedList, Enterprise, Move
from cqo.registry.enterprises.states import ClaimPurpose
from cqo.registry.people.models import Request
from cqo.registry.people.states import RequestKind, RequestState


def officers(*, at: datetime) -> Mapping[str, User]:
    """The two who look: an officer of the city and one of a county, in their bureaus."""
    password, found = make_password(data.PASSWORD), {}
    for scale, division, role in (("city", CITY, Role.CITY_OFFICER), ("county", COUNTY, Role.COUNTY_OFFICER)):
        name = f"{divisions.name_of(division)}市场监督管理局"
        bureau = Organisation.objects.create(kind=OrganisationKind.BUREAU, name=name, division_id=division, city_code=CITY)
        post = Post.objects.create(organisation=bureau, title="质量岗", role=role, division_id=division)
        found[scale] = User.objects.create(
            login_name=data.LOGINS[scale],
            name="试岗人",
            password=password,
            created_at=at,
            consented_version=notice.CURRENT.version,
            tour_step=99,
        )
        Assignment.objects.create(
            user=found[scale],
            role=role,
            post=post,
            organisation=bureau,
            division_id=division,
            starts=timezone.localdate(at),
            recorded_at=at,
        )
    return found


def write_affairs(
    officers: Mapping[str, User], *, staffed: Sequence[Firm], shown: Sequence[Person], places: Places, at: datetime
) -> dict[str, Any]:
    """What goes on: yearly lists, moves, claims, requests, messages, the record. Returns the firms and people whose files are looked at."""
    today, rng = timezone.localdate(at), random.Random(17)
    _designate(
        [places[number][0] for number in rng.sample(range(len(places)), min(3000, len(places) // 4))] + [firm.key for firm in staffed],
        at=at,
    )
    near = [firm for firm in staffed if firm.county == COUNTY]
    insert(
        Move,
        ("enterprise_id", "from_county_id", "to_county_id", "effective_date", "ground", "recorded_at"),
        [
            (firm.key, firm.county, "610702", today + timedelta(days=5 + number), "迁入市区", at)
            for number, firm in enumerate(near[: data.MOVES])
        ],
    )
    applicant = officers["county"]
    insert(
        Claim,
        (
            "number",
            "city_code",
            "county_id",
            "enterprise_id",
            "credit_code",
            "enterprise_name",
            "applicant_id",
            "purpose",
            "due_date",
            "submitted_at",
        ),
        [
            (
                case_number(kind="RL", city=CITY, year=today.year, counter=number + 1),
                CITY,
                COUNTY,
                firm.key,
                firm.code,
                firm.names[0],
                applicant.pk,
                ClaimPurpose.FIRST.value,
                today + timedelta(days=number % 9),
                at,
            )
            for number, firm in enumerate(near[: data.CLAIMS])
        ],
    )
    staffed_names = {firm.key: firm.names[0] for firm in staffed}
    known = [person for person in shown if places[person.firms[0]][2] == COUNTY]
    insert(
        Request,
        ("number", "city_code", "county_code", "person_id", "kind", "state", "due_date", "submitted_at"),
        [
            (
                case_number(kind="QQ", city=CITY, year=today.year, counter=number + 1),
                CITY,
                COUNTY,
                person.key,
                RequestKind.CORRECTION.value,
                RequestState.SUBMITTED.value,
                today + timedelta(days=number),
                at,
            )
            for number, person in enumerate(known[: data.REQUESTS])
        ],
    )
    clerk = access.capacities(user=officers["county"], on=today)[0]
    acts = {("enterprise", key): 1 for key, city, _ in places[::4] if city == CITY}
    acts.update({("enterprise", firm.key): 12 for firm in near})
    acts.update({("person", person.key): 8 for person in known})
    audit.record_many(
        audit.Act(event=f"{kind}.amended", by=clerk, at=at - timedelta(days=turn), city=CITY, kind=kind, key=key)
        for (kind, key), times in acts.items()
        for turn in range(times)
    )
    for user in officers.values():
        for number in range(data.MESSAGES):
            inbox.tell(
                kind="claim.accepted", users=[user.pk], about=("enterprise", near[0].key), facts={"number": f"RL-{number}"}, by=clerk, at=at
            )
    return {
        "shown_firms": [{"key": str(firm.key), "name": firm.names[0], "code": firm.code} for firm in near[:20]],
        "shown_people": [
            {"key": str(person.key), "name": person.name, "firm": staffed_names[places[person.firms[0]][0]]} for person in known[:20]
        ],
        "waiting": near[0].names[0],
    }


def _designate(keys: Sequence[UUID], *, at: datetime) -> None:
    """Three yearly lists in force; this year's is a draft."""
    year = timezone.localdate(at).year
    firms = list(
        Enterprise.objects.filter(pk__in=keys, city_code=CITY, merged_into__isnull=True).order_by("pk").values_list("pk", "county_id")
    )
    for back in range(4):
        listed = DesignatedList.objects.create(
            city_code=CITY,
            year=year - back,
            scope="规上工业",
            source="市统计局",
            permitted_use="首席质量官制度覆盖率",
            list_date=at.date(),
            frozen_at=at if back else None,
            created_at=at,
        )
        insert(DesignatedEntry, ("designated_list_id", "enterprise_id", "county_id"), [(listed.pk, key, county) for key, county in firms])
