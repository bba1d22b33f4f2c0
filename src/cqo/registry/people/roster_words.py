"""What people read of rosters of people while they import them."""

from django.utils.translation import gettext_lazy as _

from cqo.foundation.intake.recipes import Words
from cqo.foundation.sealing import masks

_LABELS = {
    "name": _("姓名"),
    "id_number": _("身份证号"),
    "id_type": _("证件类型"),
    "sex": _("性别"),
    "birth": _("出生日期"),
    "firm": _("工作单位"),
    "firm_code": _("统一社会信用代码"),
    "division": _("所属县区"),
    "department": _("部门"),
    "post": _("职务"),
    "education": _("学历"),
    "major": _("专业"),
    "title": _("职称"),
    "phone": _("联系电话"),
    "mobile": _("手机号码"),
    "email": _("电子邮箱"),
    "quality_years": _("从事质量工作年限"),
    "quality_since": _("从事质量工作起始时间"),
    "appointed": _("任职日期"),
    "certificate_number": _("证书编号"),
    "certificate_title": _("证书名称"),
    "issuer": _("发证机关"),
    "issued": _("发证日期"),
    "expires": _("有效期至"),
    "class_name": _("培训班"),
    "hours": _("学时"),
    "score": _("成绩"),
    "result": _("考核结果"),
    "remark": _("备注"),
}
_ADDITIONS = {"place": _("登记所在县区"), "employment": _("登记任职"), "certificate": _("登记外部证书")}
PEOPLE = Words(
    title=_("人员名单"),
    says=_(
        "登记首席质量官和质量人员，连同任职和以往取得的证书（如 2017 年培训班）。以证件号码识别人员；已登记人员的信息不会被名单改动，只会增加任职、证书和所在县区。"
    ),
    labels={**_LABELS, **_ADDITIONS},
    shown=("name", "id_number", "firm", "division", "phone", "mobile", "certificate_number"),
    masked={
        "id_number": masks.identity,
        "phone": masks.phone,
        "mobile": masks.phone,
        "birth": lambda text: "*" * len(text),
        "email": lambda text: f"{text[:1]}***{text[text.find('@') :] if '@' in text else ''}",
    },
    example={
        "name": "张三",
        "id_number": "11010519491231002X",
        "firm": "某某机械制造有限公司",
        "firm_code": "91610702MAEX00010N",
        "division": "汉台区",
        "post": "质量总监",
        "education": "本科",
        "mobile": "13900000000",
        "certificate_number": "HZ-CQO-2017-001",
        "issued": "2017-05-20",
    },
    shown_to=(
        _("市局、人员所在县区局和功能区中可以查阅登记库的工作人员；本人；任职企业。"),
        _("不向社会公开。证件号码、出生日期、电话加密保存，列表中只显示一部分。名单中的证书标明“外部证书（本平台登记，非本平台签发）”。"),
    ),
    rule=_("各市首席质量官管理办法关于建立人才信息库的规定；个人信息按《个人信息保护法》第十三条第一款第三项为履行法定职责处理。"),
)
