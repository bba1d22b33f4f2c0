"""How a name is shown to strangers: 张*、张*丰、欧阳*明、买**·*力. One rule for every public page; golden tests hold it. No Django."""

import re

STAR = "*"
# Compound surnames in use (复姓), so that 欧阳 keeps both characters; two-character given names after a single surname are the common case.
COMPOUND = frozenset(
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 司空 夏侯 长孙 宇文 独孤 南宫 西门 东郭 百里 呼延 轩辕 端木 "
    "公羊 公冶 濮阳 淳于 单于 太叔 申屠 钟离 闻人 赫连 澹台 万俟 拓跋 第五 漆雕 乐正 宰父 谷梁 段干 鲜于 闾丘 亓官 司寇 巫马 公西 "
    "仲孙 壤驷 左丘 东门 梁丘 歐陽 司馬 諸葛 東方 尉遲 夏侯 長孫 獨孤 軒轅 濮陽 單于 鍾離 聞人 赫連".split()
)
_INTERPUNCTS = "·•‧・･∙⋅․᐀᛫·●⸱."
_LETTER = re.compile("[\\s\\S][\ufe00-\ufe0f\U000e0100-\U000e01ef\u0300-\u036f]*")
_LATIN_WORD = re.compile(r"[^\s·•-]+")


def mask_name(name: str) -> str:
    """A name of which the surname (or the first letter) and, of three characters and more, the last one are left.

    Works on whole characters: four-byte hanzi and variation selectors are never cut.

    >>> mask_name("张三"), mask_name("张三丰"), mask_name("欧阳修"), mask_name("欧阳晓明"), mask_name("买买提·艾力"), mask_name("John Smith")
    ('张*', '张*丰', '欧阳*', '欧阳*明', '买**·*力', 'J*** S****')
    """
    letters = _LETTER.findall(name.strip())
    if not letters:
        return STAR
    if letters[0].isascii() or " " in letters:
        return _LATIN_WORD.sub(lambda word: word[0][0] + STAR * (len(word[0]) - 1), name.strip()) if len(letters) > 1 else STAR
    if len(letters) == 1:
        return STAR
    shown = 2 if len(letters) > 2 and "".join(letters[:2]) in COMPOUND else 1
    last = len(letters) - 1 if len(letters) - shown > 1 else len(letters)
    return "".join(letter if place < shown or place == last or letter in _INTERPUNCTS else STAR for place, letter in enumerate(letters))
