from django.urls import path

from cqo.portal.office.views import letters

urlpatterns = [
    path("letters/", letters.letters, name="letters"),
    path("letters/new/", letters.write, name="write_letter"),
    path("letters/<uuid:key>/", letters.letter, name="letter"),
    path("letters/<uuid:key>/poster/", letters.poster, name="letter_poster"),
]
