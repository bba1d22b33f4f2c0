"""What the page before a change that cannot be undone tells: what will be written, who will see it, by which rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from cqo.foundation.look.templatetags.look import day
from cqo.foundation.provisions import queries as provisions
from cqo.foundation.provisions.queries import Edition
from cqo.qualification.certificates.change_words import GROUNDS
from cqo.qualification.certificates.models import Change
from cqo.qualification.certificates.operations.replacing import holder_now
from cqo.qualification.certificates.queries import changes as queries
from cqo.qualification.certificates.rules import changes as rules
from cqo.qualification.certificates.rules.changes import ChangeTerms
from cqo.qualification.certificates.states import ChangeKind, Ground


@dataclass(frozen=True)
class Told:
    """The sentences of the page."""

    writes: Sequence[str]
    shown_to: Sequence[str]
    rule: str
    irreversible: str


def day_offered(change: Change, today: date) -> date:
    """The day of effect that the form begins with: the proposed one, or the first that is still allowed."""
    if change.provision is None:
        return max(change.effective_date, today)
    terms = provisions.edition(change.provision).terms
    return max(change.effective_date, rules.earliest(queries.case_of(change.certificate), today=today, terms=terms))


def told(change: Change) -> Told:
    """What the page tells about a change."""
    kind, certificate = ChangeKind(change.kind), change.certificate
    number = certificate.official_number
    writes = {
        ChangeKind.SUSPEND: [_("证书 %(number)s 自生效日期起暂停使用，恢复前公开查验显示“暂停使用”。")],
        ChangeKind.RESUME: [_("证书 %(number)s 自生效日期起恢复使用，公开查验显示“有效”。")],
        ChangeKind.CANCEL: [_("证书 %(number)s 自生效日期起注销，公开查验显示“已注销”。")],
        ChangeKind.REVOKE: [_("证书 %(number)s 自生效日期起撤销，公开查验显示“已撤销”、事由类别和依据，不显示具体情况。")],
        ChangeKind.REPLACE: [_("证书 %(number)s 今天起停用，公开查验显示“已换发”并指向新证书。")],
        ChangeKind.VOID: [_("证书 %(number)s 今天起作废，公开查验显示“已作废”。")],
    }[kind]
    sentences = [sentence % {"number": number} for sentence in writes]
    if kind == ChangeKind.REPLACE:
        sentences += _successor(change)
    irreversible = "" if kind in (ChangeKind.SUSPEND, ChangeKind.RESUME) else _("办理后不能恢复。")
    return Told(
        writes=sentences,
        shown_to=[
            _("持证人和现在所在的企业收到消息。"),
            _("任何人凭编号和查验码查验时看到新的状态。"),
            _("办理人、时间和事由写入办理记录。"),
        ],
        rule=_rule(change),
        irreversible=irreversible,
    )


def _successor(change: Change) -> list[str]:
    certificate, person = change.certificate, holder_now(change.certificate)
    corrected = change.ground == Ground.CORRECTION_DATE
    issued = change.corrected_issued_date if corrected else certificate.issued_date
    expires = change.corrected_expires_date if corrected else certificate.expires_date
    return [
        _("新证书：%(name)s，证件 %(id)s（取自人员档案）。") % {"name": person.name, "id": person.id_masked or _("未登记")},
        _("新证书发证日期 %(issued)s，有效期至 %(expires)s；其他内容与原证书相同。")
        % {"issued": day(issued), "expires": day(expires) or _("长期有效")},
    ]


def _rule(change: Change) -> str:
    edition: Edition[ChangeTerms] | None = provisions.edition(change.provision) if change.provision else None
    document = f"{edition.document.title} {edition.document.number}".strip() if edition else ""
    facts = {"ground": GROUNDS[Ground(change.ground)], "basis": change.legal_basis or document or _("平台默认规则“证书变更”")}
    return _("事由：%(ground)s。依据：%(basis)s。") % facts
