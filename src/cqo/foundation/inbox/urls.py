from django.urls import path

from cqo.foundation.inbox import views

app_name = "inbox"
urlpatterns = [
    path("", views.messages, name="messages"),
    path("read/", views.mark_all_read, name="mark_all_read"),
    path("<uuid:key>/", views.message, name="message"),
]
