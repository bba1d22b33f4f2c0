"""Addresses of attachments."""

from django.urls import path

from cqo.foundation.documents import views

app_name = "documents"
urlpatterns = [path("<uuid:key>/", views.attachment, name="attachment")]
