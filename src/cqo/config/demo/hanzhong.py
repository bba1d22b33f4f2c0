"""Hanzhong, two months after its platform was set up: lists are in, the first firms have come, and something waits for everybody."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from cqo.config.demo import codes, firms, lists, messy, officers, qualifying, rosters, ways_in
from cqo.config.demo.cities import city, data
from cqo.config.demo.days import Days
from cqo.config.demo.firms import Firm
from cqo.config.demo.officers import Officer
from cqo.config.demo.signins import SignIns
from cqo.config.demo.stories import Story, tell_side_by_side
from cqo.config.demo.town import Town, open_offices
from cqo.config.demo.ways_in import enterprise_of
from cqo.foundation.access.operations import delegations
from cqo.foundation.accounts import queries as accounts
from cqo.foundation.accounts.models import Assignment
from cqo.foundation.accounts.states import Role
from cqo.foundation.audit.ids import new_id
from cqo.foundation.codes.documents import Kind
from cqo.foundation.inbox.operations import letters
from cqo.registry.enterprises.operations import files, moves
from cqo.registry.enterprises.operations.files import Particulars
from cqo.registry.enterprises.states import Filer, Status
from cqo.registry.people.models import Employment, Person
from cqo.registry.people.operations import employments, requests
from cqo.registry.people.operations import files as people
from cqo.registry.people.queries import files as people_files
from cqo.registry.people.states import RequestKind

PILOT = "610722"  # Chenggu, where the report would begin
PILOT_TRADE = "C37"
NEWCOMER = "newcomer"  # signs in for the first time when a visitor does
KNOWN_ROWS = 10  # of the county's messy roster: firms that are in the registry already
OLD_CODES_FROM = 7001
SLIPS = 30


def load(days: Days, sign_ins: SignIns) -> None:
    """Everything that happened in Hanzhong until the day of loading."""
    town = Town(city("hanzhong"), days, sign_ins)
    registered = firms.of_city(town.city, today=days.today)
    classmates = officers.class_of_2017(town.city, registered)
    open_offices(town, days=60)
    pilot = next(each for each in classmates if each.number and each.firm.county == PILOT and each.firm.industry == PILOT_TRADE)
    failed = next(each for each in classmates if not each.number and each.firm.county == PILOT)
    owners = {"person": pilot, NEWCOMER: failed}
    first = {"exam": lambda: [_person_of(pilot).pk], "sign_up": lambda: _added_by(town, pilot.firm)}
    classes = qualifying.stories(town, city="hanzhong", official="hz-city", days=50, first=first)
    tell_side_by_side([_registry(town, registered, classmates, pilot, owners), *classes])


def _registry(
    town: Town, registered: Sequence[Firm], classmates: Sequence[Officer], pilot: Officer, owners: Mapping[str, Officer]
) -> Story:
    """What happened in the files of firms and people."""
    yield from _bring_lists_in(town, registered, classmates)
    yield 42
    lists.freeze_lists(town, registered, official="hz-city", days=42)
    yield 32
    _welcome_outsiders(town, owners)
    yield from _first_firms(town, registered, pilot.firm)
    yield from _people_of(town, pilot.firm)
    yield 15
    _own_files(town, owners)
    yield from _changes_in_files(town, registered)
    yield 10
    _write_to_firms(town)
    yield 9
    _move_to_come(town, registered)
    yield 8
    _request(town)
    yield from _letters_of_authority(town, registered)
    yield 1
    _delegation(town)
    yield 0
    _rosters_to_mend(town, registered)


def _bring_lists_in(town: Town, registered: Sequence[Firm], classmates: Sequence[Officer]) -> Story:
    yield 45
    official = town.actor("hz-city", days=45)
    words = town.city.more
    rosters.publish(
        "enterprises",
        rosters.table("enterprises", [firm.cells() for firm in registered]),
        name=words["rosters"]["firms_file"],
        options={},
        by=official,
        at=town.days.moment(45),
    )
    yield 43
    told = words["class_of_2017"]
    options = {"issuer": told["issuer"], "certificate_title": told["title"]}
    rosters.publish(
        "people",
        rosters.table("people", [officer.cells() for officer in classmates]),
        name=told["file"],
        options=options,
        by=official,
        at=town.days.moment(43),
    )


def _welcome_outsiders(town: Town, owners: Mapping[str, Officer]) -> None:
    words = town.city.more["outsiders"]
    everybody = [(login, name) for login, name in (person.split() for person in words["people"])]
    everybody += [(login, officer.name) for login, officer in owners.items()]
    town.welcome(everybody, days=32, but=[NEWCOMER], willing=words["willing"])


def _first_firms(town: Town, registered: Sequence[Firm], pilot: Firm) -> Story:
    """The first firms claim their files by slip; more slips are printed and lie in firms' letter boxes."""
    yield 30
    claimed = {"firm": pilot}
    for login, county in town.city.more["outsiders"]["firms"].items():
        claimed[login] = next(firm for firm in registered if firm.county == county and firm not in claimed.values())
    officials = town.city.more["outsiders"]["officials"]
    enterprises = {login: enterprise_of(firm.credit_code) for login, firm in claimed.items()}
    slips = {
        login: ways_in.print_slips(town, [enterprise], official=officials[enterprise.county_id], days=30)
        for login, enterprise in enterprises.items()
    }
    yield 25
    for login, enterprise in enterprises.items():
        ways_in.claim_by_slip(town, slips[login], enterprise, login=login, days=25)
    yield 24
    ways_in.add_staff(town, enterprise_of(pilot.credit_code), administrator="firm", login="firm-staff", days=24)
    yield 20
    unclaimed = [enterprise_of(firm.credit_code) for firm in registered if firm.county == PILOT and firm is not pilot][:SLIPS]
    ways_in.print_slips(town, unclaimed, official="chenggu", days=20)


def _people_of(town: Town, pilot: Firm) -> Story:
    """The demo's own firm adds two of its people; one of them gets a second file, without an identity number, from the county."""
    yield 18
    enterprise = enterprise_of(pilot.credit_code)
    words = town.city.more["firm_people"]
    administrator, at = town.actor("firm", days=18), town.days.moment(18, hour=15)
    for place, member in enumerate(words["added"]):
        name, position = member.split()
        facts = people.Particulars(
            name=name,
            id_type=Kind.RESIDENT_ID,
            id_number=codes.resident_id(PILOT, 2000 + place, female=place % 2 == 0),
            phone=town.next_phone(),
            education="bachelor",
        )
        person = people.register(facts=facts, county=enterprise.county_id, zone=enterprise.zone_id, by=administrator, at=at)
        employments.begin(
            person=person,
            enterprise=enterprise,
            position=position,
            starts=town.days.before(400 * (place + 1)),
            filer=Filer.FIRM,
            by=administrator,
            at=at,
        )
    yield 17
    twin = people.Particulars(name=words["twin"], phone=town.next_phone())
    people.register(facts=twin, county=PILOT, zone=None, by=town.actor("chenggu2", days=17), at=town.days.moment(17))


def _own_files(town: Town, owners: Mapping[str, Officer]) -> None:
    files_of = {login: (_person_of(officer), officer.id_number) for login, officer in owners.items()}
    ways_in.claim_own_files(town, files_of, official="chenggu", days=15)


def _changes_in_files(town: Town, registered: Sequence[Firm]) -> Story:
    """A new name, firms that closed or left, and two firms whose files stand twice."""
    yield 14
    renamed = enterprise_of(_in(registered, "610703")[5].credit_code)
    files.rename(
        enterprise=renamed,
        version=renamed.version,
        name=town.city.more["changes"]["renamed"],
        on=town.days.before(16),
        by=town.actor("nanzheng", days=14),
        at=town.days.moment(14),
    )
    yield 12
    for county, official, status in (("610725", "mianxian", Status.STRUCK_OFF), ("610724", "xixiang", Status.MOVED_OUT)):
        gone = enterprise_of(_in(registered, county)[7].credit_code)
        files.set_status(
            enterprise=gone,
            version=gone.version,
            status=status,
            on=town.days.before(13),
            by=town.actor(official, days=12),
            at=town.days.moment(12),
        )
    yield 11
    for place, county in enumerate(("610702", "610725")):
        _register_twin(town, _in(registered, county)[11], number=OLD_CODES_FROM + place)


def _register_twin(town: Town, firm: Firm, *, number: int) -> None:
    """The same firm once more, under the code that the city's registrar gave it long ago."""
    facts = Particulars(
        credit_code=codes.credit_code(town.city.code, number),
        name=firm.name,
        county=firm.county,
        industry=firm.industry,
        legal_representative=firm.legal_representative,
        address=firm.address,
        established_date=firm.established,
        phone=firm.phone,
    )
    files.register(facts=facts, by=town.actor("hz-city2", days=11), at=town.days.moment(11))


def _write_to_firms(town: Town) -> None:
    words, at, key = data("happenings")["hanzhong_letter"], town.days.moment(10), new_id()
    holders = Assignment.objects.filter(user__in=town.users.values(), role=Role.ENTERPRISE_ADMIN.value)
    claimed = sorted({holder.organisation_id for holder in holders if holder.organisation_id})
    letters.send(key=key, subject=words["subject"], text=words["text"], organisations=claimed, by=town.actor("hz-city", days=10), at=at)
    letters.distribute(letter=key, now=lambda: at)


def _move_to_come(town: Town, registered: Sequence[Firm]) -> None:
    moving = enterprise_of(_in(registered, "610702")[20].credit_code)
    moves.plan(
        enterprise=moving,
        to_county=moving.county_id,
        to_zone=town.zone(town.city.more["changes"]["zone"]),
        effective=town.days.next_month(),
        ground=data("happenings")["move"]["ground"],
        by=town.actor("hz-city", days=9),
        at=town.days.moment(9),
        today=town.days.before(9),
    )


def _letters_of_authority(town: Town, registered: Sequence[Firm]) -> Story:
    """Three claims wait for their counties and the zone; a fourth went back because the letter bore no seal."""
    outsiders = town.city.more["outsiders"]
    told = outsiders["returned"]
    yield 8
    unsealed = enterprise_of(_in(registered, told["county"])[-1].credit_code)
    claim = ways_in.apply_by_letter(town, unsealed, login=told["login"], days=8, sealed=False)
    yield 7
    ways_in.return_letter(town, claim, official=told["official"], days=7)
    for told in outsiders["claims"]:
        yield told["days"]
        firm = _in(registered, told["county"], zone=told.get("zone", ""))[-1]
        ways_in.apply_by_letter(town, enterprise_of(firm.credit_code), login=told["login"], days=told["days"])


def _request(town: Town) -> None:
    """Somebody wants a title put right."""
    requests.submit(
        person=people_files.visible().get(user=town.users["person"]),
        kind=RequestKind.CORRECTION,
        text=data("happenings")["request"]["text"],
        by=town.actor("person", days=8),
        at=town.days.moment(8),
        today=town.days.before(8),
    )


def _delegation(town: Town) -> None:
    """A clerk is away for a week and has given the work to the head of section."""
    day = town.days.before
    away = town.actor("yangxian2", days=1)
    delegations.give(
        giver=accounts.current_assignments(town.users["yangxian2"], on=day(1))[0],
        receiver=town.users["yangxian"],
        scope=[],
        starts=day(1),
        ends=day(-6),
        reason=data("happenings")["delegation"]["reason"],
        by=away,
        at=town.days.moment(1),
    )


def _rosters_to_mend(town: Town, registered: Sequence[Firm]) -> None:
    """The county has uploaded its list and looks at the columns next; the city's list of people is checked, and five rows are wrong."""
    words, at = data("messy"), town.days.moment(0, hour=8)
    known = _in(registered, PILOT)[:KNOWN_ROWS]
    new = firms.strangers(town.city, PILOT, words["firms"]["rows"] - KNOWN_ROWS, today=town.days.today)
    rosters.upload(
        "enterprises", messy.firms_table([*known, *new]), name=words["firms"]["file"], options={}, by=town.actor("chenggu"), at=at
    )
    told = words["officers"]
    trained = officers.strangers(town.city, registered, told["rows"])
    options = {"issuer": told["issuer"], "certificate_title": told["title_of_certificate"]}
    rosters.check("people", messy.officers_table(trained), name=told["file"], options=options, by=town.actor("hz-city"), at=at)


def _added_by(town: Town, pilot: Firm) -> list[UUID]:
    """The people whom the demo's own firm added."""
    names = [member.split()[0] for member in town.city.more["firm_people"]["added"]]
    staff = Employment.objects.filter(enterprise=enterprise_of(pilot.credit_code), person__name__in=names, person__id_hash__isnull=False)
    return list(staff.order_by("pk").values_list("person_id", flat=True))


def _in(registered: Sequence[Firm], county: str, *, zone: str = "") -> list[Firm]:
    """The firms of a county outside its zone, or those in the zone."""
    return [firm for firm in registered if firm.county == county and firm.zone == zone]


def _person_of(officer: Officer) -> Person:
    found = people_files.by_document(Kind.RESIDENT_ID, officer.id_number)
    if found is None:
        raise LookupError(officer.id_number)
    return found
