from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class EventsConfig(AppConfig):
    name = "vatman.events"
    label = "events"

    def ready(self) -> None:
        """A process that only reads the log must know every room's kinds as well."""
        autodiscover_modules("events")
