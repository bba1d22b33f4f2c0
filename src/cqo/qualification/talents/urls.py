"""Addresses of the talent registry."""

from django.urls import path

from cqo.qualification.talents.views import entries

app_name = "talents"
urlpatterns = [
    path("", entries.index, name="list"),
    path("counts/", entries.figures, name="counts"),
    path("enter/<uuid:key>/", entries.enter, name="enter"),
]
