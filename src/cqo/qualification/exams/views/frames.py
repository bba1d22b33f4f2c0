"""The ways back."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cqo.foundation.look.answers import Trail
from cqo.qualification.exams.models import Paper, Sitting


def to_questions() -> Trail:
    """The way from the desk to the bank."""
    return [(_("工作台"), reverse("desk:today")), (_("题库"), reverse("exams:questions"))]


def to_papers() -> Trail:
    """The way from the desk to the papers."""
    return [(_("工作台"), reverse("desk:today")), (_("考试"), reverse("exams:sittings")), (_("试卷"), reverse("exams:papers"))]


def to_paper(paper: Paper) -> Trail:
    """The way from the desk to a paper."""
    return [*to_papers(), (paper.title, paper.get_absolute_url())]


def to_sittings() -> Trail:
    """The way from the desk to the sittings."""
    return [(_("工作台"), reverse("desk:today")), (_("考试"), reverse("exams:sittings"))]


def to_sitting(sitting: Sitting) -> Trail:
    """The way from the desk to a sitting."""
    return [*to_sittings(), (sitting.title, sitting.get_absolute_url())]
