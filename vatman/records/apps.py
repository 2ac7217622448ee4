from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class RecordsConfig(AppConfig):
    name = "vatman.records"
    label = "records"

    def ready(self) -> None:
        """Rooms say what their cards are found by in a module of their own."""
        autodiscover_modules("search")
