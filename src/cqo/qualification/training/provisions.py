"""The subjects of rules that this app keeps, in words; `apps.py` hands them to `foundation/provisions`."""

from django.utils.translation import gettext_lazy as _

from cqo.foundation.provisions import subjects
from cqo.foundation.provisions.subjects import Subject
from cqo.qualification.certificates.wording import TIERS
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


def connect() -> None:
    """Register the subjects."""
    subjects.register(TRAINING)
