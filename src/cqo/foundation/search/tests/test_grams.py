import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from cqo.foundation.search import grams
from cqo.foundation.search.documents import Document, Parts, take_apart
from cqo.foundation.search.tests.builders import key

NAMES = st.text(alphabet="汉中城固公司有限责任䶮𬭎abz019（·ＡⅢ ", min_size=1, max_size=12)
CODES = st.text(alphabet="0123456789ABCXY", min_size=1, max_size=18)


def test_text_is_tidied_for_comparison():
    assert grams.tidy(" 汉中（城固）ＡＢ－１２ 阿卜杜拉·买买提 ") == "汉中城固ab12阿卜杜拉买买提"


def test_interpuncts_of_every_kind_are_the_same():
    assert {grams.tidy(f"阿里木{dot}江") for dot in "·•・‧∙．."} == {"阿里木江"}


def test_rare_hanzi_of_four_bytes_and_private_characters_are_kept():
    assert grams.tidy("𬭎 \ue000\U00031350") == "𬭎\ue000\U00031350"


def test_a_variation_mark_is_not_a_character():
    assert grams.tidy("葛\U000e0100") == "葛"


def test_marks_alone_ask_for_nothing():
    assert grams.fragments("（ · ） |/#:'\"%_*") == ()


def test_each_word_is_asked_for_once():
    assert [fragment.needles for fragment in grams.fragments("汉中 机械 汉中")] == [("汉中",), ("机械",)]


def test_the_end_of_a_firms_name_is_not_asked_for_beside_something_telling():
    assert grams.fragments("茶业有限公司")[0].ways == (("茶业", "业有"),)


def test_of_an_end_alone_the_rarest_pair_is_asked_for():
    assert grams.fragments("有限责任公司")[0].ways == (("任公",),)


def test_a_short_latin_piece_is_kept_out_of_codes():
    assert [fragment.outside_codes for fragment in grams.fragments("916 9161 汉9")] == [True, False, False]


@settings(deadline=None)
@given(names=st.lists(NAMES, min_size=1, max_size=3), codes=st.lists(CODES, max_size=2), person=st.booleans(), data=st.data())
@example(names=["汉中"], codes=["9161"], person=False, data=None)
def test_every_piece_of_a_name_reading_or_code_leads_to_the_document(names, codes, person, data):
    parts = take_apart(Document(kind="enterprise", key=key(1), names=names, codes=codes, is_person=person))
    terms = set(parts.terms.split(" "))
    for source in (*parts.names, *parts.readings, *parts.codes):
        pieces = {source[begin:end] for begin in range(len(source)) for end in range(begin + 1, len(source) + 1)}
        for piece in pieces:
            if piece.isascii() and len(piece) < (grams.CODE_PIECE if source in parts.codes else 2):
                continue
            (fragment,) = grams.fragments(piece)
            assert any(terms.issuperset(way) for way in fragment.ways)
            assert any(needle in parts.text for needle in fragment.needles)


@settings(deadline=None)
@given(
    names=st.lists(NAMES, max_size=2),
    codes=st.lists(CODES, max_size=2),
    tokens=st.lists(st.sampled_from(["c:610700", "p:1f0c"])),
    person=st.booleans(),
)
def test_a_stored_text_gives_its_parts_back(names, codes, tokens, person):
    parts = take_apart(Document(kind="enterprise", key=key(1), names=names, codes=codes, tokens=tokens, is_person=person))
    assert Parts.of_text(parts.text) == parts


@settings(deadline=None)
@given(name=NAMES)
def test_a_whole_name_leads_to_the_document(name):
    assume(grams.tidy(name))
    parts = take_apart(Document(kind="enterprise", key=key(1), names=[name]))
    whole = grams.whole(name)
    assert any(set(parts.terms.split(" ")).issuperset(way) for way in whole.ways)
    assert any(needle in parts.text for needle in whole.needles)


@settings(deadline=None)
@given(name=NAMES, query=NAMES)
def test_marks_of_the_stored_text_cannot_be_asked_for(name, query):
    for fragment in grams.fragments(query):
        assert not set(fragment.needles[0].strip("|/")) & set(grams.NAME + grams.READING + grams.CODE + grams.TOKEN + ":'\"")


@pytest.mark.parametrize(
    ("typed", "is_told"),
    [
        ("公", True),
        ("城固", True),
        ("有限", True),
        ("hz", True),
        ("z", True),
        ("城固县", False),
        ("hzs", False),
        ("0722", False),
        ("有限公司", False),
    ],
)
def test_only_what_is_one_term_need_not_be_looked_for_in_the_text(typed, is_told):
    (fragment,) = grams.fragments(typed)
    assert fragment.is_told_by_terms is is_told
