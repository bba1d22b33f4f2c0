"""Addresses of public pages."""

from django.urls import path

from cqo.portal.public import keys, views

app_name = "public"
urlpatterns = [
    path("", views.home, name="home"),
    path("health/", views.health, name="health"),
    path("privacy/", views.privacy, name="privacy"),
    path("c/", views.check, name="check"),
    path("c/<path:rest>", views.check, name="check_one"),
    path("signature/", keys.signature, name="signature"),
    path("keys/", keys.index, name="keys"),
    path("keys/keys.json", keys.everything, name="keys_json"),
    path("keys/<str:fingerprint>.pem", keys.pem, name="key"),
    path("care/", views.care_switch, name="care"),
]
