from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class RecordsConfig(AppConfig):
    name = "vatman.records"
    label = "records"

    def ready(self) -> None:
        """Rooms say in modules of their own what their cards are found by, and what is done to many of them."""
        from .bulk import common, handing  # noqa: F401

        autodiscover_modules("search", "bulk")
