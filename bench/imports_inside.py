"""What the bench of imports does inside an installation: `roster`, `prepare`, `save` and `holds`, each printing a line of JSON.

python -m bench.imports_inside save KEY      amends one enterprise every 50 ms until its standard input ends; tells the longest wait
"""

import json
import select
import sys
import time
from datetime import date
from importlib import import_module
from pathlib import Path

import django

PACE = 0.05
LOGIN = "importer"


def main(what: str, *told: str) -> None:
    """Run one of them and print what it found."""
    django.setup()
    print(json.dumps({"roster": _roster, "prepare": _prepare, "save": _save, "holds": _holds}[what](*told)))


def _roster(path: str, rows: str, seed: str) -> dict[str, str]:
    """Write a roster."""
    from bench import imports_roster

    imports_roster.write(Path(path), rows=int(rows), seed=int(seed))
    return {"written": path}


def _prepare() -> dict[str, str]:
    """An official of the city with an open session, and a firm for somebody else to amend."""
    from django.conf import settings
    from django.contrib.auth import login
    from django.http import HttpRequest
    from django.utils import timezone

    from cqo.foundation.accounts.models import Assignment, Organisation, User
    from cqo.foundation.accounts.states import OrganisationKind, Role
    from cqo.foundation.codes import credit_code
    from cqo.portal.entrance import notice
    from cqo.registry.enterprises.models import Enterprise
    from cqo.registry.enterprises.operations.files import Particulars, columns_of

    now = timezone.now()
    office = Organisation.objects.create(kind=OrganisationKind.BUREAU.value, name="示例市局", division_id="610700", city_code="610700")
    user = User.objects.create(login_name=LOGIN, name="示例某", created_at=now, consented_version=notice.CURRENT.version)
    Assignment.objects.create(
        user=user, role=Role.CITY_OFFICER.value, organisation=office, division_id="610700", starts=date(2020, 1, 1), recorded_at=now
    )
    request = HttpRequest()
    request.META["REMOTE_ADDR"] = "127.0.0.1"
    request.session = import_module(settings.SESSION_ENGINE).SessionStore()
    login(request, user, backend="cqo.foundation.accounts.backends.NameOrPhone")
    request.session.save()
    first = "91610722MAEX00001"
    facts = Particulars(credit_code=first + credit_code.check_character(first), name="城固县恒泰柑橘食品有限公司", county="610722")
    firm = Enterprise.objects.create(**columns_of(facts), recorded_at=now)
    return {"session": request.session.session_key or "", "firm": str(firm.pk)}


def _save(key: str) -> dict[str, float]:
    """Amend a firm again and again; how often, and how long the longest took."""
    from django.utils import timezone

    from cqo.foundation.access.actor import system
    from cqo.registry.enterprises.models import Enterprise
    from cqo.registry.enterprises.operations import files
    from cqo.registry.enterprises.states import Filer

    by, saves, longest = system("bench.imports", city="610700"), 0, 0.0
    print("saving", flush=True)
    while not select.select([sys.stdin], [], [], PACE)[0]:
        firm = Enterprise.objects.get(pk=key)
        began = time.perf_counter()
        files.amend(
            enterprise=firm, version=firm.version, changes={"address": f"第{saves}号"}, filer=Filer.BUREAU, by=by, at=timezone.now()
        )
        longest = max(longest, time.perf_counter() - began)
        saves += 1
    return {"saves": saves, "longest": longest}


def _holds() -> dict[str, int]:
    """What the registry and its index hold, and how many imports are unfinished."""
    from cqo.foundation.intake.models import Batch
    from cqo.foundation.intake.states import State
    from cqo.foundation.search.models import Entry
    from cqo.registry.enterprises.models import Enterprise
    from cqo.registry.enterprises.queries import files

    return {
        "visible": files.visible().exclude(batch=None).count(),
        "files": Enterprise.objects.exclude(batch=None).count(),
        "found": Entry.objects.count(),
        "with_phone": Enterprise.objects.exclude(phone=None).count(),
        "unfinished": Batch.objects.exclude(state=State.PUBLISHED.value, settled_at__isnull=False)
        .exclude(state=State.DISCARDED.value)
        .count(),
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
