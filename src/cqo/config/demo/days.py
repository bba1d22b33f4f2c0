"""The days before the loading: what the sample cities did, they did then."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone


@dataclass(frozen=True)
class Days:
    """The moment of loading, and the days counted back from it in the office's time zone."""

    loaded_at: datetime

    @property
    def today(self) -> date:
        """The day of loading."""
        return timezone.localdate(self.loaded_at)

    def before(self, days: int) -> date:
        """So many days ago; with a negative number, so many days to come."""
        return self.today - timedelta(days=days)

    def moment(self, days: int, *, hour: int = 10) -> datetime:
        """A moment so many days ago, never after the loading."""
        then = timezone.make_aware(datetime.combine(self.before(days), time(hour)))
        return min(then, self.loaded_at)

    def moment_of(self, days: int, *, hour: int) -> datetime:
        """A moment so many days ago or, with a negative number, to come."""
        return timezone.make_aware(datetime.combine(self.before(days), time(hour)))

    def next_month(self) -> date:
        """The first day of the month after the loading."""
        return (self.today.replace(day=1) + timedelta(days=32)).replace(day=1)
