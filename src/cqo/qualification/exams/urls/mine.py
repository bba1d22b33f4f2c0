"""Addresses of the candidate."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
