"""What is thrown away when its time is over, and nothing that anyone did officially."""

from datetime import datetime, timedelta

from axes.models import AccessAttempt, AccessFailureLog
from django.contrib.sessions.models import Session
from django_tasks_db.models import DBTaskResult

from cqo.foundation.accounts.models import SignIn
from cqo.foundation.accounts.operations import sign_ins

SIGN_INS_KEPT = timedelta(days=366)
JOB_RESULTS_KEPT = timedelta(days=30)


def drop_ended_sessions(*, at: datetime) -> int:
    """Delete sessions that have run out, and close them in the lists that their owners see; how many."""
    ended = list(Session.objects.filter(expire_date__lt=at).values_list("session_key", flat=True))
    sign_ins.close_ended(session_keys=ended, at=at)
    return Session.objects.filter(session_key__in=ended).delete()[0]


def drop_old_sign_ins(*, at: datetime) -> int:
    """Delete who signed in, from where and in vain, when the law asks for it no more; how many.

    At least six months are kept (网络安全法, Art. 23); after a year nobody needs to know where somebody sat.
    """
    long_ago = at - SIGN_INS_KEPT
    opened = SignIn.objects.filter(ended_at__lt=long_ago).delete()[0]
    failed = AccessFailureLog.objects.filter(attempt_time__lt=long_ago).delete()[0]
    return opened + failed + AccessAttempt.objects.filter(attempt_time__lt=long_ago).delete()[0]


def drop_old_job_results(*, at: datetime) -> int:
    """Delete the results of jobs that ended a month ago; what they did is in the record and in the files of their cases. How many."""
    return DBTaskResult.objects.finished().filter(finished_at__lt=at - JOB_RESULTS_KEPT).delete()[0]
