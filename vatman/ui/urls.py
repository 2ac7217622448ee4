from django.urls import path

from . import views

urlpatterns = [
    path("icons/<slug:version>.svg", views.sprite, name="icons"),
]
