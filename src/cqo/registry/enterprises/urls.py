"""Addresses of enterprises."""

from django.urls import path

from cqo.registry.enterprises.views import claims, designated, files, merges, slips

app_name = "enterprises"
urlpatterns = [
    path("", files.index, name="list"),
    path("new/", files.register, name="new"),
    path("<uuid:key>/amend/", files.amend, name="amend"),
    path("<uuid:key>/rename/", files.rename, name="rename"),
    path("<uuid:key>/status/", files.set_status, name="status"),
    path("<uuid:key>/move/", files.plan_move, name="move"),
    path("moves/<uuid:key>/withdraw/", files.withdraw_move, name="withdraw_move"),
    path("claims/", claims.index, name="claims"),
    path("claims/<str:number>/", claims.claim, name="claim"),
    path("claims/<str:number>/accept/", claims.accept, name="accept_claim"),
    path("claims/<str:number>/return/", claims.return_for_changes, name="return_claim"),
    path("claims/<str:number>/refuse/", claims.refuse, name="refuse_claim"),
    path("claims/<str:number>/resubmit/", claims.resubmit, name="resubmit_claim"),
    path("claims/<str:number>/withdraw/", claims.withdraw, name="withdraw_claim"),
    path("slips/", slips.index, name="slips"),
    path("slips/new/", slips.issue, name="new_slips"),
    path("slips/<uuid:batch>/", slips.batch, name="slip_batch"),
    path("slips/<uuid:batch>/withdraw/", slips.withdraw, name="withdraw_slips"),
    path("duplicates/", merges.duplicates, name="duplicates"),
    path("merges/", merges.index, name="merges"),
    path("merges/<uuid:left>/<uuid:right>/", merges.merge, name="merge"),
    path("merges/<uuid:key>/undo/", merges.undo, name="undo_merge"),
    path("designated/", designated.index, name="designated"),
    path("designated/new/", designated.draft, name="new_designated"),
    path("designated/<uuid:key>/", designated.one, name="designated_list"),
    path("designated/<uuid:key>/replace/", designated.replace, name="replace_designated"),
    path("designated/<uuid:key>/add/", designated.add, name="add_designated"),
    path("designated/<uuid:key>/remove/<uuid:enterprise>/", designated.remove, name="remove_designated"),
    path("designated/<uuid:key>/freeze/", designated.freeze, name="freeze_designated"),
]
