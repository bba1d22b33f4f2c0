"""A person begins to work for a firm, with everything that goes with it in one act: the file, and the stamped paper where the bureau files (代录)."""

from datetime import date, datetime

from django.db import transaction

from cqo.foundation.access.actor import Actor
from cqo.foundation.documents import operations as documents
from cqo.foundation.refusal import NotPossible
from cqo.registry.enterprises.models import Enterprise
from cqo.registry.enterprises.states import Filer
from cqo.registry.people.models import Employment, Person
from cqo.registry.people.operations import employments, files

STAMPED_PAPER = "stamped_paper"


@transaction.atomic
def take_on(
    *,
    facts: files.Particulars,
    enterprise: Enterprise,
    position: str,
    starts: date | None,
    filer: Filer,
    by: Actor,
    at: datetime,
    paper: documents.Upload | None = None,
) -> Employment:
    """Register a person, or find the file they have, where the firm is, and begin the employment. Raises as `files.register` and `employ` do."""
    person = files.register(facts=facts, county=enterprise.county_id, zone=enterprise.zone_id, by=by, at=at)
    return employ(person=person, enterprise=enterprise, position=position, starts=starts, filer=filer, by=by, at=at, paper=paper)


@transaction.atomic
def employ(
    *,
    person: Person,
    enterprise: Enterprise,
    position: str,
    starts: date | None,
    filer: Filer,
    by: Actor,
    at: datetime,
    paper: documents.Upload | None = None,
) -> Employment:
    """Begin an employment; the stamped paper is kept in the firm's file. Raises as `employments.begin` does, "enterprise.paper_missing" among them."""
    attached = None
    if filer == Filer.BUREAU_FOR_FIRM:
        if paper is None:
            raise NotPossible("enterprise.paper_missing")
        attached = documents.attach(
            kind="enterprise", key=enterprise.pk, purpose=STAMPED_PAPER, upload=paper, city=enterprise.city_code, by=by, at=at
        ).pk
    return employments.begin(
        person=person, enterprise=enterprise, position=position, starts=starts, filer=filer, paper=attached, by=by, at=at
    )
