"""What a city has decided about the exams of a class."""

from datetime import date

from cqo.foundation.provisions import queries as provisions
from cqo.foundation.provisions.queries import Edition
from cqo.qualification.exams.rules.terms import ExamTerms
from cqo.qualification.training.models import TrainingClass


def in_force(training_class: TrainingClass, on: date) -> Edition[ExamTerms]:
    """The rules that hold for the exams of a class on a day."""
    return provisions.in_force(ExamTerms, training_class.county_id or training_class.city_code, on)
