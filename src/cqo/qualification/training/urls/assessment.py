"""Addresses of a class's sessions, attendance lists and assessment."""

from django.urls import path

from cqo.qualification.training.views import assessments, attendance, scores, sessions

urlpatterns = [
    path("<str:number>/sessions/", sessions.index, name="sessions"),
    path("<str:number>/sessions/new/", sessions.new, name="new_session"),
    path("<str:number>/sessions/spread/", sessions.spread, name="spread_sessions"),
    path("<str:number>/sessions/sign-in-sheet/", sessions.sign_in_sheet, name="sign_in_sheet"),
    path("<str:number>/sessions/<uuid:key>/", attendance.attendance, name="attendance"),
    path("<str:number>/sessions/<uuid:key>/amend/", sessions.amend, name="amend_session"),
    path("<str:number>/sessions/<uuid:key>/remove/", sessions.remove, name="remove_session"),
    path("<str:number>/sessions/<uuid:key>/correct/", attendance.correct, name="correct_attendance"),
    path("<str:number>/sessions/<uuid:key>/scan/", attendance.scan, name="scan_sign_in_sheet"),
    path("<str:number>/sessions/<uuid:key>/sign-in-sheet/", sessions.sign_in_sheet_of_session, name="sign_in_sheet_of_session"),
    path("<str:number>/assessment/", assessments.case, name="assessment"),
    path("<str:number>/assessment/open/", assessments.open_sheet, name="open_assessment"),
    path("<str:number>/assessment/scores/", scores.enter, name="scores"),
    path("<str:number>/assessment/template/", scores.template, name="score_template"),
    path("<str:number>/assessment/import/", scores.import_file, name="import_scores"),
    path("<str:number>/assessment/submit/", assessments.submit, name="submit_assessment"),
    path("<str:number>/assessment/take-back/", assessments.take_back, name="take_back_assessment"),
    path("<str:number>/assessment/publish/", assessments.publish, name="publish_assessment"),
    path("<str:number>/assessment/send-back/", assessments.send_back, name="send_back_assessment"),
    path("<str:number>/draft-issue/", assessments.draft_issue, name="draft_issue"),
    path("<str:number>/results/", assessments.results, name="results"),
]
