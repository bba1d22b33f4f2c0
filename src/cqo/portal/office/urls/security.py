from django.urls import path

from cqo.portal.office.views import security

urlpatterns = [
    path("security/", security.index, name="security"),
    path("security/lockouts/<str:subject>/lift/", security.lift_lockout, name="lift_lockout"),
    path("security/accounts/<uuid:key>/", security.account, name="account_security"),
    path("security/accounts/<uuid:key>/sessions/end/", security.end_sessions, name="end_sessions"),
    path("security/accounts/<uuid:key>/sessions/<uuid:sign_in>/end/", security.end_session, name="end_session"),
    path("security/accounts/<uuid:key>/second-step/reset/", security.reset_second_step, name="reset_second_step"),
]
