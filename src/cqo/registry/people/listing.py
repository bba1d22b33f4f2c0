"""The list of people: its columns, filters and search. Each person stands in it once, in however many places they are known."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.lists.filters import Filters, Fixed
from cqo.foundation.lists.specs import Column, ListSpec
from cqo.foundation.search import queries as search
from cqo.registry.enterprises.indexing import KIND as ENTERPRISE
from cqo.registry.enterprises.indexing import phone_mark, scope_of
from cqo.registry.people import indexing
from cqo.registry.people.models import Employment, ExternalCertificate, Person, PersonInCity
from cqo.registry.people.queries import files
from cqo.registry.people.states import Education
from cqo.registry.people.wording import EDUCATIONS, SEXES

TAIL_DIGITS = 4
FIRMS_FOUND = 200
YES, NO = "yes", "no"
_VISIBLE = Q(batch__isnull=True) | Q(batch__visible=True)


class PeopleFilters(Filters):
    """By place, enterprise, schooling, certificate and sign-in."""

    county = forms.ChoiceField(label=_("县区"))
    zone = forms.ChoiceField(label=_("功能区"))
    enterprise = forms.CharField(label=_("工作单位"), max_length=60)
    education = forms.ChoiceField(label=_("学历"), choices=[("", _("全部")), *((level.value, EDUCATIONS[level]) for level in Education)])
    certificate = forms.ChoiceField(label=_("外部证书"), choices=[("", _("全部")), (YES, _("有")), (NO, _("没有"))])
    account = forms.ChoiceField(label=_("账号"), choices=[("", _("全部")), (YES, _("已开通")), (NO, _("未开通"))])

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        city = actor.city
        self.fields["county"].choices = Fixed((place.code, place.name) for place in divisions.counties(city) if city)  # type: ignore[attr-defined]
        self.fields["zone"].choices = Fixed(divisions.zone_choices(city) if city else ())  # type: ignore[attr-defined]


def narrowed(rows: QuerySet[Person], chosen: Mapping[str, Any]) -> QuerySet[Person]:
    """The rows that the filters leave."""
    places = PersonInCity.objects.filter(_VISIBLE, person=OuterRef("pk"))
    if county := chosen.get("county"):
        rows = rows.filter(Exists(places.filter(county_code=county)))
    if zone := chosen.get("zone"):
        rows = rows.filter(Exists(places.filter(zone=zone)))
    if enterprise := chosen.get("enterprise"):
        firms = search.first(ENTERPRISE, enterprise, limit=FIRMS_FOUND)
        rows = rows.filter(
            Exists(_open_employments().filter(Q(enterprise__in=firms) | Q(enterprise__merged_into__in=firms), person=OuterRef("pk")))
        )
    if education := chosen.get("education"):
        rows = rows.filter(education=education)
    if certificate := chosen.get("certificate"):
        holds = Exists(_certificates().filter(person=OuterRef("pk")))
        rows = rows.filter(holds if certificate == YES else ~holds)
    if account := chosen.get("account"):
        signs_in = Q(user__isnull=False) | Q(Exists(Person.objects.filter(merged_into=OuterRef("pk"), user__isnull=False)))
        rows = rows.filter(signs_in if account == YES else ~signs_in)
    return rows


def found(rows: QuerySet[Person], text: str, actor: Actor) -> QuerySet[Person]:
    """What a search finds: any part of a name however its interpunct is written, pinyin, a certificate's number.

    Those who may see personal data find by the last four digits of a phone too.
    """
    marks = [phone_mark(text)] if actor.may(Can.REVEAL_PERSONAL) and text.isdecimal() and len(text) == TAIL_DIGITS else []
    return search.narrow(rows, kind=indexing.KIND, query=text, scope=scope_of(actor), marks=marks)


def rows_of(actor: Actor, scope: str = "") -> QuerySet[Person]:
    """The current files an actor reaches, with what the list shows of them and of the files merged into them, in a fixed number of queries."""
    parts = [
        Prefetch("places", PersonInCity.objects.filter(_VISIBLE).order_by("pk").only("person", "county_code"), to_attr="known_in"),
        Prefetch(
            "employments",
            _open_employments()
            .select_related("enterprise__merged_into")
            .only("person", "position", "enterprise__name", "enterprise__merged_into__name")
            .order_by(F("starts").desc(nulls_last=True), "-pk"),
            to_attr="work",
        ),
        Prefetch(
            "external_certificates", _certificates().order_by("-issued_date", "-pk").only("person", "number", "issued_date"), to_attr="held"
        ),
    ]
    merged = Prefetch("merged", Person.objects.order_by("pk").only("merged_into", "user").prefetch_related(*parts), to_attr="merged_files")
    return files.current(files.within(actor)).prefetch_related(*parts, merged)


def _open_employments() -> QuerySet[Employment]:
    return Employment.objects.filter(_VISIBLE, recorded_until__isnull=True, ends__isnull=True)


def _certificates() -> QuerySet[ExternalCertificate]:
    return ExternalCertificate.objects.filter(_VISIBLE, withdrawn_at__isnull=True)


def _family(row: Any) -> list[Any]:
    return [row, *row.merged_files]


def firms_of(row: Any) -> str:
    """Where somebody works now."""
    firms = [(job.enterprise.merged_into or job.enterprise).name for file in _family(row) for job in file.work]
    return "、".join(dict.fromkeys(firms))


def positions_of(row: Any) -> str:
    """As what somebody works now."""
    return "、".join(dict.fromkeys(job.position for file in _family(row) for job in file.work if job.position))


def counties_of(row: Any) -> str:
    """The counties somebody is known in."""
    codes = dict.fromkeys(place.county_code for file in _family(row) for place in file.known_in)
    return "、".join(divisions.name_of(code) for code in codes)


def certificates_of(row: Any) -> str:
    """The numbers of somebody's certificates from elsewhere."""
    return "、".join(dict.fromkeys(certificate.number for file in _family(row) for certificate in file.held))


def issued_of(row: Any) -> date | None:
    """The day of somebody's newest certificate from elsewhere."""
    return max((certificate.issued_date for file in _family(row) for certificate in file.held if certificate.issued_date), default=None)


PEOPLE = ListSpec(
    key="people",
    title=_("人员"),
    says=_("一人一档：在几个县区、几家企业任职的，只算一个人。"),
    columns=[
        Column("name", _("姓名"), lambda row: row.name, sort=("name_key",), width=14),
        Column("document", _("证件号码"), lambda row: row.id_masked, personal=True, css="num", width=22),
        Column("enterprise", _("工作单位"), firms_of, width=36),
        Column("position", _("职务"), positions_of, width=16),
        Column("county", _("县区"), counties_of, width=14),
        Column("education", _("学历"), lambda row: EDUCATIONS[Education(row.education)] if row.education else "", width=12),
        Column("title", _("职称"), lambda row: row.title, default=False, width=16),
        Column("sex", _("性别"), lambda row: SEXES.get(row.sex, ""), default=False, width=6),
        Column(
            "quality_since",
            _("从事质量工作起"),
            lambda row: row.quality_since,
            export=lambda row: row.quality_since,
            default=False,
            css="num",
            width=16,
        ),
        Column(
            "phone",
            _("手机"),
            lambda row: row.phone_masked,
            export=lambda row: row.phone.reveal() if row.phone else None,
            personal=True,
            css="num",
            width=16,
        ),
        Column("certificates", _("外部证书编号"), certificates_of, css="num", width=24),
        Column("certificate_issued", _("外部证书发证日期"), issued_of, export=issued_of, default=False, css="num", width=16),
        Column("account", _("账号"), lambda row: _("已开通") if any(file.user_id for file in _family(row)) else _("未开通"), width=10),
        Column(
            "id_number",
            _("证件号码（导出完整号码）"),
            lambda row: row.id_masked,
            export=lambda row: row.id_number.reveal() if row.id_number else None,
            personal=True,
            default=False,
            css="num",
            width=22,
        ),
        Column("recorded", _("登记时间"), lambda row: row.recorded_at, sort=("pk",), default=False, width=20),
    ],
    search=found,
    order=("-pk",),
    rows=rows_of,
    filter_form=PeopleFilters,
    apply_filters=narrowed,
    row_url=lambda row: row.get_absolute_url(),
    search_hint=_("姓名、拼音、证书编号、手机后四位"),
    empty_title=_("没有找到人员"),
    empty_hint=_("换一个字试试，两个字就够；也可能还没有导入本县区的人员名单。"),
)
