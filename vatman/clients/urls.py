from django.urls import path

from .views import cards, export, links, lists, merging, new, ways

urlpatterns = [
    path("clients", lists.clients, name="clients"),
    path("clients/cities", lists.known_cities, name="known_cities"),
    path("contacts/new", new.contact, name="contact_new"),
    path("contacts/<int:pk>", cards.contact, name="contact"),
    path("companies/new", new.company, name="company_new"),
    path("companies/<int:pk>", cards.company, name="company"),
    path("clients/<slug:thing>/likely", new.likely, name="likely"),
    path("clients/<slug:thing>/options", links.options, name="client_options"),
    path("clients/<slug:thing>/totals", lists.totals, name="clients_totals"),
    path("clients/<slug:thing>/export", export.clients, name="clients_export"),
    path("clients/<slug:thing>/<int:pk>/merging", merging.merging, name="merge"),
    path("clients/<slug:thing>/<int:pk>/twins", cards.twins, name="twins"),
    path("clients/<slug:thing>/<int:pk>/ways", ways.add, name="way_add"),
    path("ways/<int:pk>", ways.edit, name="way"),
    path("ways/<int:pk>/dropping", ways.drop, name="way_drop"),
    path("ways/<int:pk>/writing", ways.written, name="way_written"),
    path("clients/<slug:thing>/<int:pk>/links", links.add, name="link_add"),
    path("links/<int:pk>/dropping", links.drop, name="link_drop"),
]
