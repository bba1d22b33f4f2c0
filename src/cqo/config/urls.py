"""Every address of the platform."""

from django.urls import include, path
from django.views.i18n import set_language

from cqo.foundation.access.gate import public

urlpatterns = [
    path("language/", public(set_language), name="set_language"),
    path("", include("cqo.portal.public.urls")),
    path("", include("cqo.portal.entrance.urls")),
    path("desk/", include("cqo.portal.desk.urls")),
    path("files/", include("cqo.portal.dossier.urls")),
    path("office/", include("cqo.portal.office.urls")),
    path("enterprises/", include("cqo.registry.enterprises.urls")),
    path("people/", include("cqo.registry.people.urls")),
    path("classes/", include("cqo.qualification.training.urls")),
    path("exams/", include("cqo.qualification.exams.urls")),
    path("certificates/", include("cqo.qualification.certificates.urls")),
    path("hours/", include("cqo.qualification.learning.urls")),
    path("talents/", include("cqo.qualification.talents.urls")),
    path("imports/", include("cqo.foundation.intake.urls")),
    path("lists/", include("cqo.foundation.lists.urls")),
    path("messages/", include("cqo.foundation.inbox.urls")),
    path("attachments/", include("cqo.foundation.documents.urls")),
]

handler400 = "cqo.portal.public.views.bad_request"
handler403 = "cqo.portal.public.views.forbidden"
handler404 = "cqo.portal.public.views.not_found"
handler500 = "cqo.portal.public.views.broken"
