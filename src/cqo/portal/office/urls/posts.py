from django.urls import path

from cqo.portal.office.views import delegations, officials, posts

urlpatterns = [
    path("posts/", posts.index, name="posts"),
    path("posts/<uuid:key>/", posts.post, name="post"),
    path("posts/<uuid:key>/abolish/", posts.abolish, name="abolish_post"),
    path("posts/<uuid:key>/account/", officials.open_account, name="open_account"),
    path("posts/<uuid:key>/assign/", officials.assign, name="assign"),
    path("posts/offices/new/", posts.add_office, name="new_office"),
    path("posts/offices/<uuid:key>/posts/new/", posts.open_post, name="new_post"),
    path("posts/officials/", officials.index, name="officials"),
    path("posts/officials/<uuid:key>/", officials.official, name="official"),
    path("posts/officials/<uuid:key>/hand-over/", officials.hand_over, name="hand_over"),
    path("posts/officials/<uuid:key>/terms/<uuid:term>/end/", officials.step_down, name="step_down"),
    path("posts/officials/<uuid:key>/delegation/", delegations.give, name="give_delegation"),
    path("posts/delegations/", delegations.index, name="delegations"),
    path("posts/delegations/<uuid:key>/end/", delegations.end, name="end_delegation"),
]
