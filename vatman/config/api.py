"""`/api/v1/`: the API of every room that has one, and a plain answer for what is not there."""

from importlib import import_module
from importlib.util import find_spec

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path
from django.utils.translation import gettext as _

from vatman.web.api import problem
from vatman.web.api.site import make

ROOMS = ("team", "events", "records", "clients", "deals", "tasks", "importing", "analytics")

site = make()
for room in ROOMS:
    if find_spec(f"vatman.{room}.api"):
        site.add_router("", import_module(f"vatman.{room}.api").router)


def missing(request: HttpRequest, rest: str = "") -> HttpResponse:
    return problem(404, _("Нет такого адреса"))


missing.csrf_exempt = True  # type: ignore[attr-defined]
urlpatterns = [path("api/v1/", site.urls), re_path(r"^api/(?P<rest>.*)$", missing)]
