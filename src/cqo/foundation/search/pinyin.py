"""Readings in Latin letters: the initials of a firm's name, the initials and the full pinyin of a person's.

A firm's name is read by the phrases of pypinyin (重庆 → cq, 银行 → yh), a person's by the surnames below (曾 → zeng, 单于 → chanyu).
pypinyin's own functions take 90 µs a name; its tables, cut down to the phrases that change an initial, take 2.
"""

import unicodedata
from functools import cache
from operator import add

SURNAMES = {
    "不": "fou", "么": "yao", "乐": "yue", "乜": "nie", "仇": "qiu", "佴": "nai", "区": "ou", "卜": "bu", "单": "shan",
    "召": "shao", "句": "gou", "员": "yun", "折": "she", "曾": "zeng", "朴": "piao", "查": "zha", "洗": "xian", "牟": "mu", "盖": "ge",
    "祭": "zhai", "种": "chong", "秘": "bi", "繁": "po", "缪": "miao", "翟": "zhai", "能": "nai", "藏": "zang", "薄": "bo", "覃": "qin",
    "角": "jue", "解": "xie", "载": "dai", "适": "kuo", "郇": "xun", "都": "du", "长": "chang", "阚": "kan", "隗": "wei", "黑": "he",
}  # fmt: skip
"""Surnames read otherwise than the character mostly is."""

DOUBLE_SURNAMES = {
    "万俟": "mo qi", "上官": "shang guan", "东方": "dong fang", "东郭": "dong guo", "乐正": "yue zheng", "令狐": "ling hu",
    "公冶": "gong ye", "公孙": "gong sun", "公羊": "gong yang", "单于": "chan yu", "南宫": "nan gong", "司徒": "si tu", "司空": "si kong",
    "司马": "si ma", "呼延": "hu yan", "夏侯": "xia hou", "太史": "tai shi", "宇文": "yu wen", "宗政": "zong zheng", "宰父": "zai fu",
    "尉迟": "yu chi", "慕容": "mu rong", "拓跋": "tuo ba", "欧阳": "ou yang", "淳于": "chun yu", "漆雕": "qi diao", "澹台": "tan tai",
    "申屠": "shen tu", "百里": "bai li", "皇甫": "huang fu", "诸葛": "zhu ge", "轩辕": "xuan yuan", "钟离": "zhong li", "长孙": "zhang sun",
    "闻人": "wen ren", "闾丘": "lv qiu", "鲜于": "xian yu", "亓官": "qi guan", "赫连": "he lian", "濮阳": "pu yang", "端木": "duan mu",
}  # fmt: skip

FIRM_PHRASES = {"商行": "sh", "车行": "ch", "分行": "fh", "支行": "zh", "会计": "kj", "重工": "zg", "长丰": "cf"}
"""Words of firms' names that pypinyin's phrases miss."""


def initials(name: str) -> str:
    """The initials of a firm's tidied name; letters and digits stand for themselves, a character without a known reading for nothing.

    >>> initials("重庆银行a1")
    'cqyha1'
    """
    phrases = _phrases()
    if not phrases.keys().isdisjoint(pairs := list(map(add, name, name[1:]))):
        for pair in pairs:
            for phrase, letters in phrases.get(pair, ()):
                name = name.replace(phrase, letters)
    return name.translate(_initials())


def of_person(name: str) -> tuple[str, str]:
    """The initials and the full pinyin (ü as v, as it is typed) of a person's tidied name.

    >>> of_person("单于兰")
    ('cyl', 'chanyulan')
    """
    syllables = _syllables()
    if len(name) > 2 and name[:2] in DOUBLE_SURNAMES:
        read = DOUBLE_SURNAMES[name[:2]].split()
        given = name[2:]
    else:
        read = [SURNAMES.get(name[:1]) or _syllable(syllables, name[:1])]
        given = name[1:]
    read += [_syllable(syllables, character) for character in given]
    return "".join([syllable[:1] for syllable in read]), "".join(read)


def _syllable(syllables: dict[str, str], character: str) -> str:
    return syllables.get(character) or (character if character.isascii() else "")


@cache
def _syllables() -> dict[str, str]:
    """Each character's most usual syllable, without its tone."""
    from pypinyin.pinyin_dict import pinyin_dict

    return {chr(code): _toneless(readings.partition(",")[0]) for code, readings in pinyin_dict.items() if code > 127}


class _Initials(dict[int, str | None]):
    """For str.translate: each character's initial; characters without a known reading go, Latin letters and digits stay."""

    def __missing__(self, code: int) -> str | None:
        self[code] = chr(code) if code < 128 else None
        return self[code]


@cache
def _initials() -> _Initials:
    return _Initials({ord(character): syllable[:1] for character, syllable in _syllables().items()})


@cache
def _phrases() -> dict[str, list[tuple[str, str]]]:
    """First two characters → the phrases that begin with them and their initials, the longest first.

    Only phrases that are read otherwise than character by character.
    """
    from pypinyin.phrases_dict import phrases_dict

    found = dict(FIRM_PHRASES)
    for phrase, readings in phrases_dict.items():
        letters = "".join([_toneless(reading[0])[:1] for reading in readings])
        if len(letters) == len(phrase) > 1 and letters != phrase.translate(_initials()):
            found.setdefault(phrase, letters)
    by_pair: dict[str, list[tuple[str, str]]] = {}
    for phrase in sorted(found, key=len, reverse=True):
        by_pair.setdefault(phrase[:2], []).append((phrase, found[phrase]))
    return by_pair


def _toneless(syllable: str) -> str:
    decomposed = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join([letter for letter in decomposed if not unicodedata.combining(letter)])
