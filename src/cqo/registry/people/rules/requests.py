"""Until when a request about one's own data is answered. No Django."""

from datetime import date, timedelta

ANSWERED_WITHIN_DAYS = 30


def due_date(submitted: date) -> date:
    """The last day for an answer: thirty days (GB/T 35273-2020, 8.7; 个人信息保护法 Art. 50 names no number)."""
    return submitted + timedelta(days=ANSWERED_WITHIN_DAYS)
