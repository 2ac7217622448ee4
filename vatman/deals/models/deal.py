from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from vatman.records.models import Record, trash_index
from vatman.team.calendar import add_working

from .indexes import SORTS, TOTALS, WORK
from .lines import WithLines
from .movable import Movable
from .payments import Paid
from .people import WithPeople
from .pipeline import LossReason, Pipeline, Source, Stage
from .repeating import Repeating
from .sets import DealQuerySet
from .sleeping import Sleeping
from .team import WithTeam


class Deal(Movable, Sleeping, WithPeople, WithLines, Paid, WithTeam, Repeating, Record):
    """One intention to buy. What boards and lists need every second stands on the row and is kept true by the verbs."""

    thing = "deal"
    shown_with = ("stage",)
    editable = (
        "title",
        "amount",
        "currency",
        "company",
        "payer",
        "contact",
        "expected_on",
        "promised_on",
        "source",
        "tags",
        "started_on",
    )

    new_moves: list[Any]  # unsaved StageMoves, people besides and clean lines, of one that is about to start
    new_people: list[Any]
    new_lines: list[dict[str, str]]

    title = models.CharField(max_length=200)
    pipeline = models.ForeignKey(Pipeline, models.PROTECT, related_name="deals")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="deals")
    state = models.CharField(max_length=5, choices=Stage.Kind.choices, default=Stage.Kind.OPEN)
    amount = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(Decimal(0))]
    )
    paid = models.DecimalField(
        max_digits=14, decimal_places=2, default=Decimal(0), db_default=Decimal(0), editable=False
    )
    currency = models.CharField(max_length=3, default="RUB")
    company = models.ForeignKey("clients.Company", models.PROTECT, null=True, blank=True, related_name="deals")
    payer = models.ForeignKey(  # where another company of the client pays; else `company` does
        "clients.Company", models.PROTECT, null=True, blank=True, related_name="paid_deals", db_index=False
    )
    contact = models.ForeignKey("clients.Contact", models.PROTECT, null=True, blank=True, related_name="deals")
    people = models.ManyToManyField("clients.Contact", blank=True, related_name="other_deals")
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="deals")
    started_on = models.DateField()
    expected_on = models.DateField(null=True, blank=True)
    promised_on = models.DateField(null=True, blank=True)  # to the client
    closed_on = models.DateField(null=True, blank=True)
    loss_reason = models.ForeignKey(LossReason, models.PROTECT, null=True, blank=True, related_name="deals")
    sleeps_until = models.DateField(null=True, blank=True)
    morning = models.JSONField(
        default=dict, db_default={}, blank=True, editable=False
    )  # tasks it wakes with: morning.py

    stage_since = models.DateTimeField(default=timezone.now)
    rots_on = models.DateField(null=True)
    next_step_id = models.BigIntegerField(null=True)  # the open task due first; tasks are a higher room
    next_step_at = models.DateTimeField(null=True)
    next_step_title = models.CharField(max_length=200, blank=True)
    next_step_kind = models.CharField(max_length=10, blank=True)
    next_step_timed = models.BooleanField(default=False)  # False: a day without an hour, burns when the day is over
    # next_step_at, or when it lost its step: the order of the board
    attention_at = models.DateTimeField(default=timezone.now)

    objects = DealQuerySet.as_manager()

    class Meta:
        indexes = [
            trash_index("deal"),
            models.Index(
                fields=["stage", "attention_at", "id"], condition=models.Q(trashed_at=None), name="deal_board"
            ),
            models.Index(
                fields=["owner", "stage", "attention_at", "id"],
                condition=models.Q(trashed_at=None),
                name="deal_board_of_owner",
            ),
            models.Index(
                fields=["sleeps_until"],
                condition=models.Q(trashed_at=None, state="open") & ~models.Q(sleeps_until=None),
                name="deal_asleep",
            ),
            models.Index(fields=["company"], name="deal_of_company"),
            models.Index(fields=["contact"], name="deal_of_contact"),
            models.Index(fields=["payer"], condition=~models.Q(payer=None), name="deal_of_payer"),
            models.Index(fields=["-created_at", "-id"], condition=models.Q(trashed_at=None), name="deal_by_created"),
            *TOTALS,
            *SORTS,
            *WORK,
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("deal", args=[self.pk])

    @property
    def client(self) -> Any:
        return self.company or self.contact

    @property
    def is_open(self) -> bool:
        return self.state == Stage.Kind.OPEN

    @property
    def is_asleep(self) -> bool:
        return self.sleeps_until is not None and self.sleeps_until > timezone.localdate()

    @property
    def is_burning(self) -> bool:
        """«Горит»: the next step is late — by the minute if it has an hour, by the day if not."""
        if not self.is_open or self.next_step_at is None or self.is_asleep:
            return False
        now = timezone.now()
        if self.next_step_timed:
            return self.next_step_at < now
        return timezone.localdate(self.next_step_at) < timezone.localdate(now)

    @property
    def lacks_step(self) -> bool:
        return self.is_open and self.next_step_at is None and not self.is_asleep

    @property
    def is_rotten(self) -> bool:
        """«Застряла»: stands in its stage longer than the stage allows, in working days."""
        return self.is_open and self.rots_on is not None and self.rots_on <= timezone.localdate() and not self.is_asleep

    @property
    def weighted(self) -> Decimal:
        return (self.amount or Decimal(0)) * self.stage.probability / 100

    def keep_true(self, changed: dict[str, Any]) -> None:
        """The sum may change, its meaning may not: a title is never empty, and the sum of lines is theirs."""
        self.title = self.title or _("Новая сделка")
        if "amount" in changed:
            self.refuse_own_sum()

    def plan_step(self, step: Any) -> None:
        """Tells the deal its next step: the open task due first, or none. Called by the verbs of tasks."""
        self.next_step_id = step.pk if step else None
        self.next_step_at = step.moment if step else None
        self.next_step_title = step.title[:200] if step else ""
        self.next_step_kind = step.kind if step else ""
        self.next_step_timed = bool(step and step.due_at)
        self.attention_at = self.next_step_at or timezone.now()
        self.save(update_fields=[name for name in STEP])


STEP = ("next_step_id", "next_step_at", "next_step_title", "next_step_kind", "next_step_timed", "attention_at")


def rot_day(stage: Stage, since: datetime) -> date | None:
    """The day from which a card is stuck in this stage."""
    return add_working(timezone.localdate(since), stage.rots_after) if stage.rots_after else None
