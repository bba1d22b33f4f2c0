"""How long the list of enterprises waits for what a search finds: prints what was taken, and what was found, as JSON."""

import json
import statistics
import time

import django

TURNS = 5
SHOWN = 20


def main() -> int:
    """Ask every query of the mix as both officers, in turns."""
    django.setup()
    from django.utils import timezone

    from bench import registry_fill
    from bench.registry_data import LOGINS
    from cqo.foundation.access import queries as access
    from cqo.foundation.accounts.models import User
    from cqo.registry.enterprises import listing
    from cqo.registry.enterprises.models import Enterprise
    from cqo.registry.people.models import Person

    queries = registry_fill.notes()["queries"]
    actors = {
        scope: access.capacities(user=User.objects.get(login_name=login), on=timezone.localdate())[0] for scope, login in LOGINS.items()
    }
    taken: dict[tuple[str, str], list[float]] = {(scope, query): [] for scope in actors for query in queries}
    names: dict[str, dict[str, list[str]]] = {scope: {} for scope in actors}
    for turn in range(TURNS + 1):  # the first turn warms caches, as those of a running server are
        for scope, query in taken:
            started = time.perf_counter()
            found = list(listing.found(listing.rows_of(actors[scope]), query, actors[scope])[:SHOWN])
            names[scope][query] = [row.name for row in found]
            if turn:
                taken[scope, query].append((time.perf_counter() - started) * 1000)
    told = {
        "firms": Enterprise.objects.count(),
        "people": Person.objects.count(),
        "taken": [(scope, query, statistics.median(times)) for (scope, query), times in taken.items()],
        "names": names,
    }
    print(json.dumps(told, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
