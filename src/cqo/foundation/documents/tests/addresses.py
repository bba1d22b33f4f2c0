"""The addresses these tests ask for, where the platform has them."""

from django.urls import include, path

urlpatterns = [path("attachments/", include("cqo.foundation.documents.urls"))]
