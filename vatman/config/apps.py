from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "vatman.config"
    label = "config"
