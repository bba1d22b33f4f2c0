"""Addresses of the ledger."""

from django.urls import path

from cqo.qualification.learning import views

app_name = "learning"
urlpatterns = [path("", views.index, name="hours")]
