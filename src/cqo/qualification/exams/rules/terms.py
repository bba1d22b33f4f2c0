"""What a city decides about examinations (subject "exams")."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ExamTerms:
    """minutes: what a new paper begins with. most_extra_minutes: what may be added to one candidate's time in all. half_for_incomplete: an incomplete right
    choice of several is worth half. resit_below: an exam score (of 100) below which somebody may sit again.
    """

    minutes: int = 90
    most_extra_minutes: int = 60
    half_for_incomplete: bool = False
    resit_below: int = 60
