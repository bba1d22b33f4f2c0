"""Who can do what: the table of roles and powers, for everybody to read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cqo.foundation.access import roles
from cqo.foundation.access.capabilities import Can
from cqo.foundation.access.gate import signed_in
from cqo.foundation.access.wording import POWER_NAMES, ROLE_NAMES, ROLE_SENTENCES
from cqo.foundation.accounts.states import Role
from cqo.portal.office.views import actor_of


@require_GET
@signed_in
def index(request: HttpRequest) -> HttpResponse:
    """Every role in a sentence, and role by power as a table."""
    own = actor_of(request).role
    context = {
        "title": _("谁能办什么"),
        "says": _("权限随身份而定。每个身份只能看到和办理自己管辖范围内的事项。"),
        "roles": [(ROLE_NAMES[role], ROLE_SENTENCES[role], role == own) for role in Role],
        "powers": [
            (POWER_NAMES[power], [(ROLE_NAMES[role], power in roles.POWERS[role] | roles.EVERYONE) for role in Role]) for power in Can
        ],
    }
    return render(request, "office/roles/roles.html", context)
