"""What is typed when somebody is entered on a certificate from elsewhere."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cqo.qualification.certificates.states import Tier
from cqo.qualification.certificates.wording import TIERS
from cqo.registry.people.models import ExternalCertificate


class EnterByExternal(forms.Form):
    """Which certificate, the tier it is worth here, and the ground."""

    certificate = forms.TypedChoiceField(label=_("外部证书"))
    tier = forms.TypedChoiceField(
        label=_("相当于哪个层级"), choices=[(tier.value, TIERS[tier]) for tier in Tier], coerce=Tier, initial=Tier.BASIC.value
    )
    ground = forms.CharField(
        label=_("入库依据"),
        help_text=_("例如：汉中市 2017 年首席质量官培训班合格名册（文件名称和文号）。写入档案和办理记录。"),
        max_length=200,
    )

    def __init__(self, *args: Any, held: Sequence[ExternalCertificate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_key = {str(each.pk): each for each in held}
        field = self.fields["certificate"]
        field.choices = [(key, f"{each.title} · {each.number} · {each.issuer}") for key, each in by_key.items()]  # type: ignore[attr-defined]
        field.coerce = by_key.__getitem__  # type: ignore[attr-defined]
