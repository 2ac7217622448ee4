from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path


@login_required
def blank(request: HttpRequest) -> HttpResponse:
    """The layout, the session, the middleware, and nothing in it."""
    return render(request, "bench/blank.html", {"section": ""})


urlpatterns = [path("bench/blank", blank, name="bench_blank"), path("", include("vatman.config.urls"))]
