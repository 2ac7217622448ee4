"""Mounts every room's pages and API."""

from django.urls import URLPattern, URLResolver, include, path

ROOMS = ("ui", "web", "events", "team", "records", "clients", "deals", "tasks", "importing", "analytics")

urlpatterns: list[URLPattern | URLResolver] = [path("", include(f"vatman.{room}.urls")) for room in ROOMS]
