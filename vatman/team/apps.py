from django.apps import AppConfig


class TeamConfig(AppConfig):
    name = "vatman.team"
    label = "team"
