"""The subjects of rules that this app keeps, in words; `config/wiring.py` hands them to `foundation/provisions`."""

from django.utils.translation import gettext_lazy as _

from cqo.foundation.provisions import subjects
from cqo.foundation.provisions.subjects import Subject
from cqo.registry.enterprises.rules.claims import ClaimTerms
from cqo.registry.enterprises.rules.supervision import SupervisionTerms

SUPERVISION = Subject(
    key="supervision",
    title=_("功能区企业由谁审核"),
    terms=SupervisionTerms,
    labels={"zone_checks_own": _("功能区管委会审核本区企业的申报")},
    help={"zone_checks_own": _("选“否”时，由功能区所在县区局审核。")},
)
CLAIMS = Subject(
    key="claims",
    title=_("企业认领档案"),
    terms=ClaimTerms,
    labels={"slip_valid_days": _("激活单有效期"), "letter_check_workdays": _("授权书审核期限")},
    units={"slip_valid_days": _("天"), "letter_check_workdays": _("个工作日")},
    help={"slip_valid_days": _("自打印之日起计算。"), "letter_check_workdays": _("自企业提交授权书的次日起计算，节假日顺延。")},
)


def connect() -> None:
    """Register the subjects."""
    subjects.register(CLAIMS)
    subjects.register(SUPERVISION)
