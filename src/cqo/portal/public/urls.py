"""Addresses of public pages."""

from django.urls import path

from cqo.portal.public import views

app_name = "public"
urlpatterns = [
    path("", views.home, name="home"),
    path("health/", views.health, name="health"),
    path("privacy/", views.privacy, name="privacy"),
    path("care/", views.care_switch, name="care"),
]
