from .calls import call_giving_up, call_new
from .day import my_day
from .task import task, task_completion, task_new, task_postponement
from .tasks import tasks

__all__ = ["call_giving_up", "call_new", "my_day", "task", "task_completion", "task_new", "task_postponement", "tasks"]
