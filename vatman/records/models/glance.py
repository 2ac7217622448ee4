"""What a member keeps at hand: cards he has starred, and those he opened last. A taste, not a fact: no event tells of it."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

RECENT = 90  # days for which an opened card is remembered


class GlanceQuerySet(models.QuerySet["Glance"]):
    def opened(self, member: Any, card: Any) -> "Glance":
        """The card is in front of his eyes now."""
        now = timezone.now()
        glance, is_new = self.get_or_create(
            member=member, thing=card.thing, thing_id=card.pk, defaults={"opened_at": now}
        )
        if not is_new:
            self.filter(pk=glance.pk).update(opened_at=now)
        return glance

    def star(self, member: Any, card: Any, on: bool) -> "Glance":
        """Kept at hand, or no longer; the other press takes it back."""
        at = timezone.now() if on else None
        glance, _is_new = self.update_or_create(
            member=member, thing=card.thing, thing_id=card.pk, defaults={"starred_at": at}
        )
        return glance

    def forget_old(self) -> int:
        """What was opened long ago and is not starred."""
        return self.filter(starred_at=None, opened_at__lt=timezone.now() - timedelta(days=RECENT)).delete()[0]


class Glance(models.Model):
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    thing = models.CharField(max_length=20)
    thing_id = models.BigIntegerField()
    opened_at = models.DateTimeField(default=timezone.now)
    starred_at = models.DateTimeField(null=True)

    objects = GlanceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("member", "thing", "thing_id", name="glance_once")]
        indexes = [
            models.Index(fields=["member", "-opened_at"], name="glance_recent"),
            models.Index(fields=["member", "-starred_at"], condition=~models.Q(starred_at=None), name="glance_starred"),
        ]

    def __str__(self) -> str:
        return f"{self.thing}:{self.thing_id}"
