from django.urls import path

from . import views

urlpatterns = [
    path("day", views.my_day, name="my_day"),
    path("calls/<slug:thing>/<int:pk>", views.call_new, name="call_new"),
    path("deals/<int:pk>/giving-up", views.call_giving_up, name="call_giving_up"),
    path("tasks", views.tasks, name="tasks"),
    path("tasks/new", views.task_new, name="task_new"),
    path("tasks/<int:pk>", views.task, name="task"),
    path("tasks/<int:pk>/completion", views.task_completion, name="task_completion"),
    path("tasks/<int:pk>/postponement", views.task_postponement, name="task_postponement"),
]
