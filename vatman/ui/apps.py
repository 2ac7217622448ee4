from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "vatman.ui"
    label = "ui"
