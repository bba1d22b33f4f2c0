"""What an address or a form asks for, within the actor's reach: out of reach is not there (404)."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from cqo.foundation.access.gate import actor_of
from cqo.foundation.look.answers import Trail
from cqo.qualification.training.models import Enrolment, TrainingClass
from cqo.qualification.training.queries import classes, enrolments


def seen_class(request: HttpRequest, number: str) -> TrainingClass:
    """A class the actor may see."""
    return get_object_or_404(classes.within(actor_of(request)), number=number)


def held_class(request: HttpRequest, number: str) -> TrainingClass:
    """A class that is the actor's to hold."""
    return get_object_or_404(classes.held_by(actor_of(request)), number=number)


def enrolment(request: HttpRequest, number: str) -> Enrolment:
    """A sign-up the actor may see."""
    return get_object_or_404(enrolments.within(actor_of(request)), number=number)


def to_classes() -> Trail:
    """The way from the desk to the list of classes."""
    return [(_("工作台"), reverse("desk:today")), (_("培训班"), reverse("training:classes"))]


def to_class(training_class: TrainingClass) -> Trail:
    """The way from the desk to a class."""
    return [*to_classes(), (training_class.title, training_class.get_absolute_url())]


def to_enrolments() -> Trail:
    """The way from the desk to the list of sign-ups."""
    return [(_("工作台"), reverse("desk:today")), (_("报名"), reverse("training:enrolments"))]


def to_enrolment(of: Enrolment) -> Trail:
    """The way from the desk to a sign-up."""
    return [*to_enrolments(), (of.number, of.get_absolute_url())]
