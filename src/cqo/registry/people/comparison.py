"""Two files side by side, so that somebody can tell whether they are of one person."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from cqo.foundation.codes.documents import Kind
from cqo.foundation.divisions import queries as divisions
from cqo.foundation.look.templatetags.look import day
from cqo.registry.people.models import Person, PersonInCity
from cqo.registry.people.queries import lives
from cqo.registry.people.states import Education
from cqo.registry.people.wording import DOCUMENTS, EDUCATIONS, SEXES


@dataclass(frozen=True)
class Row:
    """One particular of both files."""

    label: str
    one: str
    other: str

    @property
    def differs(self) -> bool:
        """Whether both say something and it is not the same."""
        return bool(self.one and self.other and self.one != self.other)


def rows(one: Person, other: Person) -> list[Row]:
    """Every particular of two files."""
    compared = [Row(label, left, right) for (label, left), (_label, right) in zip(_told(one), _told(other), strict=True)]
    return [*compared[:2], Row(_("手机"), one.phone_masked, _same_or_masked(one, other)), *compared[2:]]


def advised(one: Person, other: Person) -> Person:
    """The file that better stays: the one with a sign-in, else with a document, else with more particulars, else the older."""
    return max((one, other), key=lambda file: (file.user_id is not None, bool(file.id_hash), _weight(file), -file.recorded_at.timestamp()))


def _weight(file: Person) -> int:
    return sum(bool(value) for value in (file.phone_masked, file.email, file.education, file.title, file.quality_since))


def _same_or_masked(one: Person, other: Person) -> str:
    """Two masks may look alike and be of two numbers; the keyed hash tells."""
    if other.phone_hash and one.phone_hash and bytes(one.phone_hash) != bytes(other.phone_hash) and one.phone_masked == other.phone_masked:
        return _("%(masked)s（号码不同）") % {"masked": other.phone_masked}
    return other.phone_masked


def _told(file: Person) -> list[tuple[str, str]]:
    work = [_work(job.enterprise.name, job.position, day(job.starts), day(job.ends)) for job in lives.employments([file.pk])]
    certificates = [
        f"{certificate.title} {certificate.number}" for certificate in lives.certificates([file.pk]) if certificate.withdrawn_at is None
    ]
    codes = dict.fromkeys(PersonInCity.objects.filter(person=file).order_by("pk").values_list("county_code", flat=True))
    return [
        (_("姓名"), file.name),
        (_("证件"), _("%(kind)s %(masked)s") % {"kind": DOCUMENTS[Kind(file.id_type)], "masked": file.id_masked} if file.id_masked else ""),
        (_("性别"), str(SEXES.get(file.sex, ""))),
        (_("县区"), "、".join(divisions.name_of(code) for code in codes)),
        (_("任职"), "；".join(work)),
        (_("学历"), str(EDUCATIONS[Education(file.education)]) if file.education else ""),
        (_("职称"), file.title),
        (_("从事质量工作起"), day(file.quality_since)),
        (_("外部证书"), "；".join(certificates)),
        (_("账号"), _("已开通") if file.user_id else ""),
        (_("登记日期"), day(file.recorded_at)),
    ]


def _work(firm: str, position: str, starts: str, ends: str) -> str:
    span = _("%(starts)s至%(ends)s") % {"starts": starts or _("起始不详"), "ends": ends or _("今")}
    return f"{' '.join(filter(None, (firm, position)))}（{span}）"
