"""Addresses of imports."""

from django.urls import path

from cqo.foundation.intake.views import batches, downloads, rows, uploads

app_name = "intake"

urlpatterns = [
    path("", uploads.batches, name="batches"),
    path("new/<slug:kind>/", uploads.upload, name="upload"),
    path("template/<slug:kind>/", downloads.template, name="template"),
    path("<uuid:key>/", batches.batch, name="batch"),
    path("<uuid:key>/check/", batches.check, name="check"),
    path("<uuid:key>/progress/", batches.progress, name="progress"),
    path("<uuid:key>/rows/<uuid:row>/", rows.row, name="row"),
    path("<uuid:key>/publish/", batches.publish, name="publish"),
    path("<uuid:key>/undo/", batches.undo, name="undo"),
    path("<uuid:key>/discard/", batches.discard, name="discard"),
    path("<uuid:key>/errors/", downloads.error_workbook, name="error_workbook"),
    path("<uuid:key>/file/", downloads.file, name="file"),
]
