from datetime import datetime, time
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vatman.records.models import Record, trash_index

from .completable import Completable
from .givable import Givable
from .remindable import due_index
from .sets import TaskSets


class TaskQuerySet(TaskSets):
    def open(self) -> Self:
        return self.filter(done_at__isnull=True, trashed_at__isnull=True)

    def overdue(self, now: datetime | None = None) -> Self:
        """Late by the minute where an hour was named, by the day where not."""
        now = now or timezone.now()
        return self.open().filter(models.Q(due_at__lt=now) | models.Q(due_at=None, due_on__lt=timezone.localdate(now)))


class Task(Completable, Givable, Record):
    """What someone is to do next, by an hour (`due_at`) or by a day (`due_on`). The owner is the one who does it."""

    class Kind(models.TextChoices):
        CALL = "call", _("Звонок")
        MEETING = "meeting", _("Встреча")
        LETTER = "letter", _("Письмо")
        OTHER = "other", _("Дело")

    thing = "task"
    searched = has_story = False
    owner_fields = ("owner", "author")
    editable = ("title", "kind", "due_on", "due_at", "deal", "contact", "company")

    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.OTHER)
    due_on = models.DateField()
    due_at = models.DateTimeField(null=True, blank=True)
    meant_on = models.DateField(null=True, editable=False)  # of a file's call whose day had passed before it came here
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    deal = models.ForeignKey("deals.Deal", models.CASCADE, null=True, blank=True, related_name="tasks")
    contact = models.ForeignKey("clients.Contact", models.CASCADE, null=True, blank=True, related_name="tasks")
    company = models.ForeignKey("clients.Company", models.CASCADE, null=True, blank=True, related_name="tasks")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    result = models.TextField(blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = TaskQuerySet.as_manager()

    class Meta:
        indexes = [
            trash_index("task"),
            models.Index(
                fields=["due_on", "id"], condition=models.Q(done_at=None, trashed_at=None), name="task_open_by_day"
            ),
            models.Index(
                fields=["-done_at", "-id"],
                condition=models.Q(done_at__isnull=False, trashed_at=None),
                name="task_by_done",
            ),
            models.Index(
                fields=["owner", "due_on", "due_at"],
                condition=models.Q(done_at=None, trashed_at=None),
                name="task_open_of_owner",
            ),
            models.Index(
                fields=["deal", "due_on"], condition=models.Q(done_at=None, trashed_at=None), name="task_open_of_deal"
            ),
            models.Index(fields=["owner", "-done_at"], condition=~models.Q(done_at=None), name="task_done_by_owner"),
            models.Index(fields=["contact"], name="task_of_contact"),
            models.Index(fields=["company"], name="task_of_company"),
            models.Index(
                fields=["deal"],
                condition=models.Q(done_at=None, meant_on__isnull=False, trashed_at=None),
                name="task_let_pass",
            ),
            due_index(),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def named(cls, ids: Any, member: Any) -> dict[int, tuple[str, str]]:
        rows = cls.objects.visible_to(member).filter(pk__in=ids).select_related("deal", "contact", "company")
        return {one.pk: (str(one), one.get_absolute_url()) for one in rows}

    def get_absolute_url(self) -> str:
        return self.place.get_absolute_url() if self.place is not self else reverse("task", args=[self.pk])

    def page_for(self, member: Any) -> str:
        """Its card, or its own page where the card is not for the member."""
        seen = self.place is self or member.may("view", self.place)
        return self.get_absolute_url() if seen else reverse("task", args=[self.pk])

    @property
    def place(self) -> Any:
        """The card on whose timeline the task stands."""
        return self.deal or self.contact or self.company or self

    @property
    def client(self) -> Any:
        return self.deal.client if self.deal else self.company or self.contact

    @property
    def moment(self) -> datetime:
        """When it is due, for sorting; a day without an hour is noon of that day."""
        return self.due_at or timezone.make_aware(datetime.combine(self.due_on, time(12)))

    @property
    def is_late(self) -> bool:
        if self.done_at:
            return False
        return self.due_at < timezone.now() if self.due_at else self.due_on < timezone.localdate()

    def keep_true(self, changed: dict[str, Any]) -> None:
        """Hour and day never disagree: the one that was set last leads."""
        if self.due_at and "due_at" in changed:
            self.due_on = timezone.localdate(self.due_at)
        elif "due_on" in changed and "due_at" not in changed:
            self.due_at = None
        self.reminded_at = None

    def follows(self, changed: dict[str, Any]) -> set[str]:
        return {"due_on", "due_at", "reminded_at"}
