"""The sample cities in words: roles on the sign-in page, refusals, the one event."""

from django.utils.translation import gettext_lazy as _

from cqo.foundation import refusal
from cqo.foundation.audit import wording as record

ROLES = {
    "hz-city": _("市局（汉中，刚起步）"),
    "hz-city2": _("市局（汉中，复核公布成绩的另一人）"),
    "chenggu": _("县局（城固县）"),
    "foping": _("县局（佛坪县，只有一名工作人员）"),
    "hz-zone": _("功能区（汉中经开区）"),
    "province": _("省局（只能查阅）"),
    "firm": _("企业管理员"),
    "firm-staff": _("企业经办人"),
    "person": _("个人（2017 年取得证书）"),
    "newcomer": _("新用户（首次登录）"),
    "applicant": _("申请人（授权书被退回）"),
    "nt-city": _("市局（南通，制度成熟）"),
    "hz-system": _("系统管理员"),
    "hz-security": _("安全管理员"),
    "hz-audit": _("审计管理员"),
}
REFUSALS = {
    "demo.not_wanted": _("没有设置 CQO_DEMO=yes，不装入示例数据。确要在本库装入，请加 --force。"),
    "demo.not_empty": _("本库已有企业、人员或单位，不是空库，不能装入示例数据。请另设 CQO_VAR 或 CQO_DATABASE_URL。"),
}
EVENTS = {"demo.loaded": _("装入示例数据")}


def connect() -> None:
    """Hand the sentences to the tables of refusals and events."""
    refusal.register(REFUSALS)
    record.register(EVENTS)
