from django.urls import path

from cqo.portal.office.views import provisions

urlpatterns = [
    path("provisions/", provisions.subjects, name="provisions"),
    path("provisions/<slug:subject>/", provisions.subject, name="provision"),
    path("provisions/<slug:subject>/new/", provisions.enact, name="enact_provision"),
    path("provisions/<slug:subject>/compare/", provisions.compare, name="compare_provisions"),
    path("provisions/<slug:subject>/<uuid:key>/", provisions.edition, name="provision_edition"),
]
