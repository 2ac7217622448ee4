from django.apps import AppConfig


class ClientsConfig(AppConfig):
    name = "vatman.clients"
    label = "clients"
