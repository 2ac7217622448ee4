from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "vatman.records"
    label = "records"
