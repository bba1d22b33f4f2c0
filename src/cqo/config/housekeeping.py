"""What is thrown away when its time is over, and nothing that anyone did officially."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django_tasks_db.models import DBTaskResult

JOB_RESULTS_KEPT = timedelta(days=30)


def drop_ended_sessions(*, at: datetime) -> int:
    """Delete sessions that have run out; how many."""
    return Session.objects.filter(expire_date__lt=at).delete()[0]


def drop_old_job_results(*, at: datetime) -> int:
    """Delete the results of jobs that ended a month ago; what they did is in the record and in the files of their cases. How many."""
    return DBTaskResult.objects.finished().filter(finished_at__lt=at - JOB_RESULTS_KEPT).delete()[0]
