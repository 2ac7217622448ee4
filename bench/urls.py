from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

LAYOUT = engines["django"].from_string('{% extends "layout/page.html" %}')


@login_required
def blank(request: HttpRequest) -> HttpResponse:
    """The layout, the session, the middleware, and nothing in it."""
    return HttpResponse(LAYOUT.render({"section": ""}, request))


urlpatterns = [path("bench/blank", blank, name="bench_blank"), path("", include("vatman.config.urls"))]
