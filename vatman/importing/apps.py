from django.apps import AppConfig


class ImportingConfig(AppConfig):
    name = "vatman.importing"
    label = "importing"

    def ready(self) -> None:
        from . import events, panels  # noqa: F401 - kinds and panels make themselves known
