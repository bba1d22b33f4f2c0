"""What is thrown away when its time is over."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessFailureLog
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from cqo.config import housekeeping
from cqo.foundation.accounts.models import SignIn
from cqo.portal.entrance.tests import builders

pytestmark = pytest.mark.django_db


def test_a_session_that_ran_out_goes_and_leaves_the_list_of_devices():
    builders.official("clerk")
    gone, kept = builders.signed_in("clerk"), builders.signed_in("clerk")
    Session.objects.filter(session_key=gone.session.session_key).update(expire_date=timezone.now() - timedelta(seconds=1))
    assert housekeeping.drop_ended_sessions(at=timezone.now()) == 1
    assert list(Session.objects.values_list("session_key", flat=True)) == [kept.session.session_key]
    assert SignIn.objects.filter(ended_at__isnull=True).count() == 1


def test_who_signed_in_and_who_failed_to_is_kept_a_year():
    builders.official("clerk")
    client = builders.signed_in("clerk")
    client.post(reverse("entrance:sign_out"))
    for _ in range(2):
        client.post(reverse("entrance:sign_in"), {"username": "clerk", "password": "wrong"})
    rows = (SignIn, AccessFailureLog, AccessAttempt)
    in_a_year = timezone.now() + timedelta(days=365)
    assert (housekeeping.drop_old_sign_ins(at=in_a_year), [row.objects.count() for row in rows]) == (0, [1, 2, 1])
    assert (housekeeping.drop_old_sign_ins(at=in_a_year + timedelta(days=2)), [row.objects.count() for row in rows]) == (4, [0, 0, 0])


def test_a_right_password_does_not_wipe_out_that_there_were_wrong_ones():
    builders.official("clerk")
    client = builders.browser()
    client.post(reverse("entrance:sign_in"), {"username": "clerk", "password": "wrong"})
    builders.signed_in("clerk")
    assert (AccessAttempt.objects.count(), AccessFailureLog.objects.count()) == (0, 1)
