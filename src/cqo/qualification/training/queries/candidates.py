"""Who can be signed up for a class by somebody, and what is missing for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.look.templatetags.look import day, moment
from cqo.foundation.refusal import NotPossible
from cqo.qualification.certificates.wording import TIERS
from cqo.qualification.training.models import Enrolment, TrainingClass
from cqo.qualification.training.queries import learners, overlaps, phases
from cqo.qualification.training.queries.learners import Lack
from cqo.qualification.training.rules import phase
from cqo.qualification.training.rules.overlap import clash
from cqo.qualification.training.states import LIVE
from cqo.registry.enterprises.models import Enterprise
from cqo.registry.enterprises.queries import files as enterprises
from cqo.registry.people.models import Person
from cqo.registry.people.queries import files, lives


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be ticked, or why not. enrolment: their sign-up that stands; lack: a prerequisite that a ground may exempt from."""

    person: Person
    position: str
    why_not: str = ""
    enrolment: Enrolment | None = None
    lack: Lack | None = None

    @property
    def may(self) -> bool:
        """Whether they can be ticked."""
        return not self.why_not and self.enrolment is None


def shut(training_class: TrainingClass, firm: Enterprise | None, *, at: datetime) -> str:
    """Why nobody can sign up now, or nobody of a firm, in words; "" where they can."""
    if firm is not None and training_class.county_id not in (None, firm.county_id):
        return str(NotPossible("enrolment.elsewhere", place=divisions.name_of(training_class.county_id or "")))
    code = phase.shut(phases.facts_of(training_class), at=at)
    told = {"opens": moment(training_class.sign_up_from), "shuts": moment(training_class.sign_up_until)}
    return str(NotPossible(code, **told)) if code else ""


def of(training_class: TrainingClass, actor: Actor, firm: Enterprise | None, *, at: datetime) -> list[Candidate]:
    """The people an actor may sign up: a firm's current people, or the person. A fixed number of queries, however many they are."""
    on = timezone.localdate(at)
    if firm is not None:
        jobs = lives.staff(enterprises.family(firm), on=on)
        people = {(job.person.merged_into or job.person): job.position for job in jobs}
    elif actor.is_firm:
        people = {}
    else:
        people = {(person.merged_into or person): "" for person in files.within(actor).select_related("merged_into").order_by("pk")[:1]}
    keys = [person.pk for person in people]
    standing = _standing(keys)
    edition, held = learners.terms_of(training_class), learners.of_people(keys, on)
    times = overlaps.times([training_class, *(each.training_class for found in standing.values() for each in found)])
    own = times[training_class.pk]
    candidates = []
    for person, position in people.items():
        live = standing.get(person.pk, [])
        here = next((each for each in live if each.training_class_id == training_class.pk), None)
        other = next((each.training_class for each in live if each is not here and clash(own, times[each.training_class_id])), None)
        lack = learners.lack(training_class, held[person.pk], edition)
        candidates.append(Candidate(person, position, "" if here else _why_not(person, other, lack), here, lack))
    return candidates


def exempting(training_class: TrainingClass, people: Sequence[Candidate]) -> Sequence[str]:
    """The grounds that may be named for some of the people; none where nobody needs one."""
    return next((each.lack.unmet.exempt_by for each in people if each.lack is not None), ())


def _why_not(person: Person, other: TrainingClass | None, lack: Lack | None) -> str:
    if person.id_hash is None:
        return _("档案中还没有证件号码")
    if other is not None:
        told = {"title": other.title, "starts": day(other.starts_date), "ends": day(other.ends_date)}
        return _("已报名同一时间的“%(title)s”（%(starts)s至%(ends)s）") % told
    if lack is not None and not lack.unmet.exempt_by:
        return _("还没有%(tier)s证书（%(rule)s）") % {"tier": TIERS[lack.unmet.needs], "rule": lack.rule}
    return ""


def _standing(people: Sequence[UUID]) -> dict[UUID, list[Enrolment]]:
    """The sign-ups of people (kept files) that stand, files merged into theirs included."""
    rows = Enrolment.objects.filter(
        Q(person__in=people) | Q(person__merged_into__in=people),
        state__in=[state.value for state in LIVE],
        training_class__state__in=overlaps.TAKING_PLACE,
    ).select_related("training_class", "person")
    found: dict[UUID, list[Enrolment]] = {}
    for row in rows.order_by("submitted_at", "pk"):
        found.setdefault(row.person.merged_into_id or row.person_id, []).append(row)
    return found
