from django.urls import path

from cqo.portal.office.views import roles

urlpatterns = [path("roles/", roles.index, name="roles")]
