"""Addresses of life-long files."""

from django.urls import path

from cqo.portal.dossier.views import enterprises, people

app_name = "dossier"
urlpatterns = [
    path("enterprise/", enterprises.own_firm, name="own_firm"),
    path("enterprise/<uuid:key>/", enterprises.enterprise, name="enterprise"),
    path("enterprise/<uuid:key>/reveal/", enterprises.reveal, name="reveal_enterprise"),
    path("person/", people.own_file, name="own_file"),
    path("person/<uuid:key>/", people.person, name="person"),
    path("person/<uuid:key>/reveal/", people.reveal, name="reveal_person"),
]
