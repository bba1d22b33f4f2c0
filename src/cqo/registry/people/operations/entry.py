"""How a person takes over the own file: name, identity number and a code from the county or the firm."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from cqo.foundation.access import gate
from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.accounts import queries as accounts
from cqo.foundation.accounts.models import ActivationCode, Assignment, User
from cqo.foundation.accounts.operations import codes
from cqo.foundation.accounts.states import CodeKind, Role
from cqo.foundation.audit import operations as audit
from cqo.foundation.codes import documents, names
from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises.rules.claims import ClaimTerms
from cqo.registry.people.models import Person
from cqo.registry.people.queries import files

MOST_AT_ONCE = 500


def issue_codes(*, keys: Sequence[UUID], terms: ClaimTerms, by: Actor, at: datetime, today: date) -> UUID:
    """Issue one code for each person of those keys that the actor reaches and that has no sign-in; returns the batch to print.

    A firm gives codes to those who work for it now, and to nobody who has left.

    Raises NotPossible: "slip.none_to_print", "slip.too_many".
    """
    gate.require(by, Can.PRINT_SLIPS, Can.MANAGE_FIRM_PEOPLE)
    if len(keys) > MOST_AT_ONCE:
        raise NotPossible("slip.too_many", most=MOST_AT_ONCE)
    reached = files.without_sign_in(files.current(files.within(by)))
    if by.is_firm and by.organisation is not None:
        reached = files.staff_of(reached, by.organisation)
    subjects = list(reached.filter(pk__in=keys).order_by("pk").values_list("pk", flat=True))
    if not subjects:
        raise NotPossible("slip.none_to_print")
    return codes.issue(
        kind=CodeKind.PERSON, subjects=subjects, city=by.city, expires=today + timedelta(days=terms.slip_valid_days), by=by, at=at
    )


def opened_by(*, name: str, id_type: documents.Kind, id_number: str, typed_code: str, today: date) -> tuple[Person, ActivationCode]:
    """The file that a name, a document and a code open together.

    Raises NotPossible("slip.not_usable") for any wrong part, without telling which; "person.has_sign_in" to whoever knows all of them.
    """
    person = files.by_document(id_type, id_number)
    code = accounts.usable_code(kind=CodeKind.PERSON, typed=typed_code, on=today)
    if person is None or code is None or code.subject not in files.family(person) or person.name_key != names.person_key(name):
        raise NotPossible("slip.not_usable")
    if files.owner(person) is not None:
        raise NotPossible("person.has_sign_in")
    return person, code


@transaction.atomic
def claim(
    *, name: str, id_type: documents.Kind, id_number: str, typed_code: str, user: User, by: Actor, at: datetime, today: date
) -> Person:
    """A user takes over the own file. Raises NotPossible as `opened_by` does, and "person.user_has_file"."""
    person, code = opened_by(name=name, id_type=id_type, id_number=id_number, typed_code=typed_code, today=today)
    if Person.objects.filter(user=user).exists():
        raise NotPossible("person.user_has_file")
    codes.use(code=code, user=user, at=at)
    if not Person.objects.filter(pk=person.pk, user__isnull=True).update(user=user):
        raise NotPossible("person.has_sign_in")
    Assignment.objects.create(user=user, role=Role.PERSON.value, starts=today, recorded_at=at)
    audit.record("person.claimed", by=by, at=at, city=code.city_code, kind="person", key=str(person.pk), facts={"user": str(user.pk)})
    return person


@transaction.atomic
def give_up(*, user: User, by: Actor, at: datetime, today: date) -> None:
    """A user who closes the account gives the own file back: it stays in the registry, and a new code can open it again."""
    for person in Person.objects.filter(user=user).order_by("pk"):
        Person.objects.filter(pk=person.pk).update(user=None)
        audit.record(
            "person.given_up", by=by, at=at, city=files.city_of(person), kind="person", key=str(person.pk), facts={"user": str(user.pk)}
        )
    held = user.assignments.filter(role=Role.PERSON.value)
    held.filter(starts__gte=today).delete()
    held.filter(Q(ends__isnull=True) | Q(ends__gte=today)).update(ends=today - timedelta(days=1))
