from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from cqo.foundation.look.templatetags import look

EVENING_IN_LONDON = datetime(2026, 11, 21, 16, 20, tzinfo=UTC)


def drawn(source: str, **variables: object) -> str:
    return Template(source).render(Context(variables))


def test_day_is_written_the_chinese_way():
    assert look.day(date(2026, 11, 2)) == "2026年11月2日"


def test_day_of_a_moment_is_the_day_in_shanghai():
    assert look.day(EVENING_IN_LONDON) == "2026年11月22日"


def test_day_is_written_the_english_way_in_english():
    with translation.override("en"):
        assert look.day(date(2026, 11, 22)) == "22 November 2026"


def test_day_of_nothing_is_nothing():
    assert look.day(None) == ""


def test_moment_is_in_shanghai_time():
    assert look.moment(EVENING_IN_LONDON) == "2026年11月22日 00:20"


def test_moment_in_english():
    with translation.override("en"):
        assert look.moment(EVENING_IN_LONDON) == "22 November 2026, 00:20"


@pytest.mark.parametrize(("fen", "written"), [(123450, "1,234.50 元"), (5, "0.05 元"), (-100, "-1.00 元"), (0, "0.00 元"), (None, "")])
def test_money_is_fen_written_as_yuan(fen, written):
    assert look.money(fen) == written


@pytest.mark.parametrize(
    ("difference", "written"),
    [(3, "+3.0 个百分点"), (Decimal("-1.25"), "−1.3 个百分点"), (0.04, "0.0 个百分点"), (-0.04, "0.0 个百分点"), (None, "")],
)
def test_points_are_signed_percentage_points(difference, written):
    assert look.points(difference) == written


def test_percent_tells_what_it_is_a_share_of():
    assert (
        drawn("{% percent 431 702 %}")
        == '<span class="num" title="431 / 702">61.4%<span class="visually-hidden">（431 / 702）</span></span>'
    )


def test_percent_rounds_half_up():
    assert look.percent(1, 16).startswith('<span class="num" title="1 / 16">6.3%<')


def test_percent_of_nothing_is_a_dash():
    assert look.percent(0, 0) == '<span class="num" title="0 / 0">—<span class="visually-hidden">（0 / 0）</span></span>'


def test_number_parts_thousands():
    assert look.number(1000) == "1,000"


def test_chip_escapes_its_text_and_falls_back_to_a_plain_kind():
    assert drawn("{% chip text kind %}", text="<b>", kind='"x') == '<span class="chip chip-plain">&lt;b&gt;</span>'


def test_chip_wears_its_kind():
    assert drawn('{% chip "有效" "ok" %}') == '<span class="chip chip-ok">有效</span>'


def test_icon_is_hidden_from_screen_readers_unless_it_has_a_label():
    assert drawn('{% icon "bell" %}') == (
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="/static/vendor/tabler/icons.svg#bell"></use></svg>'
    )
    assert drawn('{% icon "bell" label="消息" %}') == (
        '<svg class="icon" role="img" aria-label="消息"><use href="/static/vendor/tabler/icons.svg#bell"></use></svg>'
    )


def test_sealed_dots_show_the_mask_or_nothing_at_all():
    title = "已加密保存，此处只显示部分或不显示"
    assert look.sealed_dots("139****2231") == f'<span class="sealed num" title="{title}">139****2231</span>'
    assert look.sealed_dots() == f'<span class="sealed num" title="{title}">••••••</span>'


def test_query_with_keeps_the_other_parameters():
    request = RequestFactory().get("/", {"q": "汉江", "scale": ["1", "2"], "page": "4"})
    source = "{% query_with sort='-name' page=None %}"
    assert drawn(source, request=request) == "?q=%E6%B1%89%E6%B1%9F&amp;scale=1&amp;scale=2&amp;sort=-name"


def test_steps_mark_where_the_case_stands():
    stations = [{"label": "提交", "place": "done"}, {"label": "核对", "place": "now"}, {"label": "入库", "place": "ahead"}]
    page = drawn("{% steps stations %}", stations=stations)
    assert page.count('aria-current="step"') == 1
    assert '<li class="now" aria-current="step">核对</li>' in page
    assert '<li class="done">提交<span class="visually-hidden">（已完成）</span></li>' in page


def test_facts_show_a_dash_for_what_is_not_known():
    page = drawn("{% facts facts %}", facts=[{"label": "职务", "value": ""}])
    assert "".join(page.split()) == '<dlclass="facts"><div><dt>职务</dt><dd>—</dd></div></dl>'
