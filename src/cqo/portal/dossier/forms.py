"""What is asked of a file."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cqo.foundation.look.forms import DayField


class AsKnown(forms.Form):
    """The day whose knowledge is asked for: what was recorded by its end."""

    known = DayField(label=_("查看某日登记的情况"), required=False)
