"""Addresses of cards for tests of rooms that stand below the pages."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def nothing(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path(f"{plural}/<int:pk>", nothing, name=name)
    for name, plural in (("contact", "contacts"), ("company", "companies"), ("deal", "deals"))
]
