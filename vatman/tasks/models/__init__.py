from .call import Call
from .givable import assignees
from .task import Task

__all__ = ["Call", "Task", "assignees"]
