"""The subjects of rules that this app keeps, in words; `config/wiring.py` hands them to `foundation/provisions`."""

from django.utils.translation import gettext_lazy as _

from cqo.foundation.provisions import subjects
from cqo.foundation.provisions.subjects import Subject
from cqo.registry.people.rules.conditions import ConditionTerms, Ground
from cqo.registry.people.rules.retention import RetentionTerms
from cqo.registry.people.wording import EDUCATIONS

GROUNDS = {
    Ground.QUALITY_FAILURE: _("在质量岗位有重大失误，或受过刑事处罚"),
    Ground.IMPROPER_GAIN: _("利用职务谋取不正当利益"),
    Ground.ABUSE_OF_POWER: _("滥用职权，扰乱企业正常经营"),
    Ground.LEAKED_SECRETS: _("泄露本企业或合作企业的商业秘密"),
    Ground.OTHER_HARM: _("有其他损害企业利益或质量信誉的行为"),
}
CONDITIONS = Subject(
    key="conditions",
    title=_("首席质量官任职条件"),
    terms=ConditionTerms,
    labels={
        "years_in_quality": _("从事质量工作年限"),
        "education_least": _("最低学历"),
        "title_words": _("可代替学历的职称"),
        "title_words_not": _("不可代替学历的职称"),
        "years_large": _("大中型企业：从事质量工作年限"),
        "education_large": _("大中型企业：最低学历"),
        "years_small": _("小微企业：从事质量工作年限"),
        "education_small": _("小微企业：最低学历"),
        "barred_by": _("不得任职的情形"),
    },
    units={"years_in_quality": _("年"), "years_large": _("年"), "years_small": _("年")},
    help={
        "title_words": _("每行一个词。职称中含有其中一个词，即可代替学历要求；留空表示职称不能代替学历。"),
        "title_words_not": _("每行一个词。职称中含有其中一个词的，不能代替学历，例如“助理”。"),
        "years_large": _("留空表示与一般要求相同。"),
        "education_large": _("留空表示与一般要求相同。"),
        "years_small": _("留空表示与一般要求相同。"),
        "education_small": _("留空表示与一般要求相同。"),
    },
    choices={
        "education_least": {code.value: words for code, words in EDUCATIONS.items()},
        "education_large": {code.value: words for code, words in EDUCATIONS.items()},
        "education_small": {code.value: words for code, words in EDUCATIONS.items()},
        "barred_by": {code.value: words for code, words in GROUNDS.items()},
    },
)
RETENTION = Subject(
    key="retention",
    title=_("个人信息保存期限"),
    terms=RetentionTerms,
    labels={
        "file_years": _("人员档案（身份、任职、证书）"),
        "contact_years": _("联系方式"),
        "evidence_years": _("证明材料扫描件"),
        "request_years": _("更正和删除请求及其处理"),
        "message_years": _("站内消息"),
        "sign_in_months": _("登录记录"),
        "delivery_months": _("短信和邮件的发送地址"),
        "roster_days": _("上传的名单原件"),
    },
    units={
        "file_years": _("年"),
        "contact_years": _("年"),
        "evidence_years": _("年"),
        "request_years": _("年"),
        "message_years": _("年"),
        "sign_in_months": _("个月"),
        "delivery_months": _("个月"),
        "roster_days": _("天"),
    },
    help={
        "file_years": _("自最后一次使用起计算；留空表示长期保存。"),
        "request_years": _("处理情况记录至少保存三年。"),
        "sign_in_months": _("网络安全法要求至少六个月，不足六个月的按六个月保存。"),
        "roster_days": _("自名单发布之日起计算。"),
    },
)


def connect() -> None:
    """Register the subjects."""
    subjects.register(CONDITIONS)
    subjects.register(RETENTION)
