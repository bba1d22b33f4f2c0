"""Invented firms and people for the search bench: the same ones for the same seed. Nobody here exists."""

import random
import uuid
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from cqo.foundation.search import grams, pinyin
from cqo.foundation.search.documents import Document

CITIES = {
    "汉中市": ("610700", "汉台区02 南郑区03 城固县22 洋县23 西乡县24 勉县25 宁强县26 略阳县27 镇巴县28 留坝县29 佛坪县30"),
    "南通市": ("320600", "通州区12 崇川区13 海门区14 如东县23 启东市81 如皋市82 海安市85"),
    "安康市": ("610900", "汉滨区02 汉阴县21 石泉县22 宁陕县23 紫阳县24 岚皋县25 平利县26 镇坪县27 白河县29 旬阳市81"),
}
SHARES = {"汉中市": 55, "南通市": 30, "安康市": 15}
BRAND = (
    "华盛鑫源达兴泰隆宏昌德康瑞福祥顺金银宝玉龙凤天地江河海山川林森春秋美佳惠民利诚信义和平安宁永久长远大新中正东西南北光明星辰云"
    "雨风雷电火木水土禾丰稻麦茶桑蚕丝锦绣红橙绿青蓝紫白黑翔飞鹏程万里千百亿佰仟众合联协力创造智慧睿颖博雅文轩庭园圃苑馨香梅兰竹菊"
    "荷莲桂柏松杉柳杨秦巴汉沔褒斜定军武侯张骞陆羽朱鹮熊猫羚牛濂渭泾洛伊沁漳淮沂泗涟洪泽太湖阳澄崇启皋如靖琅琊峰岭峡谷岩石磊鼎铭钧"
    "锐钢铁铜铝锌锂硅晶纳微量"
)
RARE_BRAND = "䶮㛃喆燚淼犇骉羴鱻垚焱堃昇旻晟祎翀赟𣲗𬭎𫖯"
TRADES = (
    "机械制造 精密机械 食品 农业科技 茶业 医药 生物科技 建材 商贸 物流 电子 电子科技 化工 纺织 服饰 印染 家纺 "
    "船舶配件 海洋工程 钢结构 门窗 包装 印刷 新材料 新能源 环保科技 装饰工程 建筑工程 市政工程 园林绿化 矿业 "
    "水泥制品 混凝土 航空零部件 汽车配件 轴承 阀门 泵业 电缆 变压器 仪器仪表 工具 模具 塑料制品 橡胶 玻璃 陶瓷 "
    "家具 木业 造纸 饲料 种业 养殖 水产 果业 魔芋制品 食用菌 中药材 酒业 饮料 粮油 调味品 检测技术 信息技术 软件"
).split()
FORMS = ["有限公司"] * 62 + ["有限责任公司"] * 22 + ["厂"] * 6 + ["专业合作社"] * 5 + ["股份有限公司"] * 3 + ["经营部"] * 2
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方"
    "石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文欧阳单仇解查"
)
GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂华建国志文辉玉红梅春生海燕永胜利云飞鹏宇浩然子涵梓萱欣怡雨泽俊豪思远立新宏图"
    "德福成林晓东雪峰"
)
CODE_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def firms(count: int, shares: Mapping[str, int] = SHARES) -> Iterator[Document]:
    """Firms in the order rosters bring them: 60 % county after county, the rest in small batches from anywhere. shares: percent by city."""
    rng = random.Random(7)
    for city, county, place in _batches(rng, count, shares):
        yield _firm(rng, city, county, place)


def people(count: int) -> Iterator[Document]:
    """Officers, in the same order of places."""
    rng = random.Random(11)
    for city, _, place in _batches(rng, count, SHARES):
        name = rng.choice(SURNAMES) + "".join(rng.choices(GIVEN, k=rng.choice((1, 2, 2))))
        yield Document(kind="person", key=_key(rng), names=(name,), is_person=True, tokens=(f"c:{CITIES[city][0]}", f"d:{place}"))


def mix(among: Iterable[Document], *, every: int) -> list[str]:
    """What is searched for, one to six characters: common and rare, hanzi, initials, pieces of codes, names nobody has."""
    fixed = (
        "公 限 司 汉 茶 厂 䶮 龘 z x 公司 有限 限公 汉中 城固 洋县 茶业 机械 魑魅 𬭎昌 hz gs jx qx 有限公 任公司 汉中市 城固县 洋县华 "
        "鼎盛机 hzs yxg qwx vvv 有限公司 责任公司 城固机械 龙凤呈祥 6107 yxgs hzsc 0722 有限责任公 股份有限公 汉中茶业有 "
        "61072 hzsyx 有限责任公司 股份有限公司 汉中市城固县 610722 zrgsyx vvvvvv"
    ).split()
    rng = random.Random(5)
    drawn = []
    for row in islice(among, rng.randrange(50), None, every):
        name, length = grams.tidy(row.names[0]), len(drawn) % 6 + 1
        source = (name, name, pinyin.initials(name), row.codes[0].lower())[len(drawn) % 4]
        length = max(length, 4) if source == row.codes[0].lower() else max(length, 2)
        at = rng.randrange(max(1, len(source) - length))
        drawn.append(source[at : at + length])
    return list(dict.fromkeys([*fixed, *drawn]))


def _batches(rng: random.Random, count: int, shares: Mapping[str, int]) -> Iterator[tuple[str, str, str]]:
    places = [
        (city, county[:-2], code[:4] + county[-2:], share / len(counties.split()) / 100)
        for city, (code, counties) in CITIES.items()
        for county in counties.split()
        for share in (shares[city],)
    ]
    left = count
    for city, county, place, share in places:
        rows = min(left, int(count * 0.6 * share))
        yield from ((city, county, place) for _ in range(rows))
        left -= rows
    while left:
        city, county, place, _ = rng.choices(places, weights=[share for *_, share in places])[0]
        rows = min(left, rng.choice((1, 1, 20, 300, 3000)))
        yield from ((city, county, place) for _ in range(rows))
        left -= rows


def _firm(rng: random.Random, city: str, county: str, place: str) -> Document:
    def name() -> str:
        where = (city if rng.random() < 0.5 else "") + (county if rng.random() < 0.8 else "")
        brand = "".join(rng.choices(BRAND, k=rng.choice((2, 2, 2, 3))))
        if rng.random() < 0.004:
            brand = rng.choice(RARE_BRAND) + brand[1:]
        return where + brand + rng.choice(TRADES) + rng.choice(FORMS)

    body = "".join(rng.choices(CODE_CHARACTERS if rng.random() < 0.5 else "0123456789", k=10))
    names = (name(), name()) if rng.random() < 0.08 else (name(),)
    return Document(
        kind="enterprise", key=_key(rng), names=names, codes=(f"91{place}{body}",), tokens=(f"c:{CITIES[city][0]}", f"d:{place}")
    )


def _key(rng: random.Random) -> uuid.UUID:
    return uuid.UUID(int=rng.getrandbits(128))
