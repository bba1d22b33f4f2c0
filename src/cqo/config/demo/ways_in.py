"""How firms and people of the sample cities came by their accounts: by slip, by letter, by the firm's own hand."""

import io
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from cqo.config.demo import authority
from cqo.config.demo.cities import data
from cqo.config.demo.town import Town
from cqo.foundation.access.operations import firms
from cqo.foundation.accounts import queries as accounts
from cqo.foundation.accounts.states import Role
from cqo.foundation.codes.documents import Kind
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.documents import operations as papers
from cqo.foundation.provisions import queries as provisions
from cqo.foundation.workdays import queries as workdays
from cqo.foundation.workdays.queries import YearMissing
from cqo.registry.enterprises.models import Claim, Enterprise
from cqo.registry.enterprises.operations import claims, slips
from cqo.registry.enterprises.queries import files
from cqo.registry.enterprises.rules.claims import ClaimTerms
from cqo.registry.enterprises.states import ClaimPurpose
from cqo.registry.people.models import Person
from cqo.registry.people.operations import entry

AUTHORITY_DAYS = 365


def print_slips(town: Town, enterprises: Sequence[Enterprise], *, official: str, days: int) -> UUID:
    """An official prints activation slips for firms in reach; the batch's key."""
    day = town.days.before(days)
    terms = provisions.in_force(ClaimTerms, town.city.code, day).terms
    keys = [enterprise.pk for enterprise in enterprises]
    return slips.issue(keys=keys, terms=terms, by=town.actor(official, days=days), at=town.days.moment(days), today=day)


def claim_by_slip(town: Town, batch: UUID, enterprise: Enterprise, *, login: str, days: int) -> None:
    """Somebody types what stands on a firm's slip and becomes its administrator."""
    slips.claim(
        credit_code=enterprise.credit_code,
        typed_code=_printed(batch)[enterprise.pk],
        user=town.users[login],
        by=town.actor(login, days=days),
        at=town.days.moment(days, hour=11),
        today=town.days.before(days),
    )


def add_staff(town: Town, enterprise: Enterprise, *, administrator: str, login: str, days: int) -> None:
    """A firm's administrator lets a colleague act for the firm."""
    firms.add_member(
        organisation=slips.organisation_of(enterprise),
        user=town.users[login],
        role=Role.ENTERPRISE_STAFF,
        by=town.actor(administrator, days=days),
        at=town.days.moment(days, hour=14),
        on=town.days.before(days),
    )


def claim_own_files(town: Town, people: dict[str, tuple[Person, str]], *, official: str, days: int) -> None:
    """An official prints codes for people in reach (sign-in name → file and identity number), and each takes the own file over."""
    day, at = town.days.before(days), town.days.moment(days, hour=15)
    terms = provisions.in_force(ClaimTerms, town.city.code, day).terms
    keys = [person.pk for person, _ in people.values()]
    batch = entry.issue_codes(keys=keys, terms=terms, by=town.actor(official, days=days), at=town.days.moment(days), today=day)
    typed = _printed(batch)
    for login, (person, id_number) in people.items():
        entry.claim(
            name=person.name,
            id_type=Kind.RESIDENT_ID,
            id_number=id_number,
            typed_code=typed[person.pk],
            user=town.users[login],
            by=town.actor(login, days=days),
            at=at,
            today=day,
        )


def apply_by_letter(town: Town, enterprise: Enterprise, *, login: str, days: int, sealed: bool = True) -> Claim:
    """Somebody applies with a letter of authority for a firm; `sealed`: whether the firm's seal is on it."""
    day, at = town.days.before(days), town.days.moment(days, hour=16)
    edition = provisions.in_force(ClaimTerms, enterprise.county_id, day)
    claim = claims.submit(
        credit_code=enterprise.credit_code,
        name=enterprise.name,
        county=enterprise.county_id,
        purpose=ClaimPurpose.FIRST,
        applicant=town.users[login],
        due=_due(day, edition.terms),
        under=edition.rule_set,
        by=town.actor(login, days=days),
        at=at,
    )
    words = data("happenings")["authority"]
    told = {
        "office": divisions.name_of(enterprise.county_id),
        "person": town.users[login].name,
        "firm": enterprise.name,
        "code": enterprise.credit_code,
        "begins": day.isoformat(),
        "ends": (day + timedelta(days=AUTHORITY_DAYS)).isoformat(),
    }
    page = authority.letter(
        title=words["title"],
        lines=[line.format(**told) for line in words["lines"]],
        mark=words["mark"],
        seal=words["seal"] if sealed else "",
    )
    upload = papers.receive(io.BytesIO(page), name=words["file"])
    papers.attach(kind="claim", key=claim.pk, purpose="letter", upload=upload, city=claim.city_code, by=town.actor(login, days=days), at=at)
    return claim


def return_letter(town: Town, claim: Claim, *, official: str, days: int) -> None:
    """An official sends a claim back with what is missing."""
    reason = data("happenings")["authority"]["returned"]
    claims.return_for_changes(
        claim=claim, version=claim.version, reason=reason, by=town.actor(official, days=days), at=town.days.moment(days, hour=9)
    )


def enterprise_of(credit_code: str) -> Enterprise:
    """The file of a credit code. Raises LookupError where there is none."""
    found = files.by_credit_code(credit_code)
    if found is None:
        raise LookupError(credit_code)
    return found


def _printed(batch: UUID) -> dict[UUID, str]:
    """What stands on the slips of a batch that nobody has used: key of the file → code."""
    return {each.subject: each.code.reveal() for each in accounts.codes_of_batch(batch) if each.code}


def _due(day: date, terms: ClaimTerms) -> date | None:
    """By when the county answers; nothing is promised where the calendar ends."""
    try:
        return workdays.calendar().add(day, days=terms.letter_check_workdays)
    except YearMissing:
        return None
