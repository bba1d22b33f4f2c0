"""What an erasure takes away and what it must leave, in sentences for the official who carries it out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from cqo.foundation.look.templatetags.look import day
from cqo.foundation.provisions import queries as provisions
from cqo.registry.people.models import Person
from cqo.registry.people.queries import files, lives, papers
from cqo.registry.people.rules.retention import Group, RetentionTerms, kept_until


@dataclass(frozen=True)
class Told:
    """What is blanked; what stays and until when; what stands in the way (none: the erasure can be carried out)."""

    blanked: Sequence[str]
    kept: Sequence[str]
    hindrances: Sequence[str]


def told(person: Person, *, city: str, on: date) -> Told:
    """The erasure of a file and of those merged into it, under the periods of the city (个人信息保护法, Art. 47)."""
    family = files.family(person)
    terms = provisions.in_force(RetentionTerms, city, on).terms
    count = papers.of_people(family).count()
    blanked = [
        _("清空姓名、证件类型和号码、性别、出生日期、手机号、邮箱、学历、职称、质量工作年限及依据。"),
        _("从查找中移除，档案不再能按姓名、证书编号或手机号查到。"),
    ]
    if count:
        blanked.append(_("删除证明材料和证书扫描件 %(count)d 件。") % {"count": count})
    until = kept_until(Group.REQUEST, on, terms)
    kept = [
        _("已结束的任职和已撤下的证书只留下不含姓名的记录，保证统计和企业档案完整。"),
        _("本请求及其办理情况保存至%(until)s（处理情况记录至少保存三年，《个人信息保护法》第五十六条）。") % {"until": day(until)},
        _("办理记录（不含姓名、证件、电话）长期保存，不能删除。"),
    ]
    hindrances = [
        _("在 %(firm)s 任职，须先登记离职。") % {"firm": job.enterprise.name} for job in lives.employments(family) if job.ends is None
    ] + [
        _("持有 %(title)s（%(number)s），须先撤下。") % {"title": certificate.title, "number": certificate.number}
        for certificate in lives.certificates(family)
        if certificate.withdrawn_at is None
    ]
    return Told(blanked, kept, hindrances)
