from django.urls import path

from cqo.portal.office.views import delegations, officials, posts

urlpatterns = [
    path("posts/", posts.index, name="posts"),
    path("posts/<uuid:key>/", posts.post, name="post"),
    path("posts/<uuid:key>/abolish/", posts.abolish, name="abolish_post"),
    path("posts/<uuid:key>/account/", officials.open_account, name="open_account"),
    path("posts/<uuid:key>/assign/", officials.assign, name="assign"),
    path("offices/new/", posts.add_office, name="new_office"),
    path("offices/<uuid:key>/posts/new/", posts.open_post, name="new_post"),
    path("officials/", officials.index, name="officials"),
    path("officials/<uuid:key>/", officials.official, name="official"),
    path("officials/<uuid:key>/hand-over/", officials.hand_over, name="hand_over"),
    path("officials/<uuid:key>/terms/<uuid:term>/end/", officials.step_down, name="step_down"),
    path("officials/<uuid:key>/delegation/", delegations.give, name="give_delegation"),
    path("delegations/", delegations.index, name="delegations"),
    path("delegations/<uuid:key>/end/", delegations.end, name="end_delegation"),
]
