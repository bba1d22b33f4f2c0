"""The public check in words: a headline and a sentence for each verdict, saying what it means and what to do next; and the standing of keys."""

from django.utils.translation import gettext_lazy as _

from cqo.qualification.certificates.queries.keys import Standing
from cqo.qualification.certificates.rules.checks import Verdict
from cqo.qualification.certificates.wording import STATUSES

HEADLINES = {
    **{Verdict(status.value): words for status, words in STATUSES.items()},
    Verdict.EXTERNAL: _("外部证书"),
    Verdict.NOT_FOUND: _("查无此证"),
    Verdict.SLIP: _("编号有误"),
    Verdict.TOO_OFTEN: _("查验过于频繁"),
    Verdict.UNKNOWN: _("暂时无法核验"),
}
SAYS = {
    Verdict.VALID: _("这本证书由本平台登记，现在有效。请逐项核对下面的内容与证书是否一致，不一致的，以本页为准。"),
    Verdict.EXPIRED: _("这本证书是真实的，但有效期已过，不能再作为有效证书使用。"),
    Verdict.SUSPENDED: _("这本证书暂停使用，恢复之前不能作为有效证书使用。暂停不是处理结论。"),
    Verdict.CANCELLED: _("这本证书已按正常手续注销，不能再使用。注销不表示持证人有过错。"),
    Verdict.REVOKED: _("这本证书已被发证机关撤销，不能再使用。以前打印的证书和下载的 PDF 一律无效。"),
    Verdict.REPLACED: _("这本证书已换发新证书，旧证书不再使用。换发不影响持证人的资格，请查验新证书。"),
    Verdict.VOID: _("这本证书在交给本人之前已作废，任何人持有的这一编号的证书都无效。"),
    Verdict.EXTERNAL: _("这是其他机构颁发的证书，本平台仅登记，不证明真伪，请向颁发机关核实。"),
    Verdict.NOT_FOUND: _("没有与所填内容一致的证书。请对照证书逐字核对编号和查验码（或姓名）后再查；仍查不到的，请向发证机关核实。"),
    Verdict.SLIP: _("编号末位的校验字符不符，多半是抄错或少抄了一位。请对照证书逐字核对后再查。"),
    Verdict.TOO_OFTEN: _("从您所在的网络查验出错的次数过多，或这个编号查错的次数过多。请过一会儿再查，或扫描证书上的二维码。"),
    Verdict.UNKNOWN: _("平台现在读不到登记数据，不能判断这本证书是否有效。请过几分钟再查；急用时可以离线核对 PDF 的电子签名。"),
}
STANDINGS = {Standing.IN_USE: _("正在使用"), Standing.RETIRED: _("已停用"), Standing.COMPROMISED: _("已失密")}
STANDING_CHIPS = {Standing.IN_USE: "ok", Standing.RETIRED: "plain", Standing.COMPROMISED: "stop"}
STANDING_SAYS = {
    Standing.IN_USE: _("现在签发的证书用这把钥匙签名。"),
    Standing.RETIRED: _("不再用来签名。停用之前签名的证书仍然可以核对，继续有效。"),
    Standing.COMPROMISED: _("失密之前签名的证书继续有效；失密之后的签名不能采信，请以查验页面为准。"),
}
