"""Addresses of certificates."""

from django.urls import path

from cqo.qualification.certificates.views import changes, page

app_name = "certificates"
urlpatterns = [
    path("changes/", changes.index, name="changes"),
    path("changes/<str:number>/", changes.case, name="change"),
    path("changes/<str:number>/state/", changes.state, name="state_change"),
    path("changes/<str:number>/hear/", changes.hear, name="hear_change"),
    path("changes/<str:number>/decide/", changes.decide, name="decide_change"),
    path("changes/<str:number>/carry-out/", changes.carry_out, name="carry_out_change"),
    path("changes/<str:number>/drop/", changes.drop, name="drop_change"),
    path("changes/<str:number>/withdraw/", changes.withdraw, name="withdraw_change"),
    path("<str:number>/", page.certificate, name="certificate"),
    path("<str:number>/change/<str:kind>/", changes.propose, name="propose_change"),
    path("<str:number>/wish/", changes.wish, name="wish"),
]
