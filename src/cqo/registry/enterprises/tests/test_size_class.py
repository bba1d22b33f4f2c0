import pytest

from cqo.registry.enterprises.rules.size_class import FEN_PER_10_000_YUAN, SizeClass, meets_designated_size, size_class

LARGE, MEDIUM, SMALL, MICRO = SizeClass


def wan(amount):
    return None if amount is None else round(amount * FEN_PER_10_000_YUAN)


def classed(code, employees=None, revenue=None, assets=None):
    return size_class(code, employees=employees, revenue_fen=wan(revenue), assets_fen=wan(assets))


# The lower bounds of large, medium and small, row by row as printed in the annex of 国统字〔2017〕213号: employees, revenue, assets.
TABLE = {
    "A01": [(None, 20_000, None), (None, 500, None), (None, 50, None)],
    "B06": [(1_000, 40_000, None), (300, 2_000, None), (20, 300, None)],
    "C37": [(1_000, 40_000, None), (300, 2_000, None), (20, 300, None)],
    "D46": [(1_000, 40_000, None), (300, 2_000, None), (20, 300, None)],
    "E47": [(None, 80_000, 80_000), (None, 6_000, 5_000), (None, 300, 300)],
    "F51": [(200, 40_000, None), (20, 5_000, None), (5, 1_000, None)],
    "F52": [(300, 20_000, None), (50, 500, None), (10, 100, None)],
    "G54": [(1_000, 30_000, None), (300, 3_000, None), (20, 200, None)],
    "G591": [(1_000, 30_000, None), (300, 3_000, None), (20, 200, None)],
    "G592": [(200, 30_000, None), (100, 1_000, None), (20, 100, None)],
    "G60": [(1_000, 30_000, None), (300, 2_000, None), (20, 100, None)],
    "H61": [(300, 10_000, None), (100, 2_000, None), (10, 100, None)],
    "H62": [(300, 10_000, None), (100, 2_000, None), (10, 100, None)],
    "I63": [(2_000, 100_000, None), (100, 1_000, None), (10, 100, None)],
    "I65": [(300, 10_000, None), (100, 1_000, None), (10, 50, None)],
    "K701": [(None, 200_000, 10_000), (None, 1_000, 5_000), (None, 100, 2_000)],
    "K702": [(1_000, 5_000, None), (300, 1_000, None), (100, 500, None)],
    "L72": [(300, None, 120_000), (100, None, 8_000), (10, None, 100)],
    "M73": [(300, None, None), (100, None, None), (10, None, None)],
    "K703": [(300, None, None), (100, None, None), (10, None, None)],
    "Q85": [(300, None, None), (100, None, None), (10, None, None)],
    "R86": [(300, None, None), (100, None, None), (10, None, None)],
}
AT_THE_BOUND = [
    (code, figures, size) for code, bounds in TABLE.items() for figures, size in zip(bounds, (LARGE, MEDIUM, SMALL), strict=True)
]


@pytest.mark.parametrize(("code", "figures", "size"), AT_THE_BOUND)
def test_at_every_lower_bound_the_class_is_reached(code, figures, size):
    assert classed(code, *figures) == size


@pytest.mark.parametrize(("code", "figures", "size"), AT_THE_BOUND)
def test_one_figure_just_under_its_bound_lowers_the_class_by_one(code, figures, size):
    below = [MEDIUM, SMALL, MICRO][[LARGE, MEDIUM, SMALL].index(size)]
    for position, figure in enumerate(figures):
        if figure is not None:
            step = 1 if position == 0 else 0.000001
            assert classed(code, *[figure - step if at == position else other for at, other in enumerate(figures)]) == below


def test_a_figure_of_a_lower_class_carries_the_whole_enterprise_down():
    assert classed("C37", 1_500, 50_000) == LARGE
    assert classed("C37", 1_500, 1_999) == SMALL
    assert classed("C37", 1_500, 299) == MICRO
    assert classed("C37", 19, 500_000) == MICRO


def test_one_micro_figure_settles_it_while_another_is_missing():
    assert classed("C37", 19, None) == MICRO
    assert classed("C37", None, 299) == MICRO


def test_a_missing_figure_that_could_change_the_class_leaves_it_open():
    assert classed("C37", 300, None) is None
    assert classed("C37", None, None) is None


@pytest.mark.parametrize("code", ["C", "C37", "37", "C371", "3714", "C3714"])
def test_the_code_may_have_any_depth(code):
    assert classed(code, 300, 2_000) == MEDIUM


def test_a_division_over_several_rows_is_classed_where_they_agree():
    assert classed("K70", 9, 99, 1_999) == MICRO
    assert classed("K70", 300, 1_000, 10_000) is None
    assert classed("G59", 200, 30_000) is None
    assert classed("G59", 1_000, 30_000) == LARGE


@pytest.mark.parametrize("code", ["G53", "J66", "K704", "P83", "Q84", "S91", "T97", "J", "C01", "99", "", "X1", "制造业"])
def test_what_the_table_does_not_cover_has_no_class(code):
    assert classed(code, 5_000, 500_000, 500_000) is None


def designated(code, year, revenue=None, **facts):
    return meets_designated_size(code, year=year, revenue_fen=wan(revenue), **facts)


@pytest.mark.parametrize(
    ("code", "year", "threshold"),
    [
        ("C37", 2025, 2_000), ("C37", 2011, 2_000), ("C37", 2010, 500), ("C37", 2007, 500), ("B06", 2025, 2_000), ("D46", 2025, 2_000),
        ("F51", 2025, 2_000), ("F52", 2025, 500), ("H61", 2025, 200), ("H62", 2025, 200),
        ("G54", 2025, 2_000), ("I65", 2025, 2_000), ("N77", 2025, 2_000), ("Q84", 2025, 2_000),
        ("L72", 2025, 1_000), ("M73", 2025, 1_000), ("P83", 2025, 1_000), ("K702", 2025, 1_000), ("K704", 2025, 1_000),
        ("O80", 2025, 500), ("R86", 2025, 500), ("Q85", 2025, 500),
    ],
)  # fmt: skip
def test_the_threshold_of_the_year_is_reached_from_its_bound_on(code, year, threshold):
    assert designated(code, year, threshold) is True
    assert designated(code, year, threshold - 0.000001) is False
    assert designated(code, year) is None


def test_before_2007_a_state_owned_works_counted_whatever_its_revenue():
    assert designated("C37", 2006, 10, state_owned=True) is True
    assert designated("C37", 2006, 10, state_owned=False) is False
    assert designated("C37", 2006, 10) is None
    assert designated("C37", 2006, 500) is True


def test_a_builder_counts_by_its_qualification():
    assert designated("E47", 2025, 90_000, qualified=False) is False
    assert designated("E47", 2025, qualified=True) is True
    assert designated("E47", 2025, 90_000) is None


def test_every_developer_of_real_estate_counts():
    assert designated("K701", 2025) is True


def test_real_estate_without_a_group_counts_where_every_group_would():
    assert designated("K70", 2025, 1_000) is True
    assert designated("K70", 2025, 999) is None


def test_where_the_sources_give_no_threshold_there_is_no_verdict():
    assert designated("C37", 1997, 9_000) is None
    assert designated("I65", 2019, 9_000) is None
    assert designated("A01", 2025, 9_000) is None
    assert designated("J66", 2025, 9_000) is None
