from django.apps import AppConfig


class AnalyticsConfig(AppConfig):
    name = "vatman.analytics"
    label = "analytics"
