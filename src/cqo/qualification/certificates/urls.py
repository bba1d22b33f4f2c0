"""Addresses of certificates."""

from django.urls import path

from cqo.qualification.certificates.views import changes, files, issues, keys, printing, templates

app_name = "certificates"
urlpatterns = [
    path("", files.index, name="list"),
    path("mine/", files.mine, name="mine"),
    path("issues/", issues.index, name="issues"),
    path("issues/<str:number>/", issues.case, name="issue"),
    path("issues/<str:number>/progress/", issues.progress, name="progress"),
    path("issues/<str:number>/approve/", issues.approve, name="approve_issue"),
    path("issues/<str:number>/withdraw/", issues.withdraw, name="withdraw_issue"),
    path("issues/<str:number>/members/<uuid:member>/leave-out/", issues.leave_out, name="leave_out"),
    path("issues/<str:number>/members/<uuid:member>/take-in/", issues.take_in, name="take_in"),
    path("issues/<str:number>/approval-form.pdf", issues.approval_form, name="approval_form"),
    path("issues/<str:number>/sample.pdf", issues.sample, name="sample"),
    path("issues/<str:number>/stock.pdf", printing.stock, name="stock"),
    path("issues/<str:number>/offset-test.pdf", printing.offset_test, name="offset_test"),
    path("issues/<str:number>/sheets/", printing.assign, name="assign_sheets"),
    path("issues/<str:number>/receipts/", printing.receipts, name="receipts"),
    path("issues/<str:number>/hand-over/", printing.hand_over, name="hand_over"),
    path("sheets/", printing.write_off, name="write_off"),
    path("sheets/statement.pdf", printing.loss_statement, name="loss_statement"),
    path("templates/", templates.index, name="templates"),
    path("templates/new/", templates.new, name="new_template"),
    path("templates/<uuid:key>/sample.pdf", templates.sample, name="template_sample"),
    path("templates/<uuid:key>/retire/", templates.retire, name="retire_template"),
    path("keys/", keys.index, name="keys"),
    path("keys/create/", keys.create, name="create_key"),
    path("keys/import/", keys.bring, name="bring_key"),
    path("keys/<str:fingerprint>/retire/", keys.retire, name="retire_key"),
    path("keys/<str:fingerprint>/compromised/", keys.compromised, name="compromised_key"),
    path("changes/", changes.index, name="changes"),
    path("changes/<str:number>/", changes.case, name="change"),
    path("changes/<str:number>/state/", changes.state, name="state_change"),
    path("changes/<str:number>/hear/", changes.hear, name="hear_change"),
    path("changes/<str:number>/decide/", changes.decide, name="decide_change"),
    path("changes/<str:number>/carry-out/", changes.carry_out, name="carry_out_change"),
    path("changes/<str:number>/drop/", changes.drop, name="drop_change"),
    path("changes/<str:number>/withdraw/", changes.withdraw, name="withdraw_change"),
    path("<str:number>/change/<str:kind>/", changes.propose, name="propose_change"),
    path("<str:number>/wish/", changes.wish, name="wish"),
    path("<str:number>/", files.case, name="certificate"),
    path("<str:number>/certificate.pdf", files.pdf, name="pdf"),
]
