"""Check a receipt: for the candidate who keeps it, and for the bureau that held the exam."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.qualification.exams.forms.candidates import Paste
from cqo.qualification.exams.operations import receipts
from cqo.qualification.exams.wording import candidates


@needs(Can.SIT_EXAM, Can.RUN_SITTING)
def check(request: HttpRequest) -> HttpResponse:
    """Whether a receipt is ours and the answers are still those it attests."""
    form = Paste(request.POST or None)
    context = {
        "title": _("核对交卷回执"),
        "says": _("核对回执的签名，并与系统中保存的答案比对。"),
        "form": form,
        "submit_label": _("核对"),
        "trail": [(_("工作台"), reverse("desk:today")), (_("核对交卷回执"), "")],
    }
    if request.method == "POST" and form.is_valid():
        checked = receipts.check(form.cleaned_data["text"], by=actor_of(request))
        verdict = candidates.VERDICTS[checked.verdict]
        word = _("相符") if verdict[1] == "ok" else _("不符") if verdict[1] == "stop" else _("无法核对")
        context |= {"checked": checked, "verdict": verdict, "verdict_word": word}
    return render(request, "exams/check_receipt.html", context)
