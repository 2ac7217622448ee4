"""Found money that was handed out: which deals, to whom, on which days, and the way back."""

from datetime import date, datetime
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from vatman.deals.models import Deal
from vatman.events.models import Subject
from vatman.tasks.models import Task
from vatman.web.errors import Conflict


class Heap(models.TextChoices):
    """Each deal lies in one heap alone, the first that fits: so their sums may be added."""

    FORGOTTEN = "forgotten", lazy("Забытые звонки")
    OFFERS = "offers", lazy("КП без ответа")
    BIG = "big", lazy("Крупные молчат")
    REGULARS = "regulars", lazy("Пора заказывать")


class Handout(Subject):
    """One dealing out: a heap, or all of them, into the days of those who have the deals."""

    thing = "handout"
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    heap = models.CharField(max_length=10, choices=Heap.choices)
    event = models.BigIntegerField(null=True)  # by which it is taken back
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.get_heap_display()}, {timezone.localdate(self.at):%d.%m.%Y}"

    @property
    def origin(self) -> str:
        return f"found:{self.pk}"

    def may_be_undone_by(self, member: Any) -> bool:
        return bool(member.pk == self.by_id or member.may_all("edit", "task"))

    @transaction.atomic
    def undo(self, *, by: Any, origin: str = "") -> int:
        """Tasks it made go, those it put off come back to their days; what people have touched since stays theirs.
        Returns how many went or came back."""
        if not Handout.objects.filter(pk=self.pk, undone_at=None).update(undone_at=timezone.now()):
            raise Conflict(_("Эту раздачу уже вернули"), code="undone_already")
        items = [one for one in self.items.select_related("task") if one.is_untouched]
        made = Task.objects.filter(pk__in=[one.task_id for one in items if not one.was])
        Task.objects.trash_all(made, by=by, origin=origin)
        Deal.objects.retell_steps(one.deal_id for one in items if not one.was)
        put_off: dict[str, list[int]] = {}
        for one in items:
            if one.was:
                put_off.setdefault(one.was, []).append(one.task_id)
        for was, tasks in put_off.items():
            Task.objects.postpone_all(Task.objects.filter(pk__in=tasks), to=_moment(was), by=by, origin=origin)
        return len(items)


def _moment(text: str) -> date | datetime:
    found = parse_datetime(text) if "T" in text else parse_date(text)
    return found or timezone.localdate()


class FoundQuerySet(models.QuerySet["FoundDeal"]):
    def visible_to(self, member: Any) -> Self:
        """Of the deals one sees, as far as one sees their report."""
        return self.filter(deal__in=seen_deals(member))

    def standing(self) -> Self:
        return self.filter(handout__undone_at=None)


class FoundDeal(models.Model):
    """One deal of a handout with the task that stands for it; of a regular it is the last order. No verbs: the handout's are its."""

    handout = models.ForeignKey(Handout, models.CASCADE, related_name="items")
    deal = models.ForeignKey("deals.Deal", models.CASCADE, related_name="+")
    task = models.ForeignKey("tasks.Task", models.CASCADE, related_name="+")
    heap = models.CharField(max_length=10, choices=Heap.choices)
    day = models.DateField()  # on which it was put
    was = models.CharField(max_length=40, blank=True)  # the due of a task put off; empty where the task was made
    since = models.DateField(default=timezone.localdate)

    objects = FoundQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["handout", "task"], name="found_task_once")]

    def __str__(self) -> str:
        return f"{self.deal}, {self.day:%d.%m.%Y}"

    @property
    def is_untouched(self) -> bool:
        task = self.task
        return not (task.done_at or task.trashed_at or task.due_at) and task.due_on == self.day


def seen_deals(member: Any) -> models.QuerySet:
    """Deals one sees, and sees the report of."""
    return Deal.objects.visible_to(member).reached_by(member, member.scope("view", "report"))
