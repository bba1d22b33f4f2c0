"""What is typed about people."""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.reach import Scale
from cqo.foundation.accounts.forms import PhoneField
from cqo.foundation.codes import amounts, documents, names
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.documents.forms import AttachmentField
from cqo.foundation.look.forms import DayField, Sectioned, Sections
from cqo.registry.enterprises.models import Enterprise
from cqo.registry.enterprises.states import Filer
from cqo.registry.people.queries import firms
from cqo.registry.people.states import Education, IdentityGround, RequestKind
from cqo.registry.people.wording import DOCUMENTS, EDUCATIONS, IDENTITY_GROUNDS, REQUEST_KINDS, TIERS

KEPT_OUT = {"autocomplete": "off", "spellcheck": "false", "data-keep-out": "", "class": "num"}
SCHOOLING = [("", _("未登记")), *((level.value, EDUCATIONS[level]) for level in Education)]


def version_field() -> forms.IntegerField:
    """The version of a row on the screen of whoever changes it."""
    return forms.IntegerField(widget=forms.HiddenInput)


class TenthsField(forms.CharField):
    """Hours or points to one place, kept in tenths."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=12, **options)
        self.widget.attrs.update({"inputmode": "decimal", "class": "num"})

    def clean(self, value: Any) -> int | None:  # type: ignore[override]
        """Tenths, or None where nothing is typed."""
        typed = super().clean(value)
        if not typed:
            return None
        tenths = amounts.tenths(typed)
        if tenths is None or tenths < 0:
            raise forms.ValidationError(_("请填写数字，最多一位小数，如 24 或 88.5。"), code="tenths")
        return tenths


class _Identity(forms.Form):
    """Name as on the document, its kind and number, tidied and checked."""

    name = forms.CharField(label=_("姓名"), help_text=_("与证件一致；少数民族姓名中的间隔点照写。"), max_length=80)
    id_type = forms.ChoiceField(label=_("证件类型"), choices=[(kind.value, DOCUMENTS[kind]) for kind in documents.Kind])
    id_number = forms.CharField(
        label=_("证件号码"), help_text=_("加密保存，页面只显示首尾几位。"), max_length=40, widget=forms.TextInput(KEPT_OUT)
    )

    def clean_name(self) -> str:
        """The name without stray spaces."""
        return names.tidy(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        """The number in its stored form, refused where it cannot be right."""
        cleaned = super().clean() or {}
        if cleaned.get("id_number") and cleaned.get("id_type"):
            cleaned["id_number"] = documents.normalise(cleaned["id_number"])
            if documents.fault(documents.Kind(cleaned["id_type"]), cleaned["id_number"]) is not None:
                self.add_error("id_number", _("证件号码有误，请对照证件核对。居民身份证为 18 位，末位可为 X。"))
        return cleaned


class _ForFirm(forms.Form):
    """Who files: the bureau of its own knowledge, or for the firm with its stamped paper (代录)."""

    for_firm = forms.BooleanField(label=_("为企业代录：依据企业盖章的纸质材料"), required=False)
    paper = AttachmentField(label=_("盖章材料扫描件"), help_text=_("代录必须上传；存入企业档案。"), required=False)

    def clean(self) -> dict[str, Any]:
        """A paper where the bureau files for the firm."""
        cleaned = super().clean() or {}
        if cleaned.get("for_firm") and not cleaned.get("paper") and "paper" not in self.errors:
            self.add_error("paper", _("代录须上传企业盖章的纸质材料扫描件。"))
        return cleaned

    @property
    def filer(self) -> Filer:
        """Who is written down as having filed."""
        return Filer.BUREAU_FOR_FIRM if self.cleaned_data.get("for_firm") else Filer.BUREAU


class EnterpriseField(forms.CharField):
    """A firm in reach, by credit code or full name; cleaned, it is the Enterprise, or None where nothing is typed."""

    def __init__(self, *, actor: Actor, **options: Any) -> None:
        options.setdefault("help_text", _("填统一社会信用代码，或企业全称。"))
        super().__init__(max_length=200, **options)
        self.actor = actor

    def clean(self, value: Any) -> Enterprise | None:  # type: ignore[override]
        """The firm. Raises ValidationError where none or several are meant."""
        typed = super().clean(value)
        if not typed:
            return None
        found = firms.named(self.actor, typed)
        if not found:
            raise forms.ValidationError(_("您的管辖范围内没有这家企业。请核对信用代码，或先登记该企业。"), code="unknown")
        if len(found) > 1:
            raise forms.ValidationError(_("有几家企业同名，请改填统一社会信用代码。"), code="several")
        return found[0]


class Register(Sectioned, _ForFirm, _Identity):
    """A file for a person, and an employment where the firm is known."""

    county = forms.ChoiceField(label=_("县区"), required=False)
    zone = forms.ChoiceField(label=_("功能区"), required=False)
    phone = PhoneField(label=_("手机号"), required=False)
    email = forms.EmailField(label=_("邮箱"), required=False)
    education = forms.ChoiceField(label=_("学历"), choices=SCHOOLING, required=False)
    title = forms.CharField(label=_("职称"), help_text=_("照证书写，如“工程师”。"), max_length=80, required=False)
    quality_since = DayField(label=_("从事质量工作起始日期"), required=False)
    quality_ground = forms.CharField(
        label=_("年限依据"), help_text=_("如：2018 年起任质检科长，附劳动合同。"), max_length=200, required=False
    )
    position = forms.CharField(label=_("职务"), max_length=80, required=False)
    starts = DayField(label=_("任职起始日期"), required=False)

    SECTIONS = (
        (_("身份"), ("name", "id_type", "id_number")),
        (_("联系方式"), ("phone", "email")),
        (_("学历、职称和质量工作年限"), ("education", "title", "quality_since", "quality_ground")),
        (_("工作单位"), ("enterprise", "position", "starts", "for_firm", "paper")),
        (_("县区（没有填写工作单位的，按此登记）"), ("county", "zone")),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        counties = [(place.code, place.name) for place in divisions.counties(actor.city)]
        zones = [(str(zone.pk), zone.name) for zone in divisions.open_zones(actor.city)]
        if actor.reach.scale == Scale.COUNTY:
            counties = [choice for choice in counties if choice[0] == actor.reach.key]
        if actor.reach.scale == Scale.ZONE:
            zones = [choice for choice in zones if choice[0] == actor.reach.key]
        self.fields["county"].choices = counties if len(counties) == 1 else [("", _("请选择")), *counties]  # type: ignore[attr-defined]
        self.fields["zone"].choices = zones if actor.reach.scale == Scale.ZONE else [("", _("不在功能区")), *zones]  # type: ignore[attr-defined]
        self.fields["enterprise"] = EnterpriseField(label=_("工作单位"), actor=actor, required=False)

    def clean_zone(self) -> UUID | None:
        """The zone's key."""
        return UUID(self.cleaned_data["zone"]) if self.cleaned_data["zone"] else None

    def clean(self) -> dict[str, Any]:
        """A firm or a county; nothing about an employment without a firm."""
        cleaned = super().clean() or {}
        has_firm = bool(cleaned.get("enterprise")) or "enterprise" in self.errors
        if not has_firm and not cleaned.get("county"):
            self.add_error("county", _("请选择县区，或填写工作单位。"))
        if not has_firm and (cleaned.get("position") or cleaned.get("starts") or cleaned.get("for_firm")):
            self.add_error("enterprise", _("填写职务、任职日期或代录的，须填写工作单位。"))
        return cleaned


class Amend(Sectioned, forms.Form):
    """What may be changed in a file; the person changes only how they are reached, everything else by a request."""

    version = version_field()
    phone = PhoneField(label=_("手机号"), required=False)
    email = forms.EmailField(label=_("邮箱"), required=False)
    education = forms.ChoiceField(label=_("学历"), choices=SCHOOLING, required=False)
    title = forms.CharField(label=_("职称"), help_text=_("照证书写，如“工程师”。"), max_length=80, required=False)
    quality_since = DayField(label=_("从事质量工作起始日期"), required=False)
    quality_ground = forms.CharField(label=_("年限依据"), max_length=200, required=False)

    OFFICIAL = ("education", "title", "quality_since", "quality_ground")
    SECTIONS: ClassVar[Sections] = (
        (_("联系方式"), ("phone", "email")),
        (_("学历、职称和质量工作年限"), OFFICIAL),
    )

    def __init__(self, *args: Any, actor: Actor, phone_masked: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if phone_masked:
            self.fields["phone"].help_text = _("现登记 %(phone)s；不更改请留空。") % {"phone": phone_masked}
        if not actor.may(Can.KEEP_REGISTRY):
            for name in self.OFFICIAL:
                del self.fields[name]

    @property
    def changes(self) -> dict[str, Any]:
        """What is to be written; an empty phone leaves the one that is known."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version" and (value or name != "phone")}


class CarryOut(Amend):
    """A correction asked for by the person: the changes, and the answer told."""

    person_version = version_field()
    answer = forms.CharField(label=_("办理情况"), help_text=_("告知本人。"), max_length=500, widget=forms.Textarea({"rows": 3}))

    SECTIONS = (*Amend.SECTIONS, (_("答复"), ("answer",)))

    @property
    def changes(self) -> dict[str, Any]:
        """What is to be written."""
        return {name: value for name, value in super().changes.items() if name not in ("person_version", "answer")}


class Answer(forms.Form):
    """The answer to a request, told to the person."""

    version = version_field()
    answer = forms.CharField(label=_("理由"), help_text=_("告知本人。"), max_length=500, widget=forms.Textarea({"rows": 4}))


class Erase(forms.Form):
    """An erasure, with the answer told."""

    version = version_field()
    person_version = version_field()
    answer = forms.CharField(label=_("办理情况"), help_text=_("告知本人。"), max_length=500, widget=forms.Textarea({"rows": 3}))


class Ask(forms.Form):
    """A person asks for a correction or an erasure."""

    kind = forms.ChoiceField(
        label=_("请求事项"), choices=[(kind.value, REQUEST_KINDS[kind]) for kind in RequestKind], widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("具体内容"),
        help_text=_("更正的，写明哪一项有误、应当是什么；删除的，写明理由。内容加密保存。"),
        max_length=2000,
        widget=forms.Textarea({"rows": 5, "data-keep-out": ""}),
    )


class SetIdentity(_Identity):
    """A name or a document put right."""

    version = version_field()
    ground = forms.ChoiceField(
        label=_("更正依据"),
        help_text=_("写入办理记录。"),
        choices=[(ground.value, IDENTITY_GROUNDS[ground]) for ground in IdentityGround],
        widget=forms.RadioSelect,
    )


class Employ(Sectioned, _ForFirm):
    """A firm, a position, a day."""

    position = forms.CharField(label=_("职务"), max_length=80, required=False)
    starts = DayField(label=_("任职起始日期"), help_text=_("不清楚的可留空。"), required=False)

    SECTIONS = ((_("任职"), ("enterprise", "position", "starts")), (_("代录"), ("for_firm", "paper")))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"] = EnterpriseField(label=_("工作单位"), actor=actor)


class TakeOn(Sectioned, _Identity):
    """A firm adds somebody who works for it."""

    phone = PhoneField(label=_("手机号"), required=False)
    position = forms.CharField(label=_("职务"), max_length=80)
    starts = DayField(label=_("任职起始日期"), required=False)

    SECTIONS = ((_("身份"), ("name", "id_type", "id_number", "phone")), (_("任职"), ("position", "starts")))


class EndEmployment(forms.Form):
    """The last day."""

    ends = DayField(label=_("离职日期"), help_text=_("在职的最后一天。"))


class CorrectEmployment(forms.Form):
    """An employment as it should have been written."""

    position = forms.CharField(label=_("职务"), max_length=80, required=False)
    starts = DayField(label=_("任职起始日期"), required=False)
    ends = DayField(label=_("离职日期"), help_text=_("仍在职的留空。"), required=False)


class AddCertificate(forms.Form):
    """What stands on a certificate from elsewhere."""

    title = forms.CharField(label=_("证书名称"), help_text=_("如：首席质量官任职培训合格证书。"), max_length=120)
    tier = forms.ChoiceField(
        label=_("层级"),
        help_text=_("证书上没有写明层级的留空，报名时视为基础证书。"),
        choices=[("", _("未注明")), *((tier.value, words) for tier, words in TIERS.items())],
        required=False,
    )
    number = forms.CharField(label=_("证书编号"), max_length=60)
    issuer = forms.CharField(label=_("发证机关"), max_length=120)
    issued_date = DayField(label=_("发证日期"), required=False)
    expires_date = DayField(label=_("有效期至"), help_text=_("长期有效的留空。"), required=False)
    hours_tenths = TenthsField(label=_("学时"), required=False)
    score_tenths = TenthsField(label=_("成绩"), required=False)
    scan = AttachmentField(label=_("证书扫描件"), required=False)


class Ground(forms.Form):
    """Why something is taken back."""

    ground = forms.CharField(label=_("理由"), help_text=_("写入档案。"), max_length=200)


class AddEvidence(forms.Form):
    """A paper that proves years in quality work or schooling."""

    upload = AttachmentField(label=_("证明材料"), help_text=_("劳动合同、任职文件、社保证明、学历或职称证书等。"))


class MergeFiles(forms.Form):
    """Which file stays, and why."""

    kept = forms.ChoiceField(label=_("保留哪一份"), widget=forms.RadioSelect)
    ground = forms.CharField(
        label=_("合并理由"), help_text=_("写明怎样确认是同一个人，如：已核对证件原件。不要写证件号码。"), max_length=200
    )
    left_version = version_field()
    right_version = version_field()

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kept"].choices = choices  # type: ignore[attr-defined]


class KeysField(forms.TypedMultipleChoiceField):
    """Keys ticked on a page; whether each is in reach is the operation's question."""

    def __init__(self, **options: Any) -> None:
        super().__init__(coerce=UUID, **options)

    def valid_value(self, value: Any) -> bool:
        """Any key may be ticked."""
        return True


class ChoosePeople(forms.Form):
    """Whom to print codes for."""

    people = KeysField(error_messages={"required": _("请至少勾选一人。")})


class AddMember(forms.Form):
    """A colleague who will sign in for the firm."""

    name = forms.CharField(label=_("姓名"), max_length=80)
    phone = PhoneField(label=_("手机号"), help_text=_("今后用它登录。已有账号的直接加入，不另建账号。"))

    def clean_name(self) -> str:
        """The name without stray spaces."""
        return names.tidy(self.cleaned_data["name"])
