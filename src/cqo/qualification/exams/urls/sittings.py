"""Addresses of sittings for officials."""

from django.urls import path

from cqo.qualification.exams.views import room, sittings

urlpatterns = [
    path("sittings/", sittings.index, name="sittings"),
    path("sittings/new/", sittings.new, name="new_sitting"),
    path("sittings/<str:number>/", sittings.case, name="sitting"),
    path("sittings/<str:number>/amend/", sittings.amend, name="amend_sitting"),
    path("sittings/<str:number>/prepare/", sittings.prepare, name="prepare_sitting"),
    path("sittings/<str:number>/candidates/", sittings.add_candidates, name="add_candidates"),
    path("sittings/<str:number>/move/", sittings.move, name="move_sitting"),
    path("sittings/<str:number>/room/", room.room, name="room"),
    path("sittings/<str:number>/minutes/", room.extend, name="extend_sitting"),
    path("sittings/<str:number>/minutes/<uuid:key>/", room.extend_one, name="extend_attempt"),
    path("sittings/<str:number>/cancel/", sittings.cancel, name="cancel_sitting"),
    path("sittings/<str:number>/hand-over/", sittings.hand_over, name="hand_over"),
    path("sittings/<str:number>/statistics/", sittings.item_statistics, name="item_statistics"),
]
