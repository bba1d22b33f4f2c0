"""Addresses open to everybody."""

from django.urls import path

from cqo.qualification.training.views import public

urlpatterns = [
    path("open/", public.index, name="open"),
    path("open/<str:number>/", public.one, name="open_class"),
]
