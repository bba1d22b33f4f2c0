"""What the system administrator types about offices, posts and officials."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cqo.foundation.access.wording import ROLE_NAMES, ROLE_SENTENCES
from cqo.foundation.accounts.states import OrganisationKind, Role
from cqo.foundation.accounts.wording import ORGANISATION_KINDS
from cqo.foundation.look.forms import DayField
from cqo.portal.entrance.forms import PhoneField
from cqo.portal.office.wording import GROUNDS

Choices = Sequence[tuple[str, Any]]
OFFICES = (OrganisationKind.BUREAU, OrganisationKind.ZONE_OFFICE)


class Office(forms.Form):
    """A bureau or zone office with its place."""

    kind = forms.ChoiceField(
        label=_("单位类型"), choices=[(kind.value, ORGANISATION_KINDS[kind]) for kind in OFFICES], widget=forms.RadioSelect
    )
    name = forms.CharField(
        label=_("单位名称"), help_text=_("全称，与公章一致。"), max_length=200, widget=forms.TextInput({"autocomplete": "organization"})
    )
    division = forms.ChoiceField(label=_("所在市或县区"), help_text=_("市场监管局填写；它的岗位管辖这里的企业和人员。"), required=False)
    zone = forms.ChoiceField(label=_("功能区"), help_text=_("功能区管委会填写。"), required=False)

    def __init__(self, *args: Any, divisions: Choices, zones: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].choices = [("", _("请选择")), *divisions]  # type: ignore[attr-defined]
        self.fields["zone"].choices = [("", _("请选择")), *zones]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A bureau has a division, a zone office a zone."""
        cleaned = super().clean() or {}
        needed = "zone" if cleaned.get("kind") == OrganisationKind.ZONE_OFFICE else "division"
        if cleaned.get("kind") and not cleaned.get(needed):
            self.add_error(needed, _("请选择功能区。") if needed == "zone" else _("请选择所在市或县区。"))
        return cleaned


class Post(forms.Form):
    """A post: its name, and in which capacity its holders act."""

    title = forms.CharField(label=_("岗位名称"), help_text=_("如“质量科经办岗”“受理岗 A”，本单位内不能重名。"), max_length=80)
    role = forms.ChoiceField(label=_("身份"), help_text=_("决定任职的人能办理什么。"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, roles: Iterable[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, f"{ROLE_NAMES[role]}：{ROLE_SENTENCES[role]}") for role in roles]  # type: ignore[attr-defined]
        if len(self.fields["role"].choices) == 1:  # type: ignore[attr-defined]
            self.fields["role"].initial = self.fields["role"].choices[0][0]  # type: ignore[attr-defined]


class Account(forms.Form):
    """An official's account in a post."""

    name = forms.CharField(label=_("姓名"), max_length=80, widget=forms.TextInput({"autocomplete": "off"}))
    login_name = forms.RegexField(
        r"^[A-Za-z0-9][A-Za-z0-9._-]{1,39}$",
        label=_("登录名"),
        help_text=_("字母、数字，如姓名全拼；2 至 40 位。"),
        error_messages={"invalid": _("登录名只能用字母、数字和 . _ - ，以字母或数字开头，2 至 40 位。")},
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    phone = PhoneField(label=_("手机号"), help_text=_("也可用来登录；全市账号中不能重复。"))
    email = forms.EmailField(label=_("电子邮箱"), required=False)
    starts = DayField(label=_("任职起始日"), help_text=_("从这一天起可以办理。"))


class Assign(forms.Form):
    """An official who has an account takes a further post."""

    user = forms.ChoiceField(label=_("工作人员"))
    starts = DayField(label=_("任职起始日"))
    ends = DayField(label=_("任职截止日"), help_text=_("含当日；长期任职留空。"), required=False)

    def __init__(self, *args: Any, officials: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].choices = [("", _("请选择")), *officials]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The end is not before the start."""
        cleaned = super().clean() or {}
        if cleaned.get("starts") and cleaned.get("ends") and cleaned["ends"] < cleaned["starts"]:
            self.add_error("ends", _("任职截止日不能早于起始日。"))
        return cleaned


class HandOver(forms.Form):
    """Somebody leaves: who takes over, from when, why."""

    successor = forms.ChoiceField(label=_("接任人"), help_text=_("接手离任人的全部岗位。可以暂不安排，岗位空缺待补。"), required=False)
    on = DayField(label=_("最后工作日"), help_text=_("接任人自次日起任职。"))
    ground = forms.ChoiceField(label=_("离任原因"), choices=list(GROUNDS.items()), widget=forms.RadioSelect)

    def __init__(self, *args: Any, officials: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].choices = [("", _("暂不安排")), *officials]  # type: ignore[attr-defined]


class StepDown(forms.Form):
    """The last day in one post."""

    on = DayField(label=_("最后一天"), help_text=_("含当日。"))
