"""Addresses of sign-ups."""

from django.urls import path

from cqo.qualification.training.views import checking, enrolments

urlpatterns = [
    path("enrolments/", enrolments.index, name="enrolments"),
    path("enrolments/check/", checking.check, name="check"),
    path("enrolments/<str:number>/", enrolments.case, name="enrolment"),
    path("enrolments/<str:number>/accept/", checking.accept, name="accept_enrolment"),
    path("enrolments/<str:number>/return/", checking.return_for_changes, name="return_enrolment"),
    path("enrolments/<str:number>/refuse/", checking.refuse, name="refuse_enrolment"),
    path("enrolments/<str:number>/reopen/", checking.reopen, name="reopen_enrolment"),
    path("enrolments/<str:number>/remove/", checking.remove, name="remove_enrolment"),
    path("enrolments/<str:number>/resubmit/", enrolments.resubmit, name="resubmit_enrolment"),
    path("enrolments/<str:number>/withdraw/", enrolments.withdraw, name="withdraw_enrolment"),
]
