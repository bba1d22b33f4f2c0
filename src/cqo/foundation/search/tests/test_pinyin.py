import pytest

from cqo.foundation.search import pinyin


@pytest.mark.parametrize(
    ("name", "initials", "full"),
    [
        ("曾国强", "zgq", "zengguoqiang"),
        ("单于兰", "cyl", "chanyulan"),
        ("单兰", "sl", "shanlan"),
        ("尉迟恭", "ycg", "yuchigong"),
        ("仇和", "qh", "qiuhe"),
        ("解晓东", "xxd", "xiexiaodong"),
        ("查良镛", "zly", "zhaliangyong"),
        ("长孙无忌", "zswj", "zhangsunwuji"),
        ("吕布", "lb", "lvbu"),
        ("阿依古丽", "aygl", "ayiguli"),
        ("tom李", "toml", "tomli"),
        ("", "", ""),
    ],
)
def test_a_person_is_read_by_the_surname(name, initials, full):
    assert pinyin.of_person(name) == (initials, full)


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("重庆银行", "cqyh"),
        ("厦门长安商行", "xmcash"),
        ("六安会计师事务所", "lakjssws"),
        ("长沙乐器厂", "csyqc"),
        ("汉中3d打印有限公司", "hz3ddyyxgs"),
        ("㛃\ue000𬭎", "jh"),
    ],
)
def test_a_firm_is_read_by_its_phrases(name, initials):
    assert pinyin.initials(name) == initials


def test_every_surname_in_the_table_is_one_that_would_be_misread():
    plain = {surname: pinyin._syllables()[surname] for surname in pinyin.SURNAMES}
    assert [surname for surname, syllable in pinyin.SURNAMES.items() if plain[surname] == syllable] == []
    assert {len(surname) == len(reading.split()) == 2 for surname, reading in pinyin.DOUBLE_SURNAMES.items()} == {True}
