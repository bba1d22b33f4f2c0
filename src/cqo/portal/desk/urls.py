"""Addresses of the desk."""

from django.urls import path

from cqo.portal.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.today, name="today"),
    path("search/", views.search, name="search"),
    path("tour/<int:number>/", views.tour_step, name="tour"),
    path("tour/end/", views.end_tour, name="end_tour"),
    path("tour/restart/", views.restart_tour, name="restart_tour"),
]
