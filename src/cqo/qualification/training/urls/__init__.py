"""Addresses of training, by subject; a class's own number comes last, since it would match the others' first words."""

from django.urls import URLPattern

from cqo.qualification.training.urls import assessment, classes, enrolments, public, syllabuses

app_name = "training"
urlpatterns: list[URLPattern] = [
    *public.urlpatterns,
    *syllabuses.urlpatterns,
    *enrolments.urlpatterns,
    *classes.urlpatterns,
    *assessment.urlpatterns,
]
