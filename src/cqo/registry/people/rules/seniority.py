"""Whole years since a day. No Django."""

from datetime import date


def whole_years(since: date | None, on: date) -> int | None:
    """Completed years from one day to another, none counted for a day still to come; None where the first is not known.

    >>> whole_years(date(2021, 3, 2), date(2026, 3, 1)), whole_years(date(2021, 3, 2), date(2026, 3, 2))
    (4, 5)
    """
    if since is None:
        return None
    return max(on.year - since.year - ((on.month, on.day) < (since.month, since.day)), 0)
