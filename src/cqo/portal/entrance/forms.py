"""What is typed on the way in."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.wording import POWER_NAMES
from cqo.foundation.accounts.forms import PhoneField
from cqo.foundation.codes import credit_code, documents
from cqo.foundation.documents.forms import AttachmentField
from cqo.foundation.look.forms import DayField, Sectioned
from cqo.portal.entrance.wording import MENDING_GROUNDS
from cqo.registry.enterprises.states import ClaimPurpose
from cqo.registry.enterprises.wording import CLAIM_PURPOSES
from cqo.registry.people.wording import DOCUMENTS

LONGEST_PASSWORD = 256
PASSWORD_HINT = _("至少 10 位，不能全是数字，不能是常见密码，也不要与姓名、登录名相近。")


class PasswordField(forms.CharField):
    """A password as it was typed, spaces included; nothing longer than anybody types."""

    def __init__(self, *, autocomplete: str, **options: Any) -> None:
        super().__init__(strip=False, max_length=LONGEST_PASSWORD, widget=forms.PasswordInput({"autocomplete": autocomplete}), **options)


class CreditCodeField(forms.CharField):
    """A unified social credit code, tidied and checked (GB 32100)."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("统一社会信用代码"))
        options.setdefault("help_text", _("营业执照上的 18 位代码。"))
        super().__init__(max_length=40, **options)
        self.widget.attrs.update({"autocomplete": "off", "spellcheck": "false"})

    def clean(self, value: Any) -> str:
        """The code in capitals."""
        code = credit_code.normalise(super().clean(value))
        fault = credit_code.fault(code)
        if fault == credit_code.Fault.FORMAT:
            raise forms.ValidationError(_("信用代码应为 18 位数字和大写字母，请对照营业执照核对。"), code="format")
        if fault is not None:
            raise forms.ValidationError(_("信用代码的校验位不符，可能有一位写错，请对照营业执照核对。"), code="checksum")
        return code


def code_field(label: Any = _("激活码"), help_text: Any = _("激活单上的 12 位字母和数字，不分大小写。")) -> forms.CharField:
    """An activation code as printed on a slip; `data-from-hash` lets the slip's QR fill it without the code standing in a log."""
    attrs = {"autocomplete": "off", "spellcheck": "false", "data-from-hash": "", "class": "num"}
    return forms.CharField(label=label, help_text=help_text, max_length=24, widget=forms.TextInput(attrs))


class SignIn(forms.Form):
    """Name or phone, and password."""

    username = forms.CharField(
        label=_("登录名、手机号或姓名"),
        help_text=_("有同名用户时请用手机号。"),
        max_length=80,
        widget=forms.TextInput({"autocomplete": "username", "autofocus": True, "autocapitalize": "none"}),
    )
    password = PasswordField(label=_("密码"), autocomplete="current-password")
    next = forms.CharField(required=False, widget=forms.HiddenInput)


class SecondStep(forms.Form):
    """The six digits of an authenticator."""

    token = forms.CharField(
        label=_("验证码"),
        help_text=_("身份验证器显示的 6 位数字，或一枚备用码。"),
        max_length=16,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True, "class": "num"}),
    )


class NewPassword(forms.Form):
    """A new password, twice."""

    password = PasswordField(label=_("新密码"), help_text=PASSWORD_HINT, autocomplete="new-password")
    again = PasswordField(label=_("再输一遍"), autocomplete="new-password")

    def clean(self) -> dict[str, Any]:
        """Both the same."""
        cleaned = super().clean() or {}
        if cleaned.get("password") and cleaned.get("again") and cleaned["password"] != cleaned["again"]:
            self.add_error("again", _("两次输入的密码不同。"))
        return cleaned


class ConfirmByPassword(forms.Form):
    """The present password, which shows that it is the owner who sits here."""

    current = PasswordField(label=_("现在的密码"), autocomplete="current-password")


class ChangePassword(ConfirmByPassword, NewPassword):
    """The old password, and a new one."""

    field_order = ("current", "password", "again")


class EnrolSecondStep(ConfirmByPassword, SecondStep):
    """The first digits of a new authenticator."""

    field_order = ("token", "current")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["token"].help_text = _("身份验证器显示的 6 位数字。")


class CloseAccount(ConfirmByPassword):
    """The own account is closed for good."""

    sure = forms.BooleanField(label=_("我确认注销，注销后不能恢复"), error_messages={"required": _("请勾选确认。")})
    field_order = ("sure", "current")


class Recover(NewPassword):
    """A recovery code from the county, the firm or the administrator."""

    username = forms.CharField(label=_("登录名或手机号"), max_length=80, widget=forms.TextInput({"autocomplete": "username"}))
    code = code_field(_("恢复码"), _("12 位字母和数字，不分大小写。"))
    field_order = ("username", "code", "password", "again")


class Notice(forms.Form):
    """The first sign-in: taken note of, and the optional part."""

    read = forms.BooleanField(label=_("我已阅读《个人信息处理告知》"), error_messages={"required": _("请先阅读并勾选。")})
    optional_contact = forms.BooleanField(
        label=_("可选：同意接收短信和邮件提醒"), help_text=_("不同意不影响使用，站内消息照常接收，可以随时撤回。"), required=False
    )


class _Joining(Sectioned, forms.Form):
    """A form that also opens a sign-in where nobody is signed in."""

    name = forms.CharField(label=_("您的姓名"), max_length=80, widget=forms.TextInput({"autocomplete": "name"}))
    phone = PhoneField(label=_("手机号"), help_text=_("今后用它登录。"))
    password = PasswordField(label=_("设置密码"), help_text=PASSWORD_HINT, autocomplete="new-password")

    def __init__(self, *args: Any, signed_in: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.signed_in = signed_in
        if signed_in:
            for name in self.ACCOUNT:
                del self.fields[name]
        self.order_fields([*self.FILE, *self.ACCOUNT])

    ACCOUNT: tuple[str, ...] = ("name", "phone", "password")
    FILE: tuple[str, ...] = ()
    FILE_LEGEND: Any = ""

    @property
    def SECTIONS(self) -> Any:  # type: ignore[override]  # noqa: N802 (the name that Sectioned reads)
        """The file first, then the sign-in to be opened."""
        file = (self.FILE_LEGEND, self.FILE)
        return (file,) if self.signed_in else (file, (_("您的登录账号"), self.ACCOUNT))


class FirmBySlip(_Joining):
    """A firm's file by credit code and slip."""

    credit_code = CreditCodeField()
    code = code_field()
    FILE = ("credit_code", "code")
    FILE_LEGEND = _("企业和激活单")


class FirmByLetter(_Joining):
    """A firm's file by a stamped letter of authority."""

    purpose = forms.ChoiceField(
        label=_("申请事项"), choices=[(purpose.value, CLAIM_PURPOSES[purpose]) for purpose in ClaimPurpose], widget=forms.RadioSelect
    )
    credit_code = CreditCodeField()
    enterprise_name = forms.CharField(label=_("企业名称"), max_length=200, widget=forms.TextInput({"autocomplete": "organization"}))
    county = forms.ChoiceField(label=_("所在县区"), help_text=_("由该县区市场监管局核对。"))
    letter = AttachmentField(label=_("盖章的授权书"), help_text=_("写明企业名称、信用代码、被授权人姓名和手机号，加盖公章后拍照或扫描。"))
    FILE = ("purpose", "credit_code", "enterprise_name", "county", "letter")
    FILE_LEGEND = _("企业和授权书")

    def __init__(self, *args: Any, counties: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["county"].choices = [("", _("请选择")), *counties]  # type: ignore[attr-defined]
        self.fields["purpose"].initial = ClaimPurpose.FIRST.value


class OwnFile(_Joining):
    """The own file by name, document and code."""

    id_type = forms.ChoiceField(label=_("证件类型"), choices=[(kind.value, DOCUMENTS[kind]) for kind in documents.Kind])
    id_number = forms.CharField(
        label=_("证件号码"), max_length=40, widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "data-keep-out": ""})
    )
    code = code_field()
    person_name = forms.CharField(label=_("证件上的姓名"), max_length=80)
    ACCOUNT = ("phone", "password")
    FILE = ("person_name", "id_type", "id_number", "code")
    FILE_LEGEND = _("本人身份和激活码")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("name", None)

    def clean(self) -> dict[str, Any]:
        """The document's number in its tidied form, refused where it cannot be right."""
        cleaned = super().clean() or {}
        if cleaned.get("id_number") and cleaned.get("id_type"):
            cleaned["id_number"] = documents.normalise(cleaned["id_number"])
            if documents.fault(documents.Kind(cleaned["id_type"]), cleaned["id_number"]) is not None:
                self.add_error("id_number", _("证件号码有误，请对照证件核对。"))
        return cleaned


class ChangePhone(ConfirmByPassword):
    """A new phone of one's own."""

    phone = PhoneField(label=_("新手机号"))
    field_order = ("phone", "current")


class Delegate(forms.Form):
    """Somebody acts for me while I am away."""

    receiver = forms.ChoiceField(label=_("受托人（B 角）"))
    starts = DayField(label=_("起"))
    ends = DayField(label=_("止"), help_text=_("含当日，最长一年。"))
    scope = forms.MultipleChoiceField(
        label=_("委托范围"), help_text=_("不勾选即委托全部权限。"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(label=_("事由"), max_length=200)

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], powers: list[Can], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["receiver"].choices = [("", _("请选择")), *colleagues]  # type: ignore[attr-defined]
        self.fields["scope"].choices = [(power.value, POWER_NAMES[power]) for power in powers]  # type: ignore[attr-defined]


class Mend(forms.Form):
    """Help somebody back into the account after an identity check."""

    ground = forms.ChoiceField(label=_("身份核验方式"), help_text=_("写入办理记录。"), widget=forms.RadioSelect)
    phone = PhoneField(label=_("新手机号"), help_text=_("不更换可留空。"), required=False)
    recovery = forms.BooleanField(
        label=_("生成一次性恢复码"), help_text=_("交给本人，用于重新设置密码，7 天内有效。"), required=False, initial=True
    )

    def __init__(self, *args: Any, grounds: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = [(ground, MENDING_GROUNDS[ground]) for ground in grounds]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Something is to be done."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned["phone"] and not cleaned["recovery"]:
            self.add_error("recovery", _("请填写新手机号，或勾选生成恢复码。"))
        return cleaned
