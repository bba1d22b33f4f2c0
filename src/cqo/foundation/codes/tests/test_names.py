"""Names keep their hanzi; spellings of one name meet in one key."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqo.foundation.codes import names

HANZI = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  孙　杰 ", "孙杰"),
        ("王 建 国", "王建国"),
        ("买买提•艾力", "买买提•艾力"),
        ("买买提 · 艾力", "买买提·艾力"),
        ("John  Smith", "John Smith"),
        ("陕西周泰股份（汉中）有限公司\u200b", "陕西周泰股份（汉中）有限公司"),
        ("𠮷田\u3000茂", "𠮷田茂"),
        ("\uf9ca\u3000\ue863", "\uf9ca\ue863"),
        ("葛\U000e0100城", "葛\U000e0100城"),
    ],
)
def test_name_is_tidied_and_otherwise_kept_as_typed(typed, kept):
    assert names.tidy(typed) == kept


@pytest.mark.parametrize("interpunct", ["·", "•", "‧", "・", "･", "∙", "⋅", ".", "．", " · ", "﹒"])
def test_every_interpunct_is_one_in_the_key(interpunct):
    assert names.person_key(f"阿不都{interpunct}热西提") == "阿不都·热西提"


def test_rare_hanzi_is_not_replaced_by_its_common_form():
    assert unicodedata.normalize("NFKC", "\uf9ca") == "流"
    assert (names.person_key("\uf9ca"), names.firm_key("\uf9ca")) == ("\uf9ca", "\uf9ca")


@given(HANZI, HANZI)
def test_brackets_spaces_and_width_do_not_make_another_firm(name, place):
    key = names.firm_key(f"{name}({place})ABC有限公司")
    assert {names.firm_key(f"{name}（{place}）ＡＢＣ有限公司"), names.firm_key(f" {name} 〔{place}〕abc 有限公司\u3000")} == {key}


@given(st.text(max_size=20))
def test_keys_are_stable(text):
    assert names.person_key(names.person_key(text)) == names.person_key(text)
    assert names.firm_key(names.firm_key(text)) == names.firm_key(text)
