"""A delegation that the system administrator gives for somebody who cannot."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.wording import POWER_NAMES
from cqo.foundation.look.forms import DayField
from cqo.portal.office.forms.posts import Choices


class Delegate(forms.Form):
    """Which post, to whom, for how long, which powers, why."""

    giver = forms.ChoiceField(label=_("代办哪个岗位"), widget=forms.RadioSelect)
    receiver = forms.ChoiceField(label=_("受托人（B 角）"))
    starts = DayField(label=_("起"))
    ends = DayField(label=_("止"), help_text=_("含当日，最长一年。"))
    scope = forms.MultipleChoiceField(
        label=_("委托范围"), help_text=_("不勾选即委托全部权限。"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(label=_("事由"), help_text=_("如“因病住院，本人无法办理委托”。双方都能看到。"), max_length=200)

    def __init__(self, *args: Any, posts: Choices, officials: Choices, powers: list[Can], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["giver"].choices = list(posts)  # type: ignore[attr-defined]
        self.fields["receiver"].choices = [("", _("请选择")), *officials]  # type: ignore[attr-defined]
        self.fields["scope"].choices = [(power.value, POWER_NAMES[power]) for power in powers]  # type: ignore[attr-defined]
        if len(posts) == 1:
            self.fields["giver"].initial = posts[0][0]
