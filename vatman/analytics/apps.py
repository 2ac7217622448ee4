from django.apps import AppConfig


class AnalyticsConfig(AppConfig):
    name = "vatman.analytics"
    label = "analytics"

    def ready(self) -> None:
        from .found import events, filters  # noqa: F401 the log and the list know it from there

        filters.register()
