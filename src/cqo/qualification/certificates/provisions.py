"""The subjects of rules about certificates that this app keeps, in words."""

from django.utils.translation import gettext_lazy as _

from cqo.foundation.provisions import subjects
from cqo.foundation.provisions.subjects import Subject
from cqo.qualification.certificates.rules.changes import ChangeTerms

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


def connect() -> None:
    """Register the subjects."""
    subjects.register(CHANGES)
