"""What is typed of a sign-up."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cqo.foundation.documents.forms import AttachmentField
from cqo.qualification.training.operations.enrolments import Signing
from cqo.qualification.training.queries.candidates import Candidate

VERSION = forms.IntegerField(widget=forms.HiddenInput)


class _Added(forms.Form):
    """What goes with a sign-up: a ground of exemption where the class asks for a certificate, and a note."""

    exemption = forms.ChoiceField(
        label=_("免除参训条件的情形"),
        help_text=_("没有所要求证书的人员，符合其中一种情形才能报名；县区局会核对。"),
        required=False,
    )
    note = forms.CharField(label=_("备注"), help_text=_("如：饮食、无障碍需要。只有办理人员能看到。"), max_length=200, required=False)

    def __init__(self, *args: Any, exempt_by: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if exempt_by:
            self.fields["exemption"].choices = [("", _("没有")), *((ground, ground) for ground in exempt_by)]  # type: ignore[attr-defined]
        else:
            del self.fields["exemption"]


class SignUp(_Added):
    """Who is signed up, of the people somebody may sign up. Who stands on the class already may be ticked again: a second press is no fault."""

    person = forms.MultipleChoiceField(
        label=_("勾选参加的人员"), widget=forms.CheckboxSelectMultiple, error_messages={"required": _("请至少勾选一人。")}
    )

    def __init__(self, *args: Any, people: Sequence[Candidate], exempt_by: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, exempt_by=exempt_by, **kwargs)
        self.people = {str(each.person.pk): each for each in people}
        self.fields["person"].choices = [(key, each.person.name) for key, each in self.people.items()]  # type: ignore[attr-defined]

    @property
    def ticks(self) -> list[tuple[Candidate, bool]]:
        """Everybody who may be signed up, and whether they are ticked."""
        ticked = self["person"].value() or []
        return [(each, key in ticked) for key, each in self.people.items()]

    @property
    def signings(self) -> list[Signing]:
        """Those ticked who do not stand on the class yet."""
        given = self.cleaned_data
        chosen = [self.people[key] for key in given["person"]]
        return [Signing(each.person, given.get("exemption", ""), given["note"]) for each in chosen if each.enrolment is None]


class Resubmit(_Added):
    """A sign-up mended, with a paper where one was asked for."""

    version = VERSION
    paper = AttachmentField(label=_("补交的材料"), help_text=_("不需要补交文件的可留空。"), required=False)


class Missing(forms.Form):
    """Everything that is missing, at once."""

    version = VERSION
    missing = forms.CharField(
        label=_("缺少的全部内容"),
        help_text=_("一次写全：只能退回一次，补正后只能通过或不予通过。不要写证件号码。"),
        max_length=500,
        widget=forms.Textarea({"rows": 4}),
    )


class Reason(forms.Form):
    """Why somebody is refused or taken off."""

    version = VERSION
    reason = forms.CharField(label=_("理由"), max_length=500, widget=forms.Textarea({"rows": 4}))
