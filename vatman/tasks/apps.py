from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "vatman.tasks"
    label = "tasks"
