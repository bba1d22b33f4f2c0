"""The field by which a phone number is typed, wherever one is asked for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cqo.foundation.codes import phone as phones
from cqo.foundation.look.forms import PhoneInput


class PhoneField(forms.CharField):
    """A phone number, tidied. mobile_only: a fixed line is refused, for whoever signs in with the number or is sent messages."""

    widget = PhoneInput

    def __init__(self, *, mobile_only: bool = True, **options: Any) -> None:
        super().__init__(**options)
        self.mobile_only = mobile_only

    def clean(self, value: Any) -> str:
        """The number in its stored form; "" for none. Raises ValidationError for what is no number."""
        typed = super().clean(value)
        if not typed:
            return ""
        number = phones.read(typed)
        if number is not None and (phones.is_mobile(number) or not self.mobile_only):
            return number
        if self.mobile_only:
            raise forms.ValidationError(_("请填写 11 位手机号。"), code="phone")
        raise forms.ValidationError(_("电话号码无法识别。手机写 11 位，固定电话写区号和号码，如 0916-2626000。"), code="phone")
