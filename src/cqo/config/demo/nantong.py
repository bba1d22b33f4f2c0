"""Nantong, where the institution is sixteen years old: every firm has its officer, files have a past, accounts are in use."""

from collections.abc import Sequence
from itertools import islice
from uuid import UUID

from cqo.config.demo import codes, firms, lists, names, officers, qualifying, rosters, ways_in
from cqo.config.demo.cities import city, data
from cqo.config.demo.days import Days
from cqo.config.demo.firms import Firm
from cqo.config.demo.officers import Officer
from cqo.config.demo.signins import SignIns
from cqo.config.demo.stories import Story, tell_side_by_side
from cqo.config.demo.town import Town, open_offices
from cqo.config.demo.ways_in import enterprise_of
from cqo.foundation.audit.ids import new_id
from cqo.foundation.codes.documents import Kind
from cqo.foundation.inbox.operations import letters
from cqo.registry.enterprises.operations import files, merges, moves
from cqo.registry.enterprises.operations.files import Particulars
from cqo.registry.enterprises.states import Filer, Status
from cqo.registry.people.operations import employments
from cqo.registry.people.queries import files as people_files
from cqo.registry.people.queries import lives

CLAIMED = 40
OWN_FILES = 12
RENAMED, GONE, MOVED, CHANGED_EMPLOYER = 8, 6, 4, 20
OLD_CODES_FROM = 7001
APART = 61  # firms between two of those something happens to


def load(days: Days, sign_ins: SignIns) -> None:
    """Everything that happened in Nantong until the day of loading."""
    town = Town(city("nantong"), days, sign_ins)
    registered = firms.of_city(town.city, today=days.today)
    trained = list(officers.of_years(town.city, registered))
    open_offices(town, days=700)
    first = {"exam": lambda: _file_of(trained[0])}
    classes = qualifying.stories(town, city="nantong", official="nt-city", days=600, first=first)
    tell_side_by_side([_registry(town, registered, trained), *classes])


def _registry(town: Town, registered: Sequence[Firm], trained: Sequence[Officer]) -> Story:
    """What happened in the files of firms and officers."""
    yield from _bring_lists_in(town, registered, trained)
    yield from _firms_with_accounts(town, registered)
    yield from _officers_with_accounts(town, trained)
    yield 200
    lists.freeze_lists(town, registered, official="nt-city", days=200)
    yield from _changes_in_files(town, registered)
    yield 100
    _new_employers(town, registered, trained)
    yield 20
    _write_to_firms(town, registered[:CLAIMED])


def _file_of(officer: Officer) -> list[UUID]:
    """An officer's file, once there is one."""
    found = people_files.by_document(Kind.RESIDENT_ID, officer.id_number)
    return [found.pk] if found is not None else []


def _bring_lists_in(town: Town, registered: Sequence[Firm], trained: Sequence[Officer]) -> Story:
    yield 400
    words, official = town.city.more, town.actor("nt-city", days=400)
    rosters.publish(
        "enterprises",
        rosters.table("enterprises", [firm.cells() for firm in registered]),
        name=words["rosters"]["firms_file"],
        options={},
        by=official,
        at=town.days.moment(400),
    )
    yield 390
    told = words["officers"]
    rosters.publish(
        "people",
        rosters.table("people", [officer.cells() for officer in trained]),
        name=told["file"],
        options={"issuer": told["issuer"], "certificate_title": told["title"]},
        by=official,
        at=town.days.moment(390),
    )


def _firms_with_accounts(town: Town, registered: Sequence[Firm]) -> Story:
    claimed = {f"nt-firm{number}": firm for number, firm in enumerate(registered[:CLAIMED], start=1)}
    yield 380
    town.welcome([(login, firm.contact_name) for login, firm in claimed.items()], days=380)
    enterprises = {login: enterprise_of(firm.credit_code) for login, firm in claimed.items()}
    yield 370
    batch = ways_in.print_slips(town, list(enterprises.values()), official="nt-city", days=370)
    yield 360
    for login, enterprise in enterprises.items():
        ways_in.claim_by_slip(town, batch, enterprise, login=login, days=360)


def _officers_with_accounts(town: Town, trained: Sequence[Officer]) -> Story:
    owners = {f"nt-person{number}": officer for number, officer in enumerate(trained[:OWN_FILES], start=1)}
    yield 350
    town.welcome([(login, officer.name) for login, officer in owners.items()], days=350)
    own = {}
    for login, officer in owners.items():
        person = people_files.by_document(Kind.RESIDENT_ID, officer.id_number)
        if person is not None:
            own[login] = (person, officer.id_number)
    yield 340
    ways_in.claim_own_files(town, own, official="nt-city", days=340)


def _changes_in_files(town: Town, registered: Sequence[Firm]) -> Story:
    """New names, firms that closed, moves that have taken effect, and a file that was kept twice until somebody merged it."""
    yield 150
    chosen = iter(registered[CLAIMED::APART])
    official, at, day = town.actor("nt-city", days=150), town.days.moment(150), town.days.before(150)
    fancy = names.Firms(names.dice(town.city.seed + 2))
    for firm in islice(chosen, RENAMED):
        enterprise = enterprise_of(firm.credit_code)
        name = fancy.draw(place=town.city.name, province=town.city.province, trade=town.city.more["changes"]["trade"], staff=firm.employees)
        files.rename(enterprise=enterprise, version=enterprise.version, name=name, on=day, by=official, at=at)
    for firm in islice(chosen, GONE):
        enterprise = enterprise_of(firm.credit_code)
        files.set_status(enterprise=enterprise, version=enterprise.version, status=Status.STRUCK_OFF, on=day, by=official, at=at)
    for firm in islice(chosen, MOVED):
        enterprise = enterprise_of(firm.credit_code)
        elsewhere = next(county.code for county in town.city.counties if county.code != firm.county)
        moves.plan(
            enterprise=enterprise,
            to_county=elsewhere,
            to_zone=None,
            effective=day,
            ground=data("happenings")["move"]["ground_there"],
            by=official,
            at=at,
            today=day,
        )
    firm = next(chosen)
    facts = Particulars(
        credit_code=codes.credit_code(town.city.code, OLD_CODES_FROM), name=firm.name, county=firm.county, address=firm.address
    )
    twin, kept = files.register(facts=facts, by=official, at=at), enterprise_of(firm.credit_code)
    yield 140
    merges.merge(
        kept=kept,
        merged=twin,
        kept_version=kept.version,
        merged_version=twin.version,
        ground=data("happenings")["merge"]["ground"],
        by=official,
        at=town.days.moment(140),
    )


def _new_employers(town: Town, registered: Sequence[Firm], trained: Sequence[Officer]) -> None:
    """Officers who went from one firm to another, as the new one filed it with its county."""
    words = data("happenings")["people_on_the_move"]
    official, at = town.actor("nt-city", days=100), town.days.moment(100)
    for number, officer in enumerate(trained[OWN_FILES :: len(trained) // CHANGED_EMPLOYER][:CHANGED_EMPLOYER]):
        person = people_files.by_document(Kind.RESIDENT_ID, officer.id_number)
        if person is None:
            continue
        held = lives.employments([person.pk]).first()
        if held is not None:
            employments.end(employment=held, ends=town.days.before(130), by=official, at=at)
        enterprise = enterprise_of(registered[-1 - number].credit_code)
        employments.begin(
            person=person,
            enterprise=enterprise,
            position=words["position"],
            starts=town.days.before(129),
            filer=Filer.BUREAU,
            by=official,
            at=at,
        )


def _write_to_firms(town: Town, claimed: Sequence[Firm]) -> None:
    words = data("happenings")["nantong_letter"]
    at, key = town.days.moment(20), new_id()
    letters.send(
        key=key,
        subject=words["subject"],
        text=words["text"],
        organisations=[enterprise_of(firm.credit_code).pk for firm in claimed],
        by=town.actor("nt-city", days=20),
        at=at,
    )
    letters.distribute(letter=key, now=lambda: at)
