"""People in words: schooling, documents, requests, refusals, events."""

from django.utils.translation import gettext_lazy as _

from cqo.foundation import refusal
from cqo.foundation.audit import wording as record
from cqo.foundation.codes.documents import Kind
from cqo.foundation.documents import wording as documents
from cqo.foundation.inbox import wording as inbox
from cqo.foundation.inbox.wording import Kind as Message
from cqo.registry.people.states import Education, IdentityGround, RequestKind, RequestState, Tier

TIERS = {Tier.BASIC: _("基础"), Tier.ADVANCED: _("提升"), Tier.SENIOR: _("高级")}
EDUCATIONS = {
    Education.BELOW_SECONDARY: _("初中及以下"),
    Education.SECONDARY: _("高中、中专"),
    Education.COLLEGE: _("大专"),
    Education.BACHELOR: _("本科"),
    Education.MASTER: _("硕士"),
    Education.DOCTOR: _("博士"),
}
DOCUMENTS = {
    Kind.RESIDENT_ID: _("居民身份证"),
    Kind.HK_MACAU_PERMIT: _("港澳居民来往内地通行证"),
    Kind.TAIWAN_PERMIT: _("台湾居民来往大陆通行证"),
    Kind.RESIDENCE_PERMIT: _("港澳台居民居住证"),
    Kind.PASSPORT: _("护照"),
}
SEXES = {"f": _("女"), "m": _("男")}
IDENTITY_GROUNDS = {
    IdentityGround.DOCUMENT_SEEN: _("已核对证件原件"),
    IdentityGround.LEGAL_CHANGE: _("依法更名，已核对户口簿或更名证明"),
    IdentityGround.NEW_DOCUMENT: _("换发新证件，已核对新证件"),
    IdentityGround.WRONG_IN_ROSTER: _("原名单录入有误，已与单位或本人核实"),
}
REQUEST_KINDS = {RequestKind.CORRECTION: _("更正个人信息"), RequestKind.ERASURE: _("删除个人信息")}
REQUEST_STATES = {
    RequestState.SUBMITTED: _("待处理"),
    RequestState.DONE: _("已办理"),
    RequestState.REFUSED: _("不予办理"),
    RequestState.WITHDRAWN: _("已撤回"),
}
REQUEST_STEPS = {"carry_out": _("办理"), "refuse": _("不予办理"), "withdraw": _("撤回请求")}
REQUEST_STEP_SAYS = {
    "carry_out": _("按请求更正或删除；办理结果会发消息告知本人。"),
    "refuse": _("不符合办理条件时使用，须写明理由；理由会告知本人。"),
    "withdraw": _("撤回后可以重新提出。"),
}
REQUEST_CHIPS = {RequestState.SUBMITTED: "wait", RequestState.DONE: "ok", RequestState.REFUSED: "stop", RequestState.WITHDRAWN: "info"}
EXTERNAL = _("外部证书（本平台登记，非本平台签发）")
CONDITIONS = {
    "condition.years_in_quality": _("质量工作年限"),
    "condition.education": _("学历或职称"),
    "condition.barred": _("不得担任的情形"),
}
REFUSALS = {
    "person.id_wrong": _("证件号码有误，请对照证件核对。"),
    "person.id_of_another": _("该证件号码在登记库中属于另一姓名的人。请核对姓名；如属更名，请凭证明办理。"),
    "person.id_taken": _("该证件号码已有另一份档案。请由市局合并这两份档案。"),
    "person.in_roster": _("此人正在一批名单中导入，请稍后再试。"),
    "person.merged": _("该档案已并入另一份档案，请在保留的档案中办理。"),
    "person.has_sign_in": _("这份档案已有登录账号。如不是本人开通，请联系县区局核实。"),
    "person.user_has_file": _("您的账号已关联另一份个人档案。"),
    "employment.known_already": _("此人在该企业已有在职记录。"),
    "employment.ends_before_start": _("离职日期不能早于入职日期。"),
    "certificate.known_already": _("这份证书已经登记过。"),
    "certificate.expires_before_issue": _("有效期止不能早于发证日期。"),
    "certificate.withdrawn_already": _("这份证书已经撤下。"),
    "person.erased": _("此人的个人信息已按本人请求删除。"),
    "evidence.not_yours": _("只能删除自己上传的证明材料；其他材料请联系县区局。"),
    "member.other_name": _("这个手机号已有账号，登记的是另一个姓名。请核对姓名和手机号；如账号信息有误，请本人登录后更正或联系县区局。"),
    "member.too_many_tries": _("连续多次填错，请 %(minutes)s 分钟后再试。"),
    "member.official": _("这个手机号属于市场监管工作人员，不能兼任企业经办人。"),
    "merge.two_sign_ins": _("两份档案各有登录账号，不能直接合并。请先停用其中一个账号。"),
    "request.open_already": _("您已有一份同类请求正在处理。"),
    "request.not_yours": _("只能办理本人的请求。"),
    "request.no_place": _("您的档案还没有所在县区，请先联系县区局。"),
    "request.must_be_kept": _("此人有在职记录或证书登记，依法须保存，不能删除。可以办理更正；在离职并撤下证书后再申请删除。"),
    "intake.people_in_use": _("这批名单中的人员已开通账号或已有其他记录，不能整批撤销。"),
}
EVENTS = {
    "person.registered": _("登记人员"),
    "person.placed": _("登记到另一县区"),
    "person.amended": _("更新人员信息"),
    "person.identity_set": _("更正姓名或证件"),
    "person.merged": _("合并人员档案"),
    "person.merge_undone": _("撤销人员档案合并"),
    "person.given_up": _("注销账号，交回本人档案"),
    "person.claimed": _("本人认领档案"),
    "person.erased": _("删除个人信息"),
    "person.revealed": _("查看完整个人信息"),
    "employment.begun": _("登记入职"),
    "employment.ended": _("登记离职"),
    "employment.corrected": _("更正任职记录"),
    "employment.withdrawn": _("撤销任职记录"),
    "external_certificate.added": _("登记外部证书"),
    "external_certificate.withdrawn": _("撤下外部证书"),
    "request.submitted": _("提出个人信息请求"),
    "request.carry_out": _("办理个人信息请求"),
    "request.refuse": _("不予办理个人信息请求"),
    "request.withdraw": _("撤回个人信息请求"),
}
PURPOSES = {"quality_evidence": _("质量工作年限和学历证明")}
MESSAGES = {
    "request.done": Message(
        _("您的个人信息请求 %(number)s 已办理"),
        _("您提出的更正或删除个人信息的请求 %(number)s 已办理完毕，请查看办理结果。"),
        sms=_("您的个人信息请求%(number)s已办理，请登录首质通查看。"),
        necessary=True,
    ),
    "request.refused": Message(
        _("您的个人信息请求 %(number)s 不予办理"),
        _("您提出的更正或删除个人信息的请求 %(number)s 不予办理，请查看理由。对结果有异议的，可以向上一级市场监管部门反映。"),
        sms=_("您的个人信息请求%(number)s不予办理，请登录首质通查看理由。"),
        necessary=True,
    ),
}


def connect() -> None:
    """Hand the sentences to the tables of refusals, events, messages and purposes of papers."""
    refusal.register(REFUSALS)
    record.register(EVENTS)
    inbox.register(MESSAGES)
    documents.add_purposes(PURPOSES)
