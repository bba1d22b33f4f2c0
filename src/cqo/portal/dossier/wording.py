"""The life-long file in words."""

from django.utils.translation import gettext_lazy as _

from cqo.qualification.training.states import Verdict

VERDICTS = {Verdict.PASSED: _("合格"), Verdict.FAILED: _("不合格"), Verdict.INCOMPLETE: _("缺项")}
