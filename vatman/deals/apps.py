from django.apps import AppConfig


class DealsConfig(AppConfig):
    name = "vatman.deals"
    label = "deals"

    def ready(self) -> None:
        from . import panels  # noqa: F401
