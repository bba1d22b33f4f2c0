"""The subjects of rules about certificates that this app keeps, in words."""

from django.utils.translation import gettext_lazy as _

from cqo.foundation.provisions import subjects
from cqo.foundation.provisions.subjects import Subject
from cqo.qualification.certificates.rules.changes import ChangeTerms
from cqo.qualification.certificates.rules.issuing import CertificateTerms
from cqo.qualification.certificates.wording import LEVELS

CHANGES = Subject(
    key="certificate_changes",
    title=_("证书变更"),
    terms=ChangeTerms,
    labels={
        "statement_workdays": _("撤销前听取陈述申辩的期限"),
        "backdate_days": _("生效日期最多追溯"),
        "ahead_days": _("生效日期最多提前确定"),
        "basis_cheating": _("撤销依据：考核作弊"),
        "basis_false_materials": _("撤销依据：提供虚假材料"),
        "basis_disqualified": _("撤销依据：出现不得任职的情形"),
    },
    units={"statement_workdays": _("个工作日"), "backdate_days": _("天"), "ahead_days": _("天")},
    help={
        "statement_workdays": _("自告知本人的次日起计算，节假日顺延。"),
        "basis_cheating": _("文件名称和条款，公开查验时显示。没有依据的不能撤销。"),
    },
)

_LEVELS = {level.value: words for level, words in LEVELS.items()}
CERTIFICATES = Subject(
    key="certificates",
    title=_("证书颁发"),
    terms=CertificateTerms,
    labels={
        "valid_months_basic": _("基础证书有效期"),
        "valid_months_advanced": _("提升证书有效期"),
        "valid_months_senior": _("高级证书有效期"),
        "level_basic": _("基础证书由哪一级颁发"),
        "level_advanced": _("提升证书由哪一级颁发"),
        "level_senior": _("高级证书由哪一级颁发"),
        "official_number": _("证书编号格式"),
    },
    units={"valid_months_basic": _("个月"), "valid_months_advanced": _("个月"), "valid_months_senior": _("个月")},
    help={
        "valid_months_basic": _("留空表示长期有效。"),
        "official_number": _(
            "可用 {city_short} {county_short} {tier} {year} {counter:04}，其中 {year} 和 {counter:04} 必须有；流水号每年从 1 开始。"
        ),
    },
    choices={"level_basic": _LEVELS, "level_advanced": _LEVELS, "level_senior": _LEVELS},
)


def connect() -> None:
    """Register the subjects."""
    subjects.register(CERTIFICATES)
    subjects.register(CHANGES)
