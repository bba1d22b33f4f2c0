"""Refusals on the way in, in words."""

from django.utils.translation import gettext_lazy as _

from cqo.foundation import refusal

MENDING_GROUNDS = {
    "id_in_person": _("当面核验身份证件"),
    "letter_of_firm": _("企业盖章证明"),
    "known_colleague": _("本单位工作人员，已核实"),
}
REFUSALS = {
    "guesses.too_many": _("连续多次填错。为防止他人试探，请 %(minutes)s 分钟后再试；急办可到县区市场监督管理局窗口核对。"),
    "account.of_an_official": _("工作人员账号随岗位，请由本单位系统管理员办理离任交接。"),
    "mending.has_other_files": _("%(name)s 还有其他身份或本人档案，本企业不能代为恢复账号。请本人持身份证件到县区市场监督管理局办理。"),
}


def connect() -> None:
    """Hand the sentences to the table of refusals."""
    refusal.register(REFUSALS)
