"""The bank: record, revise, retire, restore, import."""

from dataclasses import replace

import pytest
from django.db import connection

from cqo.foundation.refusal import NotPossible
from cqo.qualification.certificates.states import Tier
from cqo.qualification.exams.models import PaperItem, Question
from cqo.qualification.exams.operations import questions
from cqo.qualification.exams.rules.questions import faults
from cqo.qualification.exams.tests import builders
from cqo.qualification.exams.tests.builders import AT, MULTIPLE, SINGLE, TRUE_FALSE, draft
from cqo.qualification.training.tests import builders as training

pytestmark = pytest.mark.django_db


def refused(call) -> str:
    with pytest.raises(NotPossible) as caught:
        call()
    return caught.value.code


def test_key_and_explanation_are_sealed_at_rest():
    made = questions.record(draft=draft(kind=MULTIPLE), tier=Tier.BASIC, by=builders.officer(), at=AT)
    with connection.cursor() as cursor:
        cursor.execute("SELECT key, explanation FROM exams_question")
        key, explanation = (bytes(value) for value in cursor.fetchone())
    assert (b"ACD" in key, builders.MARK.encode() in explanation) == (False, False)
    made.refresh_from_db()
    assert (made.key.reveal(), made.explanation.reveal(), str(made.key)) == ("ACD", builders.MARK, "••••••")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"stem": "  "}, "question.no_stem"),
        ({"kind": None}, "question.kind_unknown"),
        ({"key": "E"}, "question.key_not_among_options"),
        ({"key": ""}, "question.no_key"),
        ({"key": "?"}, "question.key_unreadable"),
        ({"key": "AB"}, "question.single_with_several"),
        ({"kind": MULTIPLE, "key": "A"}, "question.multiple_with_one"),
        ({"options": ("甲",), "key": "A"}, "question.no_options"),
        ({"options": tuple("甲乙丙丁戊己庚辛壬")}, "question.too_many_options"),
        ({"options": ("甲", "甲", "乙")}, "question.option_twice"),
        ({"options": ("甲", " ", "乙")}, "question.option_empty"),
        ({"difficulty": None}, "question.difficulty_unknown"),
        ({"unit_code": "没有"}, "question.unit_unknown"),
    ],
)
def test_every_fault_of_a_draft_is_named(changes, code):
    assert faults(draft(**changes), units=["ZL"]) == [code]


def test_the_same_question_in_other_spacing_and_order_is_a_twin():
    by = builders.officer()
    questions.record(draft=draft(), tier=Tier.BASIC, by=by, at=AT)
    twin = draft(options=("丁", "丙", "乙", "甲"), stem="第１问 ， single，应当怎样?", key="C")
    assert refused(lambda: questions.record(draft=twin, tier=Tier.BASIC, by=by, at=AT)) == "question.duplicate_in_bank"
    other = draft(options=("甲", "乙", "丙", "戊"))
    assert questions.record(draft=other, tier=Tier.BASIC, by=by, at=AT).edition == 1


def test_a_change_is_a_new_edition_and_papers_keep_theirs():
    by = builders.officer()
    builders.bank(by)
    paper = builders.paper(training.training_class(), by)
    item = PaperItem.objects.filter(paper=paper).select_related("question").first()
    old = item.question
    made = questions.revise(question=old, draft=replace(questions.draft_of(old), stem="改过的题干"), tier=Tier.BASIC, by=by, at=AT)
    item.refresh_from_db()
    assert (made.code, made.edition, item.question_id) == (old.code, old.edition + 1, old.pk)
    again = lambda: questions.revise(question=old, draft=draft(), tier=Tier.BASIC, by=by, at=AT)  # noqa: E731
    assert refused(again) == "question.changed_meanwhile"
    assert refused(lambda: questions.restore(question=Question.objects.get(pk=old.pk), by=by, at=AT)) == "question.not_latest"


def test_retired_and_restored_unless_a_twin_came_meanwhile():
    by = builders.officer()
    made = questions.record(draft=draft(), tier=Tier.BASIC, by=by, at=AT)
    questions.retire(question=made, by=by, at=AT)
    assert refused(lambda: questions.retire(question=made, by=by, at=AT)) == "question.changed_meanwhile"
    questions.restore(question=made, by=by, at=AT)
    questions.retire(question=made, by=by, at=AT)
    questions.record(draft=draft(), tier=Tier.BASIC, by=by, at=AT)
    assert refused(lambda: questions.restore(question=made, by=by, at=AT)) == "question.duplicate_in_bank"


def test_of_an_import_with_a_wrong_row_nothing_is_written():
    by = builders.officer()
    drafts = [draft(1), draft(2, MULTIPLE), draft(3, TRUE_FALSE, key="")]
    assert refused(lambda: questions.record_many(drafts=drafts, tier=Tier.BASIC, by=by, at=AT)) == "question.no_key"
    assert (
        refused(lambda: questions.record_many(drafts=[draft(1), draft(1)], tier=Tier.BASIC, by=by, at=AT)) == "question.duplicate_in_file"
    )
    assert Question.objects.count() == 0
    made = questions.record_many(drafts=[draft(1), draft(2, SINGLE)], tier=Tier.BASIC, by=by, at=AT)
    assert [each.code[-8:-2] for each in made] == ["-00001", "-00002"] or len({each.code for each in made}) == 2
