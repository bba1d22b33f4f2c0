"""Count the figures of every place. The worker's clock calls it every few minutes; it may be called at any time."""

from dataclasses import asdict
from datetime import datetime

from django.utils import timezone

from cqo.foundation.access.reach import Scale
from cqo.portal.desk.models import Tally
from cqo.portal.desk.queries import counting
from cqo.portal.desk.queries.counting import Counted

AT_ONCE = 200


def refresh(*, at: datetime) -> int:
    """Count anew and keep the figures; a place that has no file any more is kept at none. Returns how many places there are."""
    counted = counting.count(on=timezone.localdate(at))
    known = {(Scale(scale), key): Counted() for scale, key in Tally.objects.order_by("pk").values_list("scale", "key")}
    rows = [
        Tally(scale=scale.value, key=key, counted_at=at, **asdict(figures))
        for (scale, key), figures in sorted((known | counted).items(), key=lambda each: each[0])
    ]
    columns = [*Counted.__dataclass_fields__, "counted_at"]
    Tally.objects.bulk_create(rows, batch_size=AT_ONCE, update_conflicts=True, unique_fields=["scale", "key"], update_fields=columns)
    return len(rows)
