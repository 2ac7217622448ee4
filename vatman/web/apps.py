from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "vatman.web"
    label = "web"
