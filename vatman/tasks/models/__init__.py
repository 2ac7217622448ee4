from .givable import assignees
from .task import Task

__all__ = ["Task", "assignees"]
