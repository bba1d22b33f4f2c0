"""Addresses of the way in."""

from django.urls import path

from cqo.portal.entrance.views import account, credentials, joining, mending, signing_in

app_name = "entrance"
urlpatterns = [
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-in/second-step/", signing_in.second_step, name="second_step"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("capacity/", signing_in.capacity, name="capacity"),
    path("first/notice/", signing_in.first_notice, name="first_notice"),
    path("first/password/", signing_in.first_password, name="first_password"),
    path("recover/", signing_in.recover, name="recover"),
    path("join/", joining.join, name="join"),
    path("join/firm/", joining.join_firm, name="join_firm"),
    path("join/firm/slip/", joining.firm_by_slip, name="firm_by_slip"),
    path("join/firm/letter/", joining.firm_by_letter, name="firm_by_letter"),
    path("join/person/", joining.join_person, name="join_person"),
    path("account/", account.account, name="account"),
    path("account/password/", credentials.password, name="password"),
    path("account/phone/", credentials.phone, name="phone"),
    path("account/sessions/<uuid:key>/end/", account.end_session, name="end_session"),
    path("account/sessions/end-others/", account.end_others, name="end_others"),
    path("account/close/", account.close, name="close_account"),
    path("account/consent/give/", account.give_consent, name="give_consent"),
    path("account/consent/withdraw/", account.withdraw_consent, name="withdraw_consent"),
    path("account/second-step/", credentials.enrol_second_step, name="enrol_second_step"),
    path("account/second-step/remove/", credentials.remove_second_step, name="remove_second_step"),
    path("account/delegations/", account.delegate, name="delegate"),
    path("account/delegations/<uuid:key>/end/", account.end_delegation, name="end_delegation"),
    path("accounts/<uuid:key>/mend/", mending.mend, name="mend"),
]
