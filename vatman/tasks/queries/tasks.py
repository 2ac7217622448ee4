"""What the screens of tasks read; My day has a page of its own: `queries.day`."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from vatman.deals.models import Deal
from vatman.team.models import Member

from ..models import Task


def with_cards(tasks: models.QuerySet) -> models.QuerySet:
    return tasks.select_related("deal__stage", "deal__company", "deal__contact", "contact", "company", "owner")


def burning_count(member: Member, most: int = 100) -> int:
    """How many of the member's own tasks burn; counting stops at `most`."""
    return len(Task.objects.filter(owner=member).overdue().values_list("pk", flat=True)[:most])


def people_overdue(viewer: Member) -> list[Any]:
    """For a head: whose tasks are late and how many; one grouped query, the worst first."""
    if viewer.scope("view", "task") not in ("department", "all"):
        return []
    rows = Task.objects.visible_to(viewer).overdue().exclude(owner=viewer).exclude(owner=None)
    counted = rows.values("owner", "owner__name").annotate(late=models.Count("pk"), oldest=models.Min("due_on"))
    return list(counted.order_by("-late", "owner__name")[:20])


def show_cards(tasks: Iterable[Any], viewer: Member) -> None:
    """What the viewer may open and press: `shown_deal`, `shown_url`, `may_close`. Asks the database nothing."""
    for task in tasks:
        task.shown_deal = task.deal if task.deal and viewer.may("view", task.deal) else None
        task.shown_url = task.page_for(viewer)
        task.may_close = viewer.may("edit", task)


def open_tasks_of(card: Any, viewer: Member, most: int = 30) -> list[Task]:
    """What is planned on one card, on a client's also what is planned on his deals, due first; one query."""
    on_card = models.Q(**{card.thing: card})
    if card.thing != "deal":
        on_card |= models.Q(deal__in=card.ids_of(Deal))
    tasks = Task.objects.visible_to(viewer).open().filter(on_card).select_related("owner", "deal")
    found = list(tasks.order_by("due_on", models.F("due_at").asc(nulls_last=True), "pk")[:most])
    for task in found:
        if card.thing == "deal" or not task.deal_id:
            setattr(task, card.thing, card)
    show_cards(found, viewer)
    return found
