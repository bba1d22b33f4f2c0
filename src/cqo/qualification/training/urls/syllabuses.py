"""Addresses of syllabuses."""

from django.urls import path

from cqo.qualification.training.views import syllabuses

urlpatterns = [
    path("syllabuses/", syllabuses.index, name="syllabuses"),
    path("syllabuses/new/", syllabuses.new, name="new_syllabus"),
    path("syllabuses/<uuid:key>/", syllabuses.one, name="syllabus"),
    path("syllabuses/<uuid:key>/retire/", syllabuses.retire, name="retire_syllabus"),
]
