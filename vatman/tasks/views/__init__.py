from .call_lists import call_list, call_list_closing, call_list_edit, call_list_new, call_lists
from .calling import call_entry, call_entry_release, call_list_claims
from .calls import call_giving_up, call_new
from .day import my_day
from .offers import deal_offer, offer_file, offer_letter
from .task import task, task_completion, task_new, task_postponement
from .tasks import tasks

__all__ = [
    "call_entry",
    "call_entry_release",
    "call_giving_up",
    "call_list",
    "call_list_claims",
    "call_list_closing",
    "call_list_edit",
    "call_list_new",
    "call_lists",
    "call_new",
    "deal_offer",
    "my_day",
    "offer_file",
    "offer_letter",
    "task",
    "task_completion",
    "task_new",
    "task_postponement",
    "tasks",
]
