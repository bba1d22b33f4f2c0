"""What an answer is worth."""

import pytest

from cqo.qualification.exams.rules.marking import of_hundred, points


@pytest.mark.parametrize(
    ("key", "choice", "whole", "halved"),
    [
        ("B", "B", 20, 20),
        ("B", "A", 0, 0),
        ("ACD", "ACD", 20, 20),
        ("ACD", "AC", 0, 10),
        ("ACD", "AB", 0, 0),
        ("ACD", "ABCD", 0, 0),
        ("A", "", 0, 0),
    ],
)
def test_all_or_nothing_unless_the_rules_give_half(key, choice, whole, halved):
    assert (points(key, choice, 20), points(key, choice, 20, half=True)) == (whole, halved)


def test_points_are_scaled_to_a_hundred_and_rounded_half_up():
    assert [of_hundred(got, total_tenths=150) for got in (0, 75, 100, 150)] == [0, 500, 667, 1000]
    assert of_hundred(5, total_tenths=0) == 0
