"""The addresses of the office screens, one module a subject."""

from cqo.portal.office.urls import letters, provisions

app_name = "office"
urlpatterns = [*provisions.urlpatterns, *letters.urlpatterns]
