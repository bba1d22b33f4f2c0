"""Addresses of the question bank."""

from django.urls import path

from cqo.qualification.exams.views import bringing, questions

urlpatterns = [
    path("questions/", questions.index, name="questions"),
    path("questions/new/", questions.new, name="new_question"),
    path("questions/import/", bringing.bring, name="bring_questions"),
    path("questions/import/preview/", bringing.preview, name="preview_questions"),
    path("questions/import/template/", bringing.template, name="question_template"),
    path("questions/<uuid:key>/", questions.one, name="question"),
    path("questions/<uuid:key>/amend/", questions.amend, name="amend_question"),
    path("questions/<uuid:key>/retire/", questions.retire, name="retire_question"),
    path("questions/<uuid:key>/restore/", questions.restore, name="restore_question"),
]
