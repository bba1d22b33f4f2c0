"""Addresses of papers."""

from django.urls import path

from cqo.qualification.exams.views import paper_items, papers

urlpatterns = [
    path("papers/", papers.index, name="papers"),
    path("papers/new/", papers.new, name="new_paper"),
    path("papers/<str:number>/", papers.case, name="paper"),
    path("papers/<str:number>/amend/", papers.amend, name="amend_paper"),
    path("papers/<str:number>/draw/", paper_items.draw, name="draw_paper"),
    path("papers/<str:number>/arrange/", paper_items.arrange, name="arrange_paper"),
    path("papers/<str:number>/add/", paper_items.add, name="add_to_paper"),
    path("papers/<str:number>/items/<uuid:item>/replace/", paper_items.replace, name="replace_item"),
    path("papers/<str:number>/fix/", papers.fix, name="fix_paper"),
    path("papers/<str:number>/discard/", papers.discard, name="discard_paper"),
    path("papers/<str:number>/copy/", papers.copy, name="copy_paper"),
    path("papers/<str:number>/print/", paper_items.printed, name="print_paper"),
    path("papers/<str:number>/answer-sheet/", paper_items.answer_sheet, name="print_sheet"),
    path("papers/<str:number>/key/", paper_items.key, name="paper_key"),
]
