from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "vatman.tasks"
    label = "tasks"

    def ready(self) -> None:
        from . import panels  # noqa: F401
