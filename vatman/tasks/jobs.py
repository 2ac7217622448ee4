"""Background work of tasks. When it runs is written in `config/periodic.py`."""

from .models import Task


def remind() -> None:
    Task.objects.remind()
