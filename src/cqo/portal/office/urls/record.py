from django.urls import path

from cqo.portal.office.views import record

urlpatterns = [
    path("record/", record.index, name="record"),
    path("record/entries/<uuid:key>/", record.entry, name="entry"),
    path("record/heads/", record.heads, name="record_heads"),
    path("record/verifications/", record.verifications, name="verifications"),
    path("record/verifications/<uuid:key>/", record.one_verification, name="verification"),
]
