from django.urls import path

from . import views

urlpatterns = [
    path("day", views.my_day, name="my_day"),
    path("calls/<slug:thing>/<int:pk>", views.call_new, name="call_new"),
    path("deals/<int:pk>/giving-up", views.call_giving_up, name="call_giving_up"),
    path("call-lists", views.call_lists, name="call_lists"),
    path("call-lists/new/<slug:thing>", views.call_list_new, name="call_list_new"),
    path("call-lists/<int:pk>", views.call_list, name="call_list"),
    path("call-lists/<int:pk>/edit", views.call_list_edit, name="call_list_edit"),
    path("call-lists/<int:pk>/closing", views.call_list_closing, name="call_list_closing"),
    path("call-lists/<int:pk>/claims", views.call_list_claims, name="call_list_claims"),
    path("call-entries/<int:pk>", views.call_entry, name="call_entry"),
    path("call-entries/<int:pk>/release", views.call_entry_release, name="call_entry_release"),
    path("deals/<int:pk>/offer", views.deal_offer, name="deal_offer"),
    path("offer-letters/<int:department>", views.offer_letter, name="offer_letter"),
    path("offer-letters/<int:pk>/file", views.offer_file, name="offer_file"),
    path("tasks", views.tasks, name="tasks"),
    path("tasks/new", views.task_new, name="task_new"),
    path("tasks/<int:pk>", views.task, name="task"),
    path("tasks/<int:pk>/completion", views.task_completion, name="task_completion"),
    path("tasks/<int:pk>/postponement", views.task_postponement, name="task_postponement"),
]
