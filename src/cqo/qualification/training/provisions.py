"""The subjects of rules that this app keeps, in words; `apps.py` hands them to `foundation/provisions`."""

from django.utils.translation import gettext_lazy as _

from cqo.foundation.provisions import subjects
from cqo.foundation.provisions.subjects import Subject
from cqo.qualification.certificates.wording import TIERS
from cqo.qualification.training.rules import assessment
from cqo.qualification.training.rules.assessment import AssessmentTerms
from cqo.qualification.training.rules.prerequisites import TrainingTerms

_TIER_CHOICES = {tier.value: words for tier, words in TIERS.items()}
TRAINING = Subject(
    key="training",
    title=_("培训层级和参训条件"),
    terms=TrainingTerms,
    labels={
        "county_holds": _("县区局举办的层级"),
        "city_holds": _("市局举办的层级"),
        "province_holds": _("省局举办的层级"),
        "advanced_after_basic": _("参加提升班须先取得基础证书"),
        "senior_after_advanced": _("参加高级班须先取得提升证书"),
        "exempt_by": _("可以免除上述条件的情形"),
        "elsewhere_counts": _("承认外部证书"),
    },
    help={
        "advanced_after_basic": _("从某日起才要求的，另发一版从该日起施行的规则。"),
        "exempt_by": _("每行一种情形。报名时须选定其中一种，由县区局核对；留空表示不能免除。"),
        "elsewhere_counts": _("其他市、省局或以往颁发、已登记的证书，视同本市证书；未注明层级的视为基础证书。"),
    },
    choices={"county_holds": _TIER_CHOICES, "city_holds": _TIER_CHOICES, "province_holds": _TIER_CHOICES},
)
ASSESSMENT = Subject(
    key="assessment",
    title=_("培训考核"),
    terms=AssessmentTerms,
    labels={
        "exam_percent": _("考试所占比重"),
        "attendance_percent": _("考勤所占比重"),
        "homework_percent": _("作业（案例报告）所占比重"),
        "pass_total": _("总评合格线"),
        "pass_exam": _("考试合格线"),
        "least_attendance_percent": _("最低出勤率"),
        "late_counts": _("迟到计入学时"),
    },
    units={
        "exam_percent": "%",
        "attendance_percent": "%",
        "homework_percent": "%",
        "pass_total": _("分"),
        "pass_exam": _("分"),
        "least_attendance_percent": "%",
    },
    help={
        "exam_percent": _("三项比重合计须为 100%。不考试的填 0。"),
        "attendance_percent": _("按出勤学时占授课学时的比例折算成百分制。"),
        "homework_percent": _("不布置作业的填 0。"),
        "least_attendance_percent": _("低于这个比例的，无论成绩如何都不合格；填 0 表示不要求。"),
    },
    refused=assessment.refused,
)


def connect() -> None:
    """Register the subjects."""
    subjects.register(TRAINING)
    subjects.register(ASSESSMENT)
