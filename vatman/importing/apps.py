from django.apps import AppConfig


class ImportingConfig(AppConfig):
    name = "vatman.importing"
    label = "importing"
