"""What people call a division or a functional zone. No Django, no database."""

import re
import unicodedata

# Placeholders of GB/T 2260 that are no names: the row between a municipality (or a province) and the counties directly under it.
PLACEHOLDERS = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})

_GENERIC = re.compile(r"(?P<generic>特别行政区|行政委员会|自治区|自治州|自治县|自治旗|地区|林区|特区|新区|省|市|县|区|旗|盟)$")
_AUTONOMOUS = {"自治州": "州", "自治县": "县", "自治旗": "旗"}
_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|"
    "布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各"
)
# Names of autonomous places write only these without 族 (伊犁哈萨克自治州).
_WITHOUT_SUFFIX = "蒙古|哈萨克|柯尔克孜|锡伯|塔吉克|维吾尔"
_TRAILING_PEOPLES = re.compile(f"(?:(?:{_PEOPLES})族|{_WITHOUT_SUFFIX})+$")

_NOISE = re.compile(r"[\s/\\|>·・‧•.,，、;；:：_\-–—~]+")
_BRACKETED_CODE = re.compile(r"\(\d{6,12}\)")
_OFFICE = re.compile(r"(?:管理委员会|管委会)$")

_ECONOMIC = ("经济技术开发区", "经济开发区", "经开区", "开发区")
_HIGH_TECH = ("高新技术产业开发区", "高新技术开发区", "高新技术产业园区", "高新区")
_ZONE_HABITS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("经济技术开发区", _ECONOMIC),
    ("经济开发区", _ECONOMIC[1:]),
    ("高新技术产业开发区", _HIGH_TECH),
    ("高新技术产业园区", _HIGH_TECH),
    ("高新技术开发区", _HIGH_TECH),
    ("高技术产业开发区", ("高技术产业开发区", *_HIGH_TECH)),
)


def tidy(text: str) -> str:
    """A name as it is looked up: half-width, without spaces, separators, a code in brackets or a zone's 管委会 at the end."""
    name = _NOISE.sub("", unicodedata.normalize("NFKC", text))
    name = _BRACKETED_CODE.sub("", name)
    return _OFFICE.sub("", name)


def short_names(name: str) -> tuple[str, ...]:
    """The short names a full name gives by rule: 城固县 → 城固; 恩施土家族苗族自治州 → 恩施州, 恩施.

    None for 勉县: one character is no name.
    """
    found = _GENERIC.search(name)
    if name in PLACEHOLDERS or not found:
        return ()
    generic = found["generic"]
    stem = name[: found.start()]
    if generic.startswith("自治"):
        stem = _without_peoples(stem)
    shorts = [stem + _AUTONOMOUS[generic]] if generic in _AUTONOMOUS else []
    return tuple(short for short in [*shorts, stem] if len(short) > 1)


def zone_names(name: str, *, city_names: tuple[str, ...]) -> tuple[str, ...]:
    """What people of the city call a zone, most formal first: 汉中经济技术开发区 → 经济技术开发区, 经济开发区, 经开区, 开发区.

    Other kinds of zone are called by what follows the city's name.
    """
    body = name
    for city in sorted(city_names, key=len, reverse=True):
        if name.startswith(city) and len(name) > len(city) + 1:
            body = name.removeprefix(city)
            break
    for formal, habits in _ZONE_HABITS:
        if body.endswith(formal):
            stem = body.removesuffix(formal)
            return tuple(stem + habit for habit in habits)
    return (body,)


def _without_peoples(stem: str) -> str:
    """The stem of an autonomous place's name without the peoples named in it, unless nothing would be left (东乡族自治县 → 东乡)."""
    bare = _TRAILING_PEOPLES.sub("", stem)
    return bare if len(bare) > 1 else stem.removesuffix("族")
