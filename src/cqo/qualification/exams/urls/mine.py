"""Addresses of the candidate, and the check of receipts."""

from django.urls import path

from cqo.qualification.exams.views import mine, receipts

urlpatterns = [
    path("mine/", mine.index, name="mine"),
    path("mine/<uuid:key>/", mine.exam, name="exam"),
    path("mine/<uuid:key>/start/", mine.start, name="start"),
    path("mine/<uuid:key>/save/", mine.save, name="save"),
    path("mine/<uuid:key>/renew/", mine.renew, name="renew"),
    path("mine/<uuid:key>/hand-in/", mine.hand_in, name="hand_in"),
    path("mine/<uuid:key>/receipt/", mine.receipt, name="receipt"),
    path("mine/<uuid:key>/receipt/file/", mine.receipt_file, name="receipt_file"),
    path("receipts/", receipts.check, name="check_receipt"),
]
