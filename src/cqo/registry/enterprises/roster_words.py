"""What people read of rosters of enterprises and of files of the yearly list, while they import them."""

from django.utils.translation import gettext_lazy as _

from cqo.foundation.intake.recipes import Words
from cqo.foundation.sealing import masks

_LABELS = {
    "name": _("企业名称"),
    "credit_code": _("统一社会信用代码"),
    "division": _("所属县区"),
    "zone": _("功能区"),
    "address": _("地址"),
    "industry": _("行业"),
    "industry_code": _("行业代码"),
    "above_size": _("是否规上"),
    "employees": _("从业人数"),
    "revenue": _("营业收入（万元）"),
    "revenue_yuan": _("营业收入（元）"),
    "revenue_yi": _("营业收入（亿元）"),
    "assets": _("资产总额（万元）"),
    "assets_yuan": _("资产总额（元）"),
    "established": _("成立日期"),
    "legal_representative": _("法定代表人"),
    "principal": _("主要负责人"),
    "contact_name": _("联系人"),
    "quality_head": _("质量负责人"),
    "contact_post": _("职务"),
    "phone": _("联系电话"),
    "mobile": _("手机"),
    "email": _("电子邮箱"),
    "main_product": _("主要产品"),
    "registered_kind": _("企业类型"),
    "size_named": _("企业规模"),
    "former_name": _("曾用名"),
    "remark": _("备注"),
}
_CHANGES = {
    "industry_id": _("行业"),
    "revenue_fen": _("营业收入（元）"),
    "assets_fen": _("资产总额（元）"),
    "established_date": _("成立日期"),
}
ENTERPRISES = Words(
    title=_("企业名单"),
    says=_("登记新企业，更新已登记企业的信息。以统一社会信用代码识别企业；名单中留空的格子不会清空档案。"),
    labels={**_LABELS, **_CHANGES},
    shown=("name", "credit_code", "division", "legal_representative", "phone", "mobile"),
    masked={"phone": masks.phone, "mobile": masks.phone},
    example={
        "name": "某某机械制造有限公司",
        "credit_code": "91610702MAEX00010N",
        "division": "汉台区",
        "address": "汉台区某某路 1 号",
        "industry": "通用设备制造业",
        "employees": "120",
        "revenue": "3200.5",
        "established": "2017-05-03",
        "legal_representative": "张三",
        "contact_name": "李四",
        "phone": "0916-2620001",
    },
    shown_to=(
        _("市局、企业所在县区局和功能区中可以查阅登记库的工作人员；认领档案的企业本身。"),
        _("不向社会公开。联系电话加密保存，列表中只显示一部分。"),
    ),
    rule=_(
        "各市首席质量官管理办法关于建立人才信息库和企业档案的规定；个人信息按《个人信息保护法》第十三条第一款第三项为履行法定职责处理。"
    ),
)
DESIGNATED = Words(
    title=_("规上企业名录"),
    says=_("把统计部门提供的规上企业列入某一年的名录。只需企业名称和统一社会信用代码；企业须已在登记库中。"),
    labels=_LABELS,
    shown=("name", "credit_code"),
    masked={},
    example={"name": "某某机械制造有限公司", "credit_code": "91610702MAEX00010N"},
    shown_to=(
        _("市局、县区局和功能区中可以查阅登记库的工作人员。"),
        _("名录逐户内容不对外公开，只用于计算覆盖率。"),
    ),
    rule=_("《统计法》及其实施条例关于统计资料使用范围的规定；用途以名录上登记的许可用途为限。"),
)
