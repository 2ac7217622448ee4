"""Mounts every room's pages and API."""

from django.urls import URLPattern, URLResolver, include, path

from vatman.events.live.views import live

ROOMS = ("ui", "web", "events", "team", "records", "clients", "deals", "tasks", "importing", "analytics")

urlpatterns: list[URLPattern | URLResolver] = [path("", include(f"vatman.{room}.urls")) for room in ROOMS]
urlpatterns += [
    path("live", live, name="live"),
    path("", include("vatman.deals.first")),
    path("", include("vatman.config.api")),
]
