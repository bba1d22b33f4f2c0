"""Addresses of examinations, by subject."""

from django.urls import URLPattern

from cqo.qualification.exams.urls import mine, papers, questions, sittings

app_name = "exams"
urlpatterns: list[URLPattern] = [*mine.urlpatterns, *questions.urlpatterns, *papers.urlpatterns, *sittings.urlpatterns]
