"""Papers of issuing as PDF: the approval form, certificates on stock, the offset test, the statement of spoiled sheets, a sample."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from cqo.foundation.divisions import queries as divisions
from cqo.foundation.documents import qr
from cqo.foundation.documents.typesetting import typeset
from cqo.qualification.certificates import printed
from cqo.qualification.certificates.making import TEMPLATES
from cqo.qualification.certificates.models import Certificate, Issue, IssueMember, Sheet, Template
from cqo.qualification.certificates.queries import issues as queries
from cqo.qualification.certificates.rules import wording as words
from cqo.qualification.certificates.states import Level, SheetState, Tier
from cqo.qualification.certificates.wording import PRINTED_TIERS

LEVEL_WORDS = {Level.COUNTY: "县区级", Level.CITY: "市级", Level.PROVINCE: "省级"}
SHEET_WORDS = {SheetState.PRINTED: "已打印", SheetState.SPOILED: "作废", SheetState.LOST: "遗失"}
MARKS = ((34, 32, "标题"), (38, 74, "正文"), (36, 150, "二维码"), (160, 157, "发证机关"))


def approval_form(issue: Issue, *, at: datetime) -> bytes:
    """发证审批表: the facts, the boxes to sign, the list of members."""
    members = list(issue.members.order_by("place"))
    listed = [member for member in members if not member.left_out]
    names = {code: divisions.name_of(code) for code in {member.county_code for member in members}}
    data = {
        "title": "首席质量官任职培训证书发证审批表",
        "number": f"审批编号：{issue.number}",
        "day": f"填表日期：{_day(timezone.localdate(at))}",
        "facts": [
            ["培训班次", issue.class_title],
            ["班次编号", issue.source_number, "培训层级", PRINTED_TIERS[Tier(issue.tier)]],
            ["拟发人数", f"{len(listed)}人", "不发人数", f"{len(members) - len(listed)}人"],
            ["证书名称", issue.template.title],
            ["发证日期", _day(issue.issued_date), "有效期至", _day(issue.expires_date) or "长期有效"],
            ["发证级别", LEVEL_WORDS[Level(issue.level)], "模板版次", f"第{issue.template.edition}版"],
            *([["发证依据", issue.template.ground_document]] if issue.template.ground_document else []),
        ],
        "boxes": ["经办人意见", "科室负责人意见", "单位负责人意见（盖章）"],
        "sign_line": "签字：　　　　　　　　　　年　　月　　日",
        "note": "说明：签字盖章后扫描上传平台，作为发证依据。附人员名单。",
        "list_title": "拟发证人员名单",
        "headings": ["序号", "姓名", "证件号码", "工作单位", "学时", "成绩", "备注"],
        "members": [
            [
                str(member.place),
                member.holder_name,
                member.id_masked,
                member.employer or names[member.county_code],
                f"{member.hours_tenths / 10:g}",
                "" if member.score_tenths is None else f"{member.score_tenths / 10:g}",
                f"不发：{member.left_out}" if member.left_out else "",
            ]
            for member in members
        ],
    }
    return typeset(TEMPLATES / "approval.typ", data)


def on_stock(certificates: Sequence[Certificate], template: Template) -> bytes:
    """Certificates one a page, without the frame, moved by the template's offsets."""
    data = {
        "certificates": [_with_qr(printed.of(each, template)) for each in certificates],
        "dx": template.offset_x_tenths / 10,
        "dy": template.offset_y_tenths / 10,
    }
    return typeset(TEMPLATES / "stock.typ", data)


def offset_test(template: Template) -> bytes:
    """Rulers and crosses, to be held against a sheet of stock."""
    data = {
        "marks": [list(mark) for mark in MARKS],
        "dx": template.offset_x_tenths / 10,
        "dy": template.offset_y_tenths / 10,
        "says": "请用普通A4纸以“实际大小”横向打印，与空白证书重叠对光查看。红色十字应落在各栏起点；"
        f"偏了多少毫米，就在模板的偏移量中改多少（当前：向右{template.offset_x_tenths / 10:g}毫米，向下{template.offset_y_tenths / 10:g}毫米）。",
    }
    return typeset(TEMPLATES / "offset_test.typ", data)


def loss_statement(sheets: Sequence[Sheet], *, at: datetime) -> bytes:
    """空白证书作废、遗失情况说明, to be signed and kept."""
    data = {
        "title": "空白证书作废、遗失情况说明",
        "says": f"下列空白证书共{len(sheets)}张因故作废或者遗失，已在平台登记停用，编号不再使用。特此说明。",
        "headings": ["空白证书编号", "情况", "原因", "登记时间"],
        "rows": [
            [sheet.sheet_number, SHEET_WORDS[SheetState(sheet.state)], sheet.ground, _day(timezone.localdate(sheet.recorded_at))]
            for sheet in sheets
        ],
        "signed": f"经办人：　　　　　　负责人：　　　　　　（盖章）\n{_day(timezone.localdate(at))}",
    }
    return typeset(TEMPLATES / "loss.typ", data)


def sample(template: Template, *, issue: Issue | None = None, member: IssueMember | None = None, at: datetime) -> bytes:
    """How a certificate will look: of the first of an issue's members with the number it would get, or of nobody. Unsigned; leads to no certificate."""
    tier = Tier(template.tier)
    county = (issue and issue.county_code) or (member.county_code if member else "") or template.city_code
    certificate = Certificate(
        number="ZS-000000-0000-00000-0",
        official_number="样张" if issue is None else _first_number(issue, county, at),
        check_code="00000000",
        city_code=template.city_code,
        county_code=county,
        holder_name=member.holder_name if member else "张三",
        id_type=member.id_type if member else "resident_id",
        id_masked=member.id_masked if member else "610700********0000",
        employer=member.employer if member else "某某有限公司",
        tier=tier.value,
        title=template.title,
        issuer=words.filled(template.issuer, {"county": divisions.name_of((issue and issue.county_code) or template.city_code)}),
        class_title=issue.class_title if issue else "首席质量官任职培训班",
        hours_tenths=member.hours_tenths if member else 240,
        score_tenths=member.score_tenths if member else None,
        issued_date=issue.issued_date if issue else timezone.localdate(at),
        expires_date=issue.expires_date if issue else None,
    )
    return typeset(TEMPLATES / "certificate.typ", _with_qr(printed.of(certificate, template)))


def _first_number(issue: Issue, county: str, at: datetime) -> str:
    return queries.foreseen(issue, at=at, count=1)[0] if not queries.pattern_is_wrong(issue) else "样张"


def _with_qr(data: Mapping[str, Any]) -> dict[str, Any]:
    return {**data, "qr": qr.drawing(data["check_url"])}


def _day(value: Any) -> str:
    return f"{value.year}年{value.month}月{value.day}日" if value else ""
