"""Which certificates an actor may see."""

from django.db.models import Q, QuerySet

from cqo.foundation.access.actor import Actor
from cqo.foundation.access.reach import Scale
from cqo.qualification.certificates.models import Certificate


def within(actor: Actor) -> QuerySet[Certificate]:
    """Officials see those of their place, a firm those of the people who work there now, a person their own."""
    rows, reach = Certificate.objects.all(), actor.reach
    match reach.scale:
        case Scale.EVERYTHING:
            return rows
        case Scale.PROVINCE:
            return rows.filter(city_code__startswith=reach.city_prefix)
        case Scale.CITY:
            return rows.filter(city_code=reach.key)
        case Scale.COUNTY:
            return rows.filter(county_code=reach.key)
        case Scale.ZONE:
            return rows.filter(enterprise__zone_id=reach.key)
        case Scale.ORGANISATION:
            working = Q(person__employments__enterprise_id=reach.key, person__employments__recorded_until__isnull=True)
            return rows.filter(working & Q(person__employments__ends__isnull=True)).distinct()
        case _:
            return rows.filter(Q(person__user_id=actor.user) | Q(person__merged__user_id=actor.user)).distinct()
