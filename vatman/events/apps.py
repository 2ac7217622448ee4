from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "vatman.events"
    label = "events"
