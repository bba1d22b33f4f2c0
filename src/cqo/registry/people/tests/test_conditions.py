import pytest

from cqo.registry.people.rules.conditions import ConditionFacts, ConditionTerms, Ground, Unmet, unmet
from cqo.registry.people.states import Education

NANTONG = ConditionTerms(title_words=("质量工程师", "质量专业"))
HUBEI = ConditionTerms(education_least="bachelor", title_words=("工程师",))
ZHANGZHOU = ConditionTerms(years_large=5, education_large="bachelor", years_small=3, education_small="secondary", title_words=())
ARTICLES = {"years_in_quality": "第五条第一项", "education_least": "第五条第二项", "barred_by": "第六条", "years_large": "第七条"}


def facts(**changed):
    """Somebody with three years and college."""
    return ConditionFacts(**({"years_in_quality": 3, "education": Education.COLLEGE} | changed))


def test_three_years_and_college_are_enough_in_nantong():
    assert unmet(facts(), NANTONG, ARTICLES) == []


def test_every_unmet_condition_is_named_with_what_is_there_what_is_needed_and_the_article():
    assert unmet(facts(years_in_quality=2, education=Education.SECONDARY), NANTONG, ARTICLES) == [
        Unmet("condition.years_in_quality", 2, 3, "第五条第一项"),
        Unmet("condition.education", "secondary", "college", "第五条第二项"),
    ]


@pytest.mark.parametrize(
    ("title", "terms", "stands"),
    [
        ("质量工程师（中级）", NANTONG, True),
        ("机械工程师", NANTONG, False),
        ("助理质量工程师", NANTONG, False),
        ("高级工程师", HUBEI, True),
        ("助理工程师", HUBEI, False),
        ("质量工程师", ZHANGZHOU, False),
    ],
)
def test_a_title_stands_in_for_schooling_only_where_the_place_says_so(title, terms, stands):
    without_schooling = facts(years_in_quality=9, education=Education.BELOW_SECONDARY, title=title)

    assert (unmet(without_schooling, terms) == []) is stands


@pytest.mark.parametrize(
    ("size_class", "years", "education", "codes"),
    [
        ("large", 5, Education.BACHELOR, []),
        ("medium", 4, Education.COLLEGE, ["condition.years_in_quality", "condition.education"]),
        ("small", 3, Education.SECONDARY, []),
        ("micro", 2, Education.BELOW_SECONDARY, ["condition.years_in_quality", "condition.education"]),
        ("", 3, Education.SECONDARY, ["condition.education"]),
    ],
)
def test_where_size_matters_each_size_has_its_own_conditions(size_class, years, education, codes):
    found = unmet(facts(size_class=size_class, years_in_quality=years, education=education), ZHANGZHOU)

    assert [each.code for each in found] == codes


def test_the_article_is_that_of_the_term_that_applied():
    (missing,) = unmet(facts(size_class="large", years_in_quality=4, education=Education.BACHELOR), ZHANGZHOU, ARTICLES)

    assert missing == Unmet("condition.years_in_quality", 4, 5, "第七条")


def test_what_is_not_known_is_not_met():
    assert [(each.code, each.has) for each in unmet(ConditionFacts(), NANTONG)] == [
        ("condition.years_in_quality", None),
        ("condition.education", None),
    ]


def test_only_the_grounds_of_the_place_bar():
    barred = facts(grounds=frozenset({Ground.LEAKED_SECRETS, Ground.ABUSE_OF_POWER}))
    lenient = ConditionTerms(barred_by=("leaked_secrets",))

    assert [(each.has, each.article) for each in unmet(barred, NANTONG, ARTICLES)] == [
        ("abuse_of_power", "第六条"),
        ("leaked_secrets", "第六条"),
    ]
    assert [each.has for each in unmet(barred, lenient)] == ["leaked_secrets"]


def test_a_place_that_asks_for_nothing_lets_everyone_in():
    assert unmet(ConditionFacts(), ConditionTerms(years_in_quality=0, education_least=None)) == []
