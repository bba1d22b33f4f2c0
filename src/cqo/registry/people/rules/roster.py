"""Rosters of people: the columns they have, and what is said of a row.

Refused: `name.missing`; `resident_id.missing`, `.damaged`, `.format`, `.checksum` (GB 11643-1999); `document.missing`, `.format`,
`.damaged` for permits and passports; `date.unreadable` for the certificate's day of issue; `duplicate.in_file`.
Warned, and taken all the same: `phone.format`, `date.unreadable` for other days, `uscc.format`, `uscc.checksum` and `division.unknown` of
the firm, `email.format`, `text.shortened`. That a sex contradicts the id is not told: the id is what is kept.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, Literal, TypeVar

from cqo.foundation.codes import amounts, credit_code, dates, documents, email, names, phone, resident_id, typed
from cqo.foundation.sheets.columns import column
from cqo.foundation.sheets.tables import Row
from cqo.foundation.sheets.verdicts import Findings, Verdict, without_duplicates
from cqo.registry.people.states import Education

Place = TypeVar("Place")

PERSON_LENGTH = 80
TEXT_LENGTH = 120
FIRM_LENGTH = 200
NUMBER_LENGTH = 60

COLUMNS = (
    column("name", "姓名", "姓名 学员姓名 人员姓名 首席质量官姓名 质量官姓名 本人姓名 持证人 持证人姓名 首席质量官 名字", required=True),
    column(
        "id_number",
        "身份证号",
        "身份证号 身份证号码 居民身份证号 居民身份证号码 公民身份号码 身份证 身份证件号码 身份证件号 证件号码 证件号 "
        "有效证件号码 有效证件号",
        required=True,
    ),
    column("id_type", "证件类型", "证件类型 证件种类 身份证件类型 身份证件种类 有效证件类型 证件名称"),
    column("sex", "性别", "性别"),
    column("birth", "出生日期", "出生日期 出生年月 出生年月日 生日"),
    column(
        "firm",
        "工作单位",
        "工作单位 单位名称 企业名称 单位 所在企业 所在单位 公司名称 任职企业 任职单位 聘任企业 聘任单位 工作单位名称 企业 派出单位",
    ),
    column("firm_code", "统一社会信用代码", "统一社会信用代码 社会信用代码 统一信用代码 信用代码 单位信用代码 企业信用代码"),
    column("division", "所属县区", "所属县区 县区 区县 所在县区 所属区县 所在区县 县市区 市县区 所属县市区 所属地区 地区 属地 区域"),
    column("department", "部门", "部门 所在部门 工作部门"),
    column("post", "职务", "职务 岗位 职位 现任职务 任职岗位 工作岗位 职务岗位 行政职务"),
    column("education", "学历", "学历 文化程度 最高学历 学历层次 教育程度"),
    column("major", "专业", "专业 所学专业 毕业专业"),
    column("title", "职称", "职称 技术职称 专业技术职称 专业技术职务 专业技术资格 技术职务 职称等级 专业技术职称资格"),
    column("phone", "联系电话", "联系电话 电话 联系方式 电话号码 办公电话 固定电话"),
    column("mobile", "手机号码", "手机号码 手机 手机号 移动电话 本人手机 联系手机"),
    column("email", "电子邮箱", "电子邮箱 邮箱 电子邮件 邮箱地址 email e-mail"),
    column(
        "quality_years",
        "从事质量工作年限",
        "从事质量工作年限 质量工作年限 质量管理工作年限 从事质量管理工作年限 从事质量管理年限 质量从业年限",
    ),
    column("quality_since", "从事质量工作起始时间", "从事质量工作起始时间 从事质量工作时间 开始从事质量工作时间"),
    column("appointed", "任职日期", "任职日期 任职时间 聘任日期 聘任时间 任命日期 任命时间 受聘日期 受聘时间"),
    column(
        "certificate_number",
        "证书编号",
        "证书编号 证书号 证书号码 合格证编号 合格证书编号 资格证书编号 培训证书编号 结业证书编号 任职培训证书编号",
    ),
    column("certificate_title", "证书名称", "证书名称 证书类别 证书类型 证书种类"),
    column("issuer", "发证机关", "发证机关 发证机构 发证单位 发证部门 颁发机构 颁发单位 颁证单位 颁证机构 发放单位"),
    column(
        "issued",
        "发证日期",
        "发证日期 发证时间 颁发日期 颁发时间 颁证日期 颁证时间 取证日期 取证时间 获证日期 获证时间 证书日期 取得证书时间 证书颁发日期",
    ),
    column("expires", "有效期至", "有效期至 有效期 有效期限 证书有效期 证书有效期至 有效截止日期 到期日期 失效日期"),
    column("class_name", "培训班", "培训班 培训班名称 班次 班级 培训期次 期次 培训名称"),
    column("hours", "学时", "学时 培训学时 总学时 课时 学时数 培训课时"),
    column("score", "成绩", "成绩 考试成绩 考核成绩 分数 得分 考试分数 总成绩"),
    column("result", "考核结果", "考核结果 考试结果 是否合格 考核结论 合格情况 是否通过"),
    column("remark", "备注", "备注 说明 备注说明"),
)

CARDS = frozenset({documents.Kind.RESIDENT_ID, documents.Kind.RESIDENCE_PERMIT})
_SCHOOLING = (
    (Education.DOCTOR, ("博士",)),
    (Education.MASTER, ("硕士", "研究生", "MBA", "EMBA")),
    (Education.COLLEGE, ("大专", "专科", "高职", "大学专科")),
    (Education.BACHELOR, ("本科", "学士", "大学")),
    (Education.SECONDARY, ("中专", "高中", "职高", "技校", "中技", "中职", "职中")),
    (Education.BELOW_SECONDARY, ("初中", "小学")),
)
_AS_WRITTEN = ("department", "post", "major", "title", "certificate_title", "issuer", "class_name", "result", "remark")
_FOR_EVER = frozenset({"长期", "长期有效", "永久", "永久有效", "终身", "无期限"})


@dataclass(frozen=True, slots=True)
class Entry(Generic[Place]):
    """What a row says of a person, as far as it could be read; hours and points in tenths.

    id_number: normalised even where it is wrong. sex, birth_date: those of the id where it has them. place: what `division_of` made of the
    county. issued_month_only: the certificate names a month, and `issued_date` is its first day.
    """

    name: str
    id_type: documents.Kind
    id_number: str
    sex: Literal["m", "f", ""] = ""
    birth_date: date | None = None
    firm: str = ""
    firm_code: str = ""
    place: Place | None = None
    department: str = ""
    post: str = ""
    education: Education | None = None
    major: str = ""
    title: str = ""
    phone: str = ""
    email: str = ""
    quality_years: int | None = None
    quality_since: date | None = None
    appointed_date: date | None = None
    certificate_number: str = ""
    certificate_title: str = ""
    issuer: str = ""
    issued_date: date | None = None
    issued_month_only: bool = False
    expires_date: date | None = None
    class_name: str = ""
    hours_tenths: int | None = None
    score_tenths: int | None = None
    result: str = ""
    remark: str = ""


def verdicts(rows: Iterable[Row], *, division_of: Callable[[str], Place | None]) -> Iterator[Verdict[Entry[Place]]]:
    """The verdict on every row, in order; of two rows with one document the first valid one is taken.

    division_of: the county or zone a text names within the target city, None for any other text.
    """
    judged = (judge(row, division_of=division_of) for row in rows)
    return without_duplicates(judged, key_of)


def judge(row: Row, *, division_of: Callable[[str], Place | None]) -> Verdict[Entry[Place]]:
    """The verdict on one row by itself, without a look at the others."""
    cells = row.cells
    found = Findings()
    said = {key: typed.said(text) for key, text in cells.items()}
    name = found.shortened(names.tidy(said.get("name", "")), PERSON_LENGTH)
    if not name:
        found.refuse("name.missing")
    kind, number = _document(said.get("id_number", ""), said.get("id_type", ""), found)
    on_card = kind in CARDS and not found.refused_for("resident_id.")
    issued = dates.written(said["issued"]) if said.get("issued") else None
    if said.get("issued") and not issued:
        found.refuse("date.unreadable")
    numbers = [found.reading(cells.get(key, ""), phone.read, "phone.format") for key in ("mobile", "phone")]
    days = {key: found.reading(said.get(key, ""), dates.read, "date.unreadable") for key in ("birth", "quality_since", "appointed")}
    expires = said.get("expires", "")
    entry = Entry(
        name=name,
        id_type=kind,
        id_number=number,
        sex=resident_id.sex(number) if on_card else _sex(said.get("sex", "")),
        birth_date=resident_id.birth_date(number) if on_card else days["birth"],
        firm=found.shortened(names.tidy(said.get("firm", "")), FIRM_LENGTH),
        firm_code=_firm_code(said.get("firm_code", ""), found),
        place=found.reading(said.get("division", ""), division_of, "division.unknown"),
        education=schooling(said.get("education", "")),
        phone=phone.preferred(*numbers),
        email=found.reading(said.get("email", ""), email.read, "email.format") or "",
        quality_years=_years(said.get("quality_years", "")),
        quality_since=days["quality_since"],
        appointed_date=days["appointed"],
        certificate_number=found.shortened(typed.plain(said.get("certificate_number", "")), NUMBER_LENGTH),
        issued_date=issued.day if issued else None,
        issued_month_only=bool(issued and issued.month_only),
        expires_date=None if expires in _FOR_EVER else found.reading(expires, dates.read, "date.unreadable"),
        hours_tenths=amounts.tenths(said.get("hours", "")),
        score_tenths=amounts.tenths(said.get("score", "")),
        **{key: found.shortened(said.get(key, ""), TEXT_LENGTH) for key in _AS_WRITTEN},
    )
    return Verdict(row.sheet, row.number, tuple(found.refused), tuple(found.warned), entry)


def key_of(entry: Entry[Any]) -> tuple[documents.Kind, str] | None:
    """What may stand only once in a roster: a document whose number is right; None where it is wrong."""
    if entry.id_number and documents.fault(entry.id_type, entry.id_number) is None:
        return (entry.id_type, entry.id_number)
    return None


def schooling(word: str) -> Education | None:
    """The schooling a word names, as rosters write it: 大专, 专科, 本科, 硕士研究生; None for any other."""
    bare = typed.plain(word)
    return next((education for education, words in _SCHOOLING if any(known in bare for known in words)), None)


def _document(text: str, named: str, found: Findings) -> tuple[documents.Kind, str]:
    """Which document it is and its normalised number, kept even where it is wrong. The number's own form outranks a careless "身份证"."""
    number = documents.normalise(text)
    shown = documents.kind_of(number)
    kind = documents.kind_named(named) or shown
    if kind is documents.Kind.RESIDENT_ID and shown is documents.Kind.RESIDENCE_PERMIT:
        kind = shown
    if not number:
        found.refuse("resident_id.missing" if kind in CARDS else "document.missing")
    elif fault := documents.fault(kind, number):
        found.refuse(f"resident_id.{fault.value}" if kind in CARDS else f"document.{fault.value}")
    return kind, number


def _firm_code(text: str, found: Findings) -> str:
    """The firm's credit code; a wrong one is told and not used, for the person can be taken without it."""
    if not text:
        return ""
    code = credit_code.normalise(text)
    if fault := credit_code.fault(code):
        found.warn(f"uscc.{fault.value}")
        return ""
    return code


def _sex(text: str) -> Literal["m", "f", ""]:
    if text[:1] in {"男", "M"}:
        return "m"
    return "f" if text[:1] in {"女", "F"} else ""


def _years(text: str) -> int | None:
    """Whole years, however they are written: 5, 5年, 8年以上, 满10年."""
    tenths = amounts.tenths(typed.plain(text).removeprefix("满").removesuffix("以上"))
    return tenths // 10 if tenths is not None and 0 <= tenths < 1000 else None
