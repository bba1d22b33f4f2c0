"""The addresses of the office screens, one module a subject."""

from cqo.portal.office.urls import calendar, letters, posts, provisions, record, roles, security

app_name = "office"
urlpatterns = [
    *posts.urlpatterns,
    *calendar.urlpatterns,
    *security.urlpatterns,
    *record.urlpatterns,
    *roles.urlpatterns,
    *provisions.urlpatterns,
    *letters.urlpatterns,
]
