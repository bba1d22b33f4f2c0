"""Addresses of classes."""

from django.urls import path

from cqo.qualification.training.views import class_steps, classes, signing_up

urlpatterns = [
    path("", classes.index, name="classes"),
    path("new/", classes.new, name="new"),
    path("<str:number>/", classes.case, name="class"),
    path("<str:number>/amend/", classes.amend, name="amend"),
    path("<str:number>/adjust/", classes.adjust, name="adjust"),
    path("<str:number>/reschedule/", classes.reschedule, name="reschedule"),
    path("<str:number>/announce/", class_steps.announce, name="announce"),
    path("<str:number>/take-back/", class_steps.take_back, name="take_back"),
    path("<str:number>/admit/", class_steps.admit, name="admit"),
    path("<str:number>/reopen/", class_steps.reopen, name="reopen"),
    path("<str:number>/close/", class_steps.close, name="close"),
    path("<str:number>/cancel/", class_steps.cancel, name="cancel"),
    path("<str:number>/sign-up/", signing_up.sign_up, name="sign_up"),
]
