"""The own file in a few facts: an enterprise's for who acts for it, a person's for themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.accounts import queries as accounts
from cqo.foundation.look.casepage import Fact
from cqo.foundation.look.templatetags.look import day
from cqo.registry.enterprises.models import Enterprise
from cqo.registry.enterprises.queries import designated
from cqo.registry.enterprises.queries import files as enterprises
from cqo.registry.enterprises.rules.size_class import SizeClass
from cqo.registry.enterprises.wording import SIZE_CLASSES
from cqo.registry.people.models import Person
from cqo.registry.people.queries import files as people
from cqo.registry.people.queries import lives

CERTIFICATES_SHOWN = 3


@dataclass(frozen=True)
class OwnFile:
    """Somebody's own file with the keys of the files merged into it."""

    person: Person
    family: Sequence[UUID]


def file_of(actor: Actor) -> OwnFile | None:
    """The own file of a person; None for everybody else and for who has none yet. Two queries."""
    if not actor.may(Can.OWN_FILE) or actor.may(Can.OWN_FIRM):
        return None
    person = people.current(people.within(actor)).order_by("pk").first()
    return OwnFile(person, people.family(person)) if person is not None else None


def facts(actor: Actor, file: OwnFile | None, *, on: date) -> list[Fact]:
    """The facts; none for officials and for who has no file yet. A firm's cost five queries, a person's two."""
    if actor.may(Can.OWN_FIRM):
        firm = Enterprise.objects.select_related("county").filter(pk=actor.reach.key).first()
        return _firm(firm, on=on) if firm is not None else []
    return _person(file, on=on) if file is not None else []


def _firm(firm: Enterprise, *, on: date) -> list[Fact]:
    family = enterprises.family(firm)
    years = designated.years_of(family)
    return [
        Fact(_("企业"), firm.name, url=reverse("dossier:own_firm")),
        Fact(_("信用代码"), firm.credit_code, numeric=True),
        Fact(_("县区"), firm.county.name),
        Fact(_("规模"), str(SIZE_CLASSES[SizeClass(firm.size_class)]) if firm.size_class else _("未定")),
        Fact(_("规上年度"), "、".join(map(str, years)) or _("未列入")),
        Fact(_("人员"), _("%(count)s 人") % {"count": lives.staff(family, on=on).count()}, url=reverse("people:firm")),
        Fact(_("经办人"), _("%(count)s 人") % {"count": accounts.members(firm.pk, on=on).count()}),
    ]


def _person(file: OwnFile, *, on: date) -> list[Fact]:
    person, family = file.person, file.family
    works = [each for each in lives.employments(family) if each.ends is None or each.ends >= on]
    certificates = [each for each in lives.certificates(family) if each.withdrawn_at is None][:CERTIFICATES_SHOWN]
    return [
        Fact(_("姓名"), person.name, url=reverse("dossier:own_file")),
        Fact(_("手机号"), person.phone_masked, numeric=True),
        *(Fact(_("单位"), each.enterprise.name, note=each.position) for each in works),
        *(
            Fact(_("证书"), each.title, note=_("%(day)s到期") % {"day": day(each.expires_date)} if each.expires_date else each.number)
            for each in certificates
        ),
    ]
