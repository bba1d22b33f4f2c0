"""Papers: drawn, arranged, fixed, copied, discarded."""

import pytest

from cqo.foundation.refusal import NotPossible
from cqo.qualification.exams.models import PaperItem
from cqo.qualification.exams.operations import papers
from cqo.qualification.exams.operations.papers import Row
from cqo.qualification.exams.queries import papers as queries
from cqo.qualification.exams.rules import blueprint
from cqo.qualification.exams.rules.blueprint import ANY_UNIT, Line
from cqo.qualification.exams.tests import builders
from cqo.qualification.exams.tests.builders import AT, MULTIPLE, SINGLE
from cqo.qualification.training.tests import builders as training
from cqo.registry.enterprises.tests import builders as firms

pytestmark = pytest.mark.django_db


def refused(call) -> NotPossible:
    with pytest.raises(NotPossible) as caught:
        call()
    return caught.value


def test_a_draw_takes_what_the_blueprint_says_and_nothing_twice():
    by = builders.officer()
    builders.bank(by)
    paper = papers.draft(training_class=training.training_class(), title="试卷", minutes=60, shuffled=True, by=by, at=AT)
    lines = [Line(ANY_UNIT, SINGLE, 3, 20), Line("ZL", SINGLE, 3, 10), Line("FL", MULTIPLE, 2, 40)]
    papers.draw(paper=paper, version=1, lines=lines, by=by, at=AT)
    items = queries.items(paper)
    drawn = sorted((item.question.kind, item.question.unit_code, item.points_tenths) for item in items)
    assert drawn == [("multiple", "FL", 40)] * 2 + [("single", "FL", 20)] * 3 + [("single", "ZL", 10)] * 3
    assert len({item.question_id for item in items}) == 8
    assert (queries.total(paper), [item.place for item in items]) == (170, list(range(1, 9)))


def test_a_pool_that_is_too_small_is_refused_with_the_numbers_and_nothing_changes():
    by = builders.officer()
    builders.bank(by)
    paper = builders.paper(training.training_class(), by, fixed=False)
    before = [item.pk for item in queries.items(paper)]
    wanted = [Line("ZL", SINGLE, 9, 10), Line(ANY_UNIT, MULTIPLE, 5, 10)]
    refusal = refused(lambda: papers.draw(paper=paper, version=paper.version, lines=wanted, by=by, at=AT))
    assert refusal.code == "paper.pool_too_small"
    assert refusal.facts["lines"] == "质量管理基础 单选题要抽 9 题，只有 3 题；全部单元 多选题要抽 5 题，只有 4 题"
    paper.refresh_from_db()
    assert [item.pk for item in queries.items(paper)] == before


def test_arranging_moves_removes_and_weighs_at_once():
    by = builders.officer()
    builders.bank(by)
    paper = builders.paper(training.training_class(), by, fixed=False)
    items = queries.items(paper)
    kept = items[1:]
    rows = [Row(items[0].pk, 99, 10, is_removed=True), *(Row(item.pk, len(kept) - place, 30) for place, item in enumerate(kept))]
    papers.arrange(paper=paper, version=paper.version, rows=rows, by=by, at=AT)
    assert [(item.pk, item.points_tenths) for item in queries.items(paper)] == [(item.pk, 30) for item in reversed(kept)]
    wrong = [Row(item.pk, 1, 30) for item in kept]
    assert refused(lambda: papers.arrange(paper=paper, version=paper.version, rows=wrong, by=by, at=AT)).code == "paper.places_wrong"


def test_a_question_is_replaced_by_another_of_its_unit_and_kind_until_none_is_left():
    by = builders.officer()
    bank = builders.bank(by, singles=12)
    paper = builders.paper(training.training_class(), by, fixed=False)
    item = queries.items(paper)[0]
    papers.replace(paper=paper, version=paper.version, item=item.pk, by=by, at=AT)
    after = queries.items(paper)[0]
    assert (after.question.unit_code, after.question.kind, after.question_id != item.question_id) == (
        item.question.unit_code,
        item.question.kind,
        True,
    )
    rest = [each.pk for each in bank if each.pk not in {found.question_id for found in queries.items(paper)}]
    papers.add(paper=paper, version=paper.version, chosen=rest, points_tenths=10, by=by, at=AT)
    assert refused(lambda: papers.replace(paper=paper, version=paper.version, item=item.pk, by=by, at=AT)).code == "paper.no_other_question"
    paper.refresh_from_db()
    twice = lambda: papers.add(paper=paper, version=paper.version, chosen=rest[:1], points_tenths=10, by=by, at=AT)  # noqa: E731
    assert refused(twice).code == "paper.question_twice"


def test_a_fixed_paper_is_locked_and_its_digest_tells_a_change():
    by = builders.officer()
    builders.bank(by)
    paper = builders.paper(training.training_class(), by)
    assert (paper.state, paper.digest) == ("fixed", papers.content_digest(paper))
    item = queries.items(paper)[0]
    change = lambda: papers.replace(paper=paper, version=paper.version, item=item.pk, by=by, at=AT)  # noqa: E731
    assert refused(change).code == "lifecycle.not_from_here"
    assert refused(lambda: papers.discard(paper=paper, version=paper.version, by=by, at=AT)).code == "lifecycle.not_from_here"
    PaperItem.objects.filter(pk=item.pk).update(points_tenths=99)
    assert paper.digest != papers.content_digest(paper)


def test_a_copy_is_a_draft_of_its_own():
    by = builders.officer()
    builders.bank(by)
    paper = builders.paper(training.training_class(), by)
    made = papers.copy(paper=paper, training_class=training.training_class(2), by=by, at=AT)
    assert [(item.question_id, item.points_tenths) for item in queries.items(made)] == [
        (item.question_id, item.points_tenths) for item in queries.items(paper)
    ]
    assert (made.state, made.version) == ("draft", 1)


def test_an_empty_paper_is_not_fixed_and_a_neighbour_makes_none():
    by = builders.officer()
    held = training.training_class()
    paper = papers.draft(training_class=held, title="空", minutes=60, shuffled=True, by=by, at=AT)
    assert refused(lambda: papers.fix(paper=paper, version=1, by=by, at=AT)).code == "paper.empty"
    neighbour = firms.county_officer(firms.YANGXIAN)
    assert refused(lambda: papers.fix(paper=paper, version=1, by=neighbour, at=AT)).code == "paper.not_yours"


def test_an_order_can_be_worked_out_again():
    places = list(range(1, 30))
    first = blueprint.shuffled(places, seed="a")
    assert (first, sorted(first), first != places) == (blueprint.shuffled(places, seed="a"), places, True)
