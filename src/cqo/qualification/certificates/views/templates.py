"""Templates: the editions, a new one, its preview, its retirement."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import actor_of, needs
from cqo.foundation.look import answers
from cqo.foundation.refusal import NotPossible
from cqo.qualification.certificates import issue_forms, papers
from cqo.qualification.certificates.models import Template
from cqo.qualification.certificates.operations import templates as operations
from cqo.qualification.certificates.queries import issues
from cqo.qualification.certificates.queries import templates as queries
from cqo.qualification.certificates.states import Tier
from cqo.qualification.certificates.views.frames import form_page, paper, trail
from cqo.qualification.certificates.wording import TIERS


@needs(Can.KEEP_TEMPLATES)
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """Every edition, by tier."""
    rows = [(template, TIERS[Tier(template.tier)]) for template in queries.of_city(actor_of(request).city)]
    title = _("证书模板")
    says = _("每个等级用一版模板；改动另起新版，已发的证书保留发证时的版次。没有模板的等级按平台默认文字发证。")
    context = {"title": title, "says": says, "rows": rows, "tiers": list(TIERS.items()), "trail": trail(title, "back")}
    return render(request, "certificates/templates.html", context)


@needs(Can.KEEP_TEMPLATES)
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """A new edition; the form begins with the one in use. `preview`: a sample instead of saving."""
    actor = actor_of(request)
    form = issue_forms.TemplateText(request.POST or None, initial=_initial(actor.city, request.GET.get("tier", "")))
    if request.method == "POST" and form.is_valid():
        text = _text(form)
        try:
            if "preview" in request.POST:
                operations.require_fit(text, confirmed=form.cleaned_data["confirmed"])
                shown = Template(city_code=actor.city, tier=form.cleaned_data["tier"].value, edition=0, **vars(text))
                return paper(papers.sample(shown, at=timezone.now()), "sample.pdf")
            operations.enact(
                city=actor.city,
                tier=form.cleaned_data["tier"],
                text=text,
                confirmed=form.cleaned_data["confirmed"],
                by=actor,
                at=timezone.now(),
            )
            messages.success(request, _("新版模板已启用，以后提出的发证审批使用新版。"))
            return redirect("certificates:templates")
        except NotPossible as refused:
            form.add_error(None, str(refused))
    back = reverse("certificates:templates")
    return form_page(request, form, title=_("新版证书模板"), submit=_("启用新版"), back=back, template="certificates/new_template.html")


@needs(Can.KEEP_TEMPLATES)
def sample(request: HttpRequest, key: UUID) -> HttpResponse:
    """An edition as PDF."""
    return paper(papers.sample(_reached(request, key), at=timezone.now()), "sample.pdf")


@needs(Can.KEEP_TEMPLATES)
@require_POST
def retire(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take an edition out of use."""
    template = _reached(request, key)
    return answers.pressed(
        request,
        "certificates:templates",
        lambda: operations.retire(template=template, by=actor_of(request), at=timezone.now()),
        done=_("已停用。"),
    )


def _reached(request: HttpRequest, key: UUID) -> Template:
    return get_object_or_404(queries.of_city(actor_of(request).city), pk=key)


def _initial(city: str, tier: str) -> dict[str, object]:
    chosen = Tier(tier) if tier in set(Tier) else Tier.BASIC
    now = queries.in_use(city, chosen)
    level = issues.terms_for(city, timezone.localdate()).terms.level(chosen)
    text = now or operations.default(city=city, level=level)
    return {
        "tier": chosen.value,
        "title": text.title,
        "body": text.body,
        "issuer": text.issuer,
        "ground_document": text.ground_document,
        "offset_x": text.offset_x_tenths / 10,
        "offset_y": text.offset_y_tenths / 10,
    }


def _text(form: issue_forms.TemplateText) -> operations.Text:
    typed = form.cleaned_data
    return operations.Text(
        title=typed["title"].strip(),
        body=typed["body"].strip(),
        issuer=typed["issuer"].strip(),
        ground_document=typed["ground_document"],
        offset_x_tenths=int(typed["offset_x"] * 10),
        offset_y_tenths=int(typed["offset_y"] * 10),
    )
