"""The official calendar: the years known, a year's days, and the import of a further one."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import needs
from cqo.foundation.refusal import NotPossible
from cqo.foundation.workdays import queries, wording
from cqo.foundation.workdays.operations import CalendarRefused
from cqo.foundation.workdays.rules import MarkedDay
from cqo.foundation.workdays.states import Kind
from cqo.portal.office.forms.calendar import Calendar
from cqo.portal.office.operations import calendar as operations
from cqo.portal.office.queries import calendar
from cqo.portal.office.views import actor_of


@require_GET
@needs(Can.KEEP_CALENDAR)
def index(request: HttpRequest) -> HttpResponse:
    """The years whose notices are imported, and what is missing."""
    today = timezone.localdate()
    context = {
        "title": _("工作日历"),
        "says": _("公示、异议、审核的期限都按国务院办公厅公布的放假和调休安排计算。没有导入的年份，系统不作推测。"),
        "years": calendar.years(),
        "missing": calendar.missing(on=today),
        "this_year": today.year,
    }
    return render(request, "office/calendar/years.html", context)


@require_GET
@needs(Can.KEEP_CALENDAR)
def year(request: HttpRequest, year: int) -> HttpResponse:
    """The days that a year's notice names."""
    found = get_object_or_404(queries.years(), pk=year)
    context = {
        "title": _("%(year)s 年工作日历") % {"year": found.year},
        "says": _("依据：%(source)s") % {"source": found.source},
        "trail": [(_("工作日历"), reverse("office:calendar")), (str(found.year), "")],
        "year": found,
        "days": [_shown(each.date, Kind(each.kind), each.name) for each in queries.days_of(year)],
    }
    return render(request, "office/calendar/year.html", context)


@require_http_methods(["GET", "POST"])
@needs(Can.KEEP_CALENDAR)
def import_year(request: HttpRequest) -> HttpResponse:
    """A further year: the form, then its days on a page that confirms, then the act."""
    asked = request.GET.get("year", "")
    form = Calendar(
        request.POST or None, request.FILES or None, initial={"year": asked if asked.isdecimal() else timezone.localdate().year + 1}
    )
    if not (request.method == "POST" and form.is_valid()) or "back" in request.POST:
        return _form_page(request, form)
    facts = form.cleaned_data
    try:
        days = operations.checked_days(facts["text"], year=facts["year"])
        if "confirmed" not in request.POST:
            return _confirmation(request, form, days)
        operations.import_year(year=facts["year"], days=days, source=facts["source"], by=actor_of(request), at=timezone.now())
    except CalendarRefused as refused:
        for sentence in [str(refused), *wording.sentences(refused.problems)]:
            form.add_error(None, sentence)
        return _form_page(request, form)
    except NotPossible as refused:
        form.add_error("source", str(refused))
        return _form_page(request, form)
    messages.success(request, _("已导入 %(year)s 年日历，共 %(count)s 天。") % {"year": facts["year"], "count": len(days)})
    return redirect("office:calendar_year", facts["year"])


def _form_page(request: HttpRequest, form: Calendar) -> HttpResponse:
    context = {
        "form": form,
        "title": _("导入一年的日历"),
        "says": _("国务院办公厅一般在上一年 11 月公布放假安排。"),
        "trail": [(_("工作日历"), reverse("office:calendar")), (_("导入一年的日历"), "")],
        "submit_label": _("下一步：核对"),
        "submit_says": _("先核对每一天，确认之后才写入。"),
        "cancel_url": reverse("office:calendar"),
    }
    return render(request, "office/calendar/import.html", context)


def _confirmation(request: HttpRequest, form: Calendar, days: list[MarkedDay]) -> HttpResponse:
    facts = form.cleaned_data
    off = sum(each.kind == Kind.OFF for each in days)
    counted = {"year": facts["year"], "off": off, "work": len(days) - off}
    replaces = queries.years().filter(pk=facts["year"]).exists()
    context = {
        "title": _("核对 %(year)s 年日历") % {"year": facts["year"]},
        "trail": [(_("工作日历"), reverse("office:calendar")), (_("核对"), "")],
        "writes": [
            _("%(year)s 年的放假 %(off)s 天、调休上班 %(work)s 天。") % counted,
            *([_("替换之前导入的 %(year)s 年日历。") % counted] if replaces else []),
        ],
        "shown_to": [_("所有人：今后算出的期限都按它计算；已经定下的期限不变。")],
        "rule": facts["source"],
        "hidden": [("confirmed", "1"), ("year", facts["year"]), ("source", facts["source"]), ("text", facts["text"])],
        "confirm_label": _("确认导入"),
        "cancel_url": reverse("office:calendar"),
        "days": [_shown(each.day, each.kind, each.name) for each in days],
    }
    return render(request, "office/calendar/confirm.html", context)


def _shown(day: date, kind: Kind, name: str) -> dict[str, object]:
    """A day as the table shows it."""
    return {"day": day, "word": wording.KIND_NAMES[kind], "chip": "ok" if kind == Kind.OFF else "wait", "name": name}
