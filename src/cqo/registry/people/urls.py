"""Addresses of people."""

from django.urls import path

from cqo.registry.people.views import certificates, employments, evidence, files, firm, members, merges, requests, slips

app_name = "people"
urlpatterns = [
    path("", files.index, name="list"),
    path("new/", files.register, name="new"),
    path("<uuid:key>/amend/", files.amend, name="amend"),
    path("<uuid:key>/identity/", files.identity, name="identity"),
    path("<uuid:key>/employ/", employments.employ, name="employ"),
    path("employments/<uuid:key>/end/", employments.end, name="end_employment"),
    path("employments/<uuid:key>/correct/", employments.correct, name="correct_employment"),
    path("employments/<uuid:key>/withdraw/", employments.withdraw, name="withdraw_employment"),
    path("<uuid:key>/certificates/new/", certificates.add, name="add_certificate"),
    path("certificates/<uuid:key>/withdraw/", certificates.withdraw, name="withdraw_certificate"),
    path("<uuid:key>/evidence/new/", evidence.add, name="add_evidence"),
    path("evidence/<uuid:key>/remove/", evidence.remove, name="remove_evidence"),
    path("firm/", firm.people, name="firm"),
    path("firm/new/", firm.take_on, name="take_on"),
    path("firm/members/", members.index, name="members"),
    path("firm/members/add/", members.add, name="add_member"),
    path("firm/members/<uuid:key>/remove/", members.remove, name="remove_member"),
    path("codes/", slips.index, name="codes"),
    path("codes/new/", slips.choose, name="new_codes"),
    path("codes/<uuid:batch>/", slips.batch, name="code_batch"),
    path("codes/<uuid:batch>/withdraw/", slips.withdraw, name="withdraw_codes"),
    path("duplicates/", merges.duplicates, name="duplicates"),
    path("merges/", merges.index, name="merges"),
    path("merges/<uuid:left>/<uuid:right>/", merges.merge, name="merge"),
    path("merges/<uuid:key>/undo/", merges.undo, name="undo_merge"),
    path("requests/", requests.index, name="requests"),
    path("requests/new/", requests.ask, name="ask"),
    path("requests/<str:number>/", requests.case, name="request"),
    path("requests/<str:number>/carry-out/", requests.carry_out, name="carry_out"),
    path("requests/<str:number>/refuse/", requests.refuse, name="refuse_request"),
    path("requests/<str:number>/withdraw/", requests.withdraw, name="withdraw_request"),
]
