"""What somebody can do with a person's file, each with a sentence that says what will happen."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.reach import Scale
from cqo.foundation.look.casepage import Deed
from cqo.registry.people.models import Person


def of_person(person: Person, actor: Actor, *, revealed: bool) -> list[Deed]:
    """The deeds of an official who reaches the file, or of the person."""
    if person.erased_at is not None:
        return []
    if actor.reach.scale == Scale.OWN:
        return _of_owner(person, revealed=revealed)
    deeds = []
    if actor.may(Can.KEEP_REGISTRY):
        deeds.append(
            Deed(
                _("更新信息"),
                reverse("people:amend", args=[person.pk]),
                _("更新联系方式、学历、职称和质量工作年限；写入办理记录，本人可见。"),
                primary=True,
            )
        )
        deeds.append(
            Deed(
                _("更正姓名或证件"), reverse("people:identity", args=[person.pk]), _("证件号码有误、依法更名或换发证件时办理，须写明依据。")
            )
        )
    if actor.may(Can.REVEAL_PERSONAL) and not revealed and (person.id_number or person.phone):
        deeds.append(_reveal(person, _("只在下一页显示一次；查看人和时间写入办理记录，本人可见。")))
    if actor.may(Can.PRINT_SLIPS) and person.user_id is None and person.id_hash:
        deeds.append(_code(person, _("打印后交给本人；以前未使用的激活码同时作废。")))
    if actor.may(Can.MEND_OUTSIDER) and person.user_id is not None:
        deeds.append(Deed(_("恢复账号"), reverse("entrance:mend", args=[person.user_id]), _("核验身份后更换手机号或发给一次性恢复码。")))
    return deeds


def of_firm(person: Person, actor: Actor, *, works_here: bool) -> list[Deed]:
    """The deeds of a firm's administrator for somebody who works there."""
    if works_here and actor.may(Can.MANAGE_FIRM_PEOPLE) and person.user_id is None and person.id_hash:
        return [_code(person, _("打印后交给本人，本人凭姓名、证件号码和激活码开通账号。"))]
    return []


def _of_owner(person: Person, *, revealed: bool) -> list[Deed]:
    deeds = [
        Deed(_("更新联系方式"), reverse("people:amend", args=[person.pk]), _("更改手机号和邮箱，保存后立即生效。"), primary=True),
        Deed(_("请求更正或删除"), reverse("people:ask"), _("其他内容有误或要求删除时提出，由县区市场监管局办理并答复。")),
    ]
    if not revealed and (person.id_number or person.phone):
        deeds.append(_reveal(person, _("显示本人的完整证件号码和手机号；写入办理记录。")))
    return deeds


def _reveal(person: Person, says: str) -> Deed:
    return Deed(_("查看完整号码"), reverse("dossier:reveal_person", args=[person.pk]), says, fields=[])


def _code(person: Person, says: str) -> Deed:
    return Deed(_("打印激活码"), reverse("people:new_codes"), says, fields=[("people", str(person.pk))])
