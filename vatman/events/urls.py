from django.urls import path

from . import views

urlpatterns = [
    path("timeline/<slug:thing>/<int:pk>", views.timeline, name="timeline"),
    path("events/<int:pk>/undoing", views.undo, name="undo"),
    path("journal", views.journal, name="journal"),
]
