"""What an enterprise's own file still lacks."""

from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.portal.desk.tasks import Group, Task, group
from cqo.registry.enterprises.models import Enterprise
from cqo.registry.enterprises.queries import files
from cqo.registry.people.queries import lives


def waiting(actor: Actor, at: datetime) -> list[Group]:
    """What is missing, each with the page where it is mended. Three queries."""
    if not actor.may(Can.OWN_FIRM):
        return []
    on = timezone.localdate(at)
    firm = Enterprise.objects.filter(pk=actor.reach.key).first()
    if firm is None:
        return []
    tasks = [*_missing_facts(firm), *_missing_people(actor, firm, on)]
    return group(_("本企业档案待补全"), tasks)


def _missing_facts(firm: Enterprise) -> list[Task]:
    amend = reverse("enterprises:amend", args=[firm.pk])
    lacks = (
        (firm.industry_id, _("还没有填写行业"), _("按国民经济行业分类选择，用于确定规模和适用的条件。")),
        (firm.contact_name and firm.phone_masked, _("还没有填写联系人和电话"), _("通知、补正都按这里的联系方式送达。")),
        (firm.employees, _("还没有填写从业人数"), _("用于确定企业规模。")),
    )
    return [Task(title=title, url=amend, action=_("填写"), note=note) for has, title, note in lacks if not has]


def _missing_people(actor: Actor, firm: Enterprise, on: date) -> list[Task]:
    if lives.staff(files.family(firm), on=on).exists() or not actor.may(Can.MANAGE_FIRM_PEOPLE):
        return []
    return [
        Task(
            title=_("还没有添加质量人员"),
            url=reverse("people:take_on"),
            action=_("添加人员"),
            note=_("先添加人员，才能为他们报名和申报聘任。"),
        )
    ]
