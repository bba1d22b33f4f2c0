"""Addresses of saved views, columns and exports."""

from django.urls import path

from cqo.foundation.lists import views

app_name = "lists"
urlpatterns = [
    path("views/", views.save_view, name="save_view"),
    path("views/<uuid:key>/rename/", views.rename_view, name="rename_view"),
    path("views/<uuid:key>/delete/", views.delete_view, name="delete_view"),
    path("columns/", views.columns, name="columns"),
    path("exports/", views.exports, name="exports"),
    path("exports/new/", views.ask_for_export, name="ask_for_export"),
    path("exports/<uuid:key>/", views.export, name="export"),
    path("exports/<uuid:key>/again/", views.export_again, name="export_again"),
]
