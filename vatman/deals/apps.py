from django.apps import AppConfig


class DealsConfig(AppConfig):
    name = "vatman.deals"
    label = "deals"
