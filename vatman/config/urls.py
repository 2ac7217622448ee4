"""Mounts every room's pages and API."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("vatman.web.urls")),
]
