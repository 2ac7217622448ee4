"""New deals come into the base knowing their next step: else each would be written twice."""

from math import inf
from typing import Any

from vatman.records.copying import give_keys
from vatman.tasks.models import Task

from .dealing import DealCard


def tell_steps(tasks: list[Task]) -> None:
    """Unsaved tasks get their keys; of those on one new deal the one due first is its step."""
    give_keys(Task, tasks)
    steps: dict[int, tuple[Any, Task]] = {}
    for task in tasks:
        card = task.__dict__.get("at_card")
        if isinstance(card, DealCard) and card.new:
            first = steps.setdefault(id(card), (card.obj, task))[1]
            if _due(task) < _due(first):
                steps[id(card)] = card.obj, task
    for deal, task in steps.values():
        deal.next_step_id, deal.next_step_at, deal.next_step_timed = task.pk, task.moment, task.due_at is not None
        deal.next_step_title, deal.next_step_kind = task.title.strip(), task.kind
        deal.knows_its_step = True


def _due(task: Task) -> tuple[Any, ...]:
    return task.due_on, task.due_at.timestamp() if task.due_at else inf, task.pk
