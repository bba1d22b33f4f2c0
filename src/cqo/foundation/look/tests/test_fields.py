from datetime import date

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.test.html import parse_html
from django.utils.html import escape
from django.utils.safestring import mark_safe

from cqo.foundation.look import controls
from cqo.foundation.look.forms import DayField, PhoneInput, Sectioned, UploadField


class Filing(Sectioned, forms.Form):
    SECTIONS = (("首席质量官", ("name", "phone")),)

    name = forms.CharField(label="姓名", help_text="与身份证一致。")
    phone = forms.CharField(label="联系电话", widget=PhoneInput, required=False)
    starts = DayField(label="任期起", required=False)
    rank = forms.ChoiceField(label="职务层级", choices=[("a", "决策层"), ("b", "中层")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="与纸质一致")
    version = forms.IntegerField(widget=forms.HiddenInput, initial=3)


def flat(text: str) -> str:
    return " ".join(text.split())


def field_html(form: forms.Form, name: str) -> str:
    return flat(Template("{% field bound %}").render(Context({"bound": form[name]})))


def test_a_field_has_its_label_above_and_its_hint_tied_to_the_control():
    assert field_html(Filing(), "name") == (
        '<div class="field"> <label class="form-label" for="id_name">姓名</label> '
        '<div class="form-hint" id="id_name_helptext">与身份证一致。</div> '
        '<input type="text" name="name" class="form-control" autocomplete="off" required '
        'aria-describedby="id_name_helptext" id="id_name"> </div>'
    )


def test_a_wrong_field_names_its_error_as_its_description():
    page = field_html(Filing({"name": ""}), "name")
    assert 'aria-describedby="id_name_helptext id_name_error"' in page
    assert 'aria-invalid="true"' in page
    assert 'id="id_name_error"' in page
    assert 'class="form-control is-invalid"' in page


def test_an_optional_field_says_so():
    assert '<span class="optional">（选填）</span>' in field_html(Filing(), "phone")


def test_a_phone_offers_its_keypad_and_its_own_number():
    page = field_html(Filing(), "phone")
    assert '<input type="tel" name="phone" autocomplete="tel" inputmode="tel" maxlength="24" class="form-control" id="id_phone">' in page


def test_radio_buttons_stand_in_a_fieldset_with_the_label_as_legend():
    page = field_html(Filing(), "rank")
    assert page.startswith('<fieldset class="field" id="id_rank_group"> <legend class="form-label">职务层级</legend>')
    assert page.count('class="form-check-input"') == 2
    assert '<label class="form-check choice" for="id_rank_1"><input type="radio" name="rank" value="b"' in page


def test_the_summary_leads_to_each_wrong_field():
    form = Filing({"name": "", "version": "3"})
    page = str(form)
    assert [name for name in ("id_name", "id_rank_0", "id_agreed") if f'<a href="#{name}">' in page] == [
        "id_name",
        "id_rank_0",
        "id_agreed",
    ]
    assert page.count('id="error-summary"') == 1


def test_a_form_without_errors_has_no_summary_and_keeps_its_hidden_fields():
    page = str(Filing())
    assert page.count("error-summary") == 0
    assert page.count('<input type="hidden" name="version" value="3" id="id_version">') == 1


def test_sections_leave_no_field_out():
    laid_out = [(legend, [bound.name for bound in fields]) for legend, fields in Filing().sections()]
    assert laid_out == [("首席质量官", ["name", "phone"]), ("", ["starts", "rank", "agreed"])]


@pytest.mark.parametrize(
    "typed",
    ["2026-11-02", "2026/11/2", "2026.11.2", "20261102", "2026年11月2日", "２０２６年１１月２日", " 2026 年 11 月 2 日 ", "2026-11-2"],
)
def test_a_day_is_read_however_it_is_typed(typed):
    assert DayField().clean(typed) == date(2026, 11, 2)


@pytest.mark.parametrize("typed", ["2026年13月2日", "2026-02-30", "明天", "2026", "11/02/2026x"])
def test_what_is_no_day_is_refused_with_an_example(typed):
    with pytest.raises(forms.ValidationError) as refused:
        DayField().clean(typed)
    assert refused.value.messages == ["日期无法识别，请写成 2026-11-22 或 2026年11月22日。"]


def test_a_day_that_could_not_be_read_is_shown_again_as_typed():
    page = field_html(Filing({"starts": "2026年13月2日"}), "starts")
    assert '<input type="text" name="starts" value="2026年13月2日"' in page


def test_a_day_is_shown_in_a_date_control():
    page = field_html(Filing(initial={"starts": date(2026, 11, 2)}), "starts")
    assert '<input type="date" name="starts" value="2026-11-02"' in page


@pytest.mark.parametrize("value", [None, "1", "<x>", "4"])
def test_a_select_is_drawn_as_django_draws_it(value):
    class Area(forms.Form):
        marked, area = (
            forms.ChoiceField(
                choices=[("", "全部"), (1, "城固 & 洋县"), ("功能区", [("<x>", "经开区"), ("4", label)])],
                widget=forms.Select(attrs={"data-x": '"', "disabled": True, "hidden": False}),
            )
            for label in (mark_safe("<b>航空城</b>"), "<b>航空城</b>")
        )

    form = Area({"area": value, "marked": value})
    ours = [parse_html(controls.render(bound)) for bound in form]
    assert ours == [parse_html(bound.as_widget(attrs=controls.attributes(bound))) for bound in form]


def test_an_upload_tells_its_limits_and_keeps_to_them():
    class Scan(forms.Form):
        scan = UploadField(label="扫描件", limit=2048, kinds=("pdf", "jpg"), help_text="盖章后扫描。")

    page = field_html(Scan(), "scan")
    assert escape("盖章后扫描。可上传 PDF、JPG，单个文件不超过 2.0\xa0KB。").replace("\xa0", " ") in page
    assert 'accept=".pdf,.jpg"' in page
    large = Scan({}, {"scan": SimpleUploadedFile("a.pdf", b"x" * 2049)})
    fitting = Scan({}, {"scan": SimpleUploadedFile("a.pdf", b"x" * 2048)})
    assert (large.errors["scan"].as_data()[0].code, fitting.errors) == ("too_large", {})
