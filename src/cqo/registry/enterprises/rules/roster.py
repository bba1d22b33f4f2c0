"""Rosters of enterprises: the columns they have, and what is said of a row.

Refused: `name.missing`, `uscc.missing`, `uscc.format`, `uscc.checksum` (GB 32100-2015), `division.unknown`, `duplicate.in_file`.
Warned, and taken all the same: `phone.format`, `email.format`, `date.unreadable`, `zone.unknown`, `text.shortened`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from cqo.foundation.codes import amounts, credit_code, dates, email, names, phone, typed
from cqo.foundation.sheets.columns import column
from cqo.foundation.sheets.tables import Row
from cqo.foundation.sheets.verdicts import Findings, Verdict, without_duplicates

Place = TypeVar("Place")

NAME_LENGTH = 200
ADDRESS_LENGTH = 300
PERSON_LENGTH = 80
TEXT_LENGTH = 120

COLUMNS = (
    column(
        "name",
        "企业名称",
        "企业名称 单位名称 公司名称 企业全称 单位全称 公司全称 企业名 单位详细名称 企业单位名称 市场主体名称 经营主体名称 "
        "组织名称 机构名称 名称 企业 单位",
        required=True,
    ),
    column(
        "credit_code",
        "统一社会信用代码",
        "统一社会信用代码 社会信用代码 统一信用代码 信用代码 统一代码 统一社会信用代码证号 营业执照号 营业执照号码 "
        "营业执照注册号 注册号 纳税人识别号",
        required=True,
    ),
    column(
        "division",
        "所属县区",
        "所属县区 县区 区县 所在县区 所属区县 所在区县 县市区 县区市 市县区 区县市 所属县市区 所在县市区 行政区划 所属行政区划 "
        "所属地区 所在地区 所属区域 属地 辖区 地区 区域 所在地 县别",
    ),
    column("zone", "功能区", "功能区 所属功能区 所在功能区 园区 所属园区 所在园区 开发区 所属开发区 产业园区"),
    column("address", "地址", "地址 企业地址 单位地址 公司地址 注册地址 详细地址 经营地址 生产地址 生产经营地址 通讯地址 住所 经营场所"),
    column("industry", "行业", "行业 所属行业 行业名称 行业类别 行业分类 所在行业 国民经济行业 国民经济行业分类 行业门类 行业大类"),
    column("industry_code", "行业代码", "行业代码 国民经济行业代码 行业分类代码 行业编码"),
    column(
        "above_size",
        "是否规上",
        "是否规上 规上 是否规上企业 规上企业 是否为规上企业 规模以上 规模以上企业 是否规模以上 是否规模以上企业 是否四上企业",
    ),
    column(
        "employees",
        "从业人数",
        "从业人数 从业人员 从业人员数 从业人员期末人数 从业人员平均人数 职工人数 职工总数 员工人数 员工总数 员工数 用工人数 人数 企业人数",
    ),
    column(
        "revenue",
        "营业收入（万元）",
        "营业收入 营业收入万元 年营业收入 主营业务收入 主营业务收入万元 年主营业务收入 上年营业收入 销售收入 年销售收入 销售额 年销售额",
    ),
    column("revenue_yuan", "营业收入（元）", "营业收入元 年营业收入元 主营业务收入元 销售收入元 年销售收入元 年销售额元"),
    column("revenue_yi", "营业收入（亿元）", "营业收入亿元 年营业收入亿元 主营业务收入亿元 年销售收入亿元 年销售额亿元"),
    column("assets", "资产总额（万元）", "资产总额 资产总计 总资产 资产总额万元 资产总计万元 总资产万元"),
    column("assets_yuan", "资产总额（元）", "资产总额元 资产总计元 总资产元"),
    column("established", "成立日期", "成立日期 成立时间 注册日期 注册时间 登记日期 开业时间 开业日期"),
    column("legal_representative", "法定代表人", "法定代表人 法定代表人姓名 法人代表 法人代表姓名 法人 法人姓名"),
    column("principal", "主要负责人", "主要负责人 企业负责人 单位负责人 负责人 总经理"),
    column("contact_name", "联系人", "联系人 联系人姓名 企业联系人 联络员 联络人 经办人"),
    column("quality_head", "质量负责人", "质量负责人 质量负责人姓名 首席质量官 首席质量官姓名 质量管理负责人 质量总监 质量分管领导"),
    column("contact_post", "职务", "职务 联系人职务 职位 岗位"),
    column("phone", "联系电话", "联系电话 电话 联系方式 联系人电话 联系人联系方式 电话号码 企业电话 单位电话 办公电话 固定电话 座机"),
    column("mobile", "手机", "手机 手机号 手机号码 移动电话 联系手机 联系人手机 联系人手机号"),
    column("email", "电子邮箱", "电子邮箱 邮箱 电子邮件 邮箱地址 email e-mail"),
    column("main_product", "主要产品", "主要产品 主营产品 主导产品 产品名称 主要产品或服务 主营业务 产品"),
    column("registered_kind", "企业类型", "企业类型 登记注册类型 单位类型 企业性质 经济类型 单位性质"),
    column("size_named", "企业规模", "企业规模 规模 规模类型 单位规模"),
    column("former_name", "曾用名", "曾用名 曾用名称 原名称 原企业名称 变更前名称"),
    column("remark", "备注", "备注 说明 备注说明"),
)

_PEOPLE = ("legal_representative", "principal", "contact_name", "quality_head")
_AS_WRITTEN = ("industry", "contact_post", "main_product", "registered_kind", "size_named", "former_name", "remark")
_ABOVE = frozenset({"规上", "规模以上", "规模以上企业", "规上企业", "四上企业", "四上"})
_BELOW = frozenset({"规下", "非规上", "规模以下", "规模以下企业", "规下企业", "不是规上"})
_REVENUE_UNITS = (("revenue", amounts.FEN_PER_WAN_YUAN), ("revenue_yuan", amounts.FEN_PER_YUAN), ("revenue_yi", amounts.FEN_PER_YI_YUAN))
_ASSETS_UNITS = (("assets", amounts.FEN_PER_WAN_YUAN), ("assets_yuan", amounts.FEN_PER_YUAN))


@dataclass(frozen=True, slots=True)
class Entry(Generic[Place]):
    """What a row says of an enterprise, as far as it could be read; money in fen, a month-only founding date as its first day.

    place: what `division_of` made of the county (or the zone named in its stead). credit_code: normalised even where it is wrong.
    contact_name: the contact, else the person in charge of quality, whom `quality_head` also names.
    """

    name: str
    credit_code: str
    place: Place | None
    zone: Place | None = None
    address: str = ""
    industry: str = ""
    industry_code: str = ""
    above_size: bool | None = None
    employees: int | None = None
    revenue_fen: int | None = None
    assets_fen: int | None = None
    established_date: date | None = None
    legal_representative: str = ""
    principal: str = ""
    contact_name: str = ""
    contact_post: str = ""
    quality_head: str = ""
    phone: str = ""
    email: str = ""
    main_product: str = ""
    registered_kind: str = ""
    size_named: str = ""
    former_name: str = ""
    remark: str = ""


def verdicts(
    rows: Iterable[Row], *, division_of: Callable[[str], Place | None], division: Place | None = None
) -> Iterator[Verdict[Entry[Place]]]:
    """The verdict on every row, in order; of two rows with one credit code the first valid one is taken.

    division_of: the county or zone a text names within the target city, None for any other text. division: where a row belongs that names
    no county on a sheet that is not named after one.
    """
    places: dict[str, Place | None] = {}

    def remembered(text: str) -> Place | None:
        if text not in places:
            places[text] = division_of(text)
        return places[text]

    judged = (judge(row, division_of=remembered, division=division) for row in rows)
    return without_duplicates(judged, lambda entry: entry.credit_code if credit_code.is_valid(entry.credit_code) else None)


def judge(row: Row, *, division_of: Callable[[str], Place | None], division: Place | None = None) -> Verdict[Entry[Place]]:
    """The verdict on one row by itself, without a look at the others."""
    cells = row.cells
    found = Findings()
    said = {key: typed.said(text) for key, text in cells.items()}
    name = found.shortened(names.tidy(said.get("name", "")), NAME_LENGTH)
    if not name:
        found.refuse("name.missing")
    code = _credit_code(said.get("credit_code", ""), found)
    place = _place(row.sheet, said.get("division", ""), division_of, division)
    if place is None:
        found.refuse("division.unknown")
    numbers = [found.reading(cells.get(key, ""), phone.read, "phone.format") for key in ("mobile", "phone")]
    people = {key: found.shortened(names.tidy(said.get(key, "")), PERSON_LENGTH) for key in _PEOPLE}
    entry = Entry(
        name=name,
        credit_code=code,
        place=place,
        zone=found.reading(said.get("zone", ""), division_of, "zone.unknown"),
        address=found.shortened(said.get("address", ""), ADDRESS_LENGTH),
        industry_code=found.shortened(typed.plain(said.get("industry_code", "")), TEXT_LENGTH),
        above_size=amounts.yes_or_no(cells.get("above_size", ""), yes=_ABOVE, no=_BELOW),
        employees=amounts.count(cells.get("employees", "")),
        revenue_fen=_money(said, _REVENUE_UNITS),
        assets_fen=_money(said, _ASSETS_UNITS),
        established_date=found.reading(said.get("established", ""), dates.read, "date.unreadable"),
        legal_representative=people["legal_representative"],
        principal=people["principal"],
        contact_name=people["contact_name"] or people["quality_head"],
        quality_head=people["quality_head"],
        phone=phone.preferred(*numbers),
        email=found.reading(said.get("email", ""), email.read, "email.format") or "",
        **{key: found.shortened(said.get(key, ""), TEXT_LENGTH) for key in _AS_WRITTEN},
    )
    return Verdict(row.sheet, row.number, tuple(found.refused), tuple(found.warned), entry)


def _credit_code(text: str, found: Findings) -> str:
    """The normalised code, kept even where it is wrong, so that it can be mended."""
    if not text:
        found.refuse("uscc.missing")
        return ""
    code = credit_code.normalise(text)
    fault = credit_code.fault(code)
    if fault:
        found.refuse(f"uscc.{fault.value}")
    return code


def _place(sheet: str, text: str, division_of: Callable[[str], Place | None], division: Place | None) -> Place | None:
    """The county the row names; where it names none, the one the sheet is named after, else the one the caller gave."""
    if text:
        return division_of(text)
    return division_of(sheet) or division


def _money(said: Mapping[str, str], units: Iterable[tuple[str, int]]) -> int | None:
    """An amount in fen from whichever of its columns the roster has; the column gives the unit."""
    for key, unit in units:
        if text := said.get(key):
            return amounts.fen(text, unit=unit)
    return None
