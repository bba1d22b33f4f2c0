from dataclasses import dataclass
from datetime import date

import pytest

from cqo.foundation.provisions import subjects
from cqo.foundation.provisions.subjects import Shape, Subject
from cqo.foundation.provisions.tests.builders import HOURS, HourTerms


def test_each_term_knows_its_shape_and_whether_it_may_stay_unset():
    shapes = {term.name: (term.shape, term.optional) for term in subjects.terms_of(HOURS)}

    assert shapes == {
        "hours": (Shape.NUMBER, False),
        "online_share": (Shape.NUMBER, True),
        "counts_reading": (Shape.FLAG, False),
        "level": (Shape.TEXT, False),
        "kinds": (Shape.LIST, False),
    }


def test_terms_come_back_from_the_database_as_they_were():
    terms = HourTerms(hours=12, online_share=50, counts_reading=True, level="advance", kinds=("class", "salon"))

    assert subjects.read(HOURS, subjects.stored(HOURS, terms)) == terms


def test_a_key_belongs_to_one_class_of_terms(monkeypatch):
    @dataclass(frozen=True)
    class OtherTerms:
        hours: int = 1

    with pytest.raises(ValueError, match="HourTerms already"):
        subjects.register(Subject(key="hours", title="学时", terms=OtherTerms, labels={"hours": "学时"}))


def test_a_term_without_a_label_a_default_or_a_known_type_is_refused():
    @dataclass(frozen=True)
    class DateTerms:
        starts: date = date(2026, 1, 1)

    with pytest.raises(ValueError, match="needs a default and a label"):
        subjects.register(Subject(key="dates", title="日期", terms=DateTerms, labels={}))
    with pytest.raises(ValueError, match="a term is a whole number"):
        subjects.register(Subject(key="dates", title="日期", terms=DateTerms, labels={"starts": "开始"}))
    with pytest.raises(KeyError):
        subjects.get("dates")
