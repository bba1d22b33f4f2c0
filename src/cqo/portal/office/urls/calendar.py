from django.urls import path

from cqo.portal.office.views import calendar

urlpatterns = [
    path("calendar/", calendar.index, name="calendar"),
    path("calendar/import/", calendar.import_year, name="import_calendar"),
    path("calendar/<int:year>/", calendar.year, name="calendar_year"),
]
