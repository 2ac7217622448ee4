"""The weekly letter of what came back: written down before it is sent, so that nobody gets it twice."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone


class FoundLetterQuerySet(models.QuerySet["FoundLetter"]):
    def claim(self, member: Any, week: date) -> "FoundLetter | None":
        """The right to send, given once. A letter that certainly did not leave may be claimed anew."""
        letter, fresh = self.get_or_create(member=member, week=week)
        again = not fresh and self.filter(pk=letter.pk, state=FoundLetter.State.FAILED).update(
            state=FoundLetter.State.SENDING, tried_at=timezone.now()
        )
        return letter if fresh or again else None


class FoundLetter(models.Model):
    """To one reader about one week, named by its Monday. No event: it changes nothing and is nobody's deed."""

    class State(models.TextChoices):
        SENDING = "sending"  # also: nobody knows whether it has left
        SENT = "sent"
        FAILED = "failed"  # certainly did not leave
        NEEDLESS = "needless"  # there was nothing to tell

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    week = models.DateField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.SENDING)
    tried_at = models.DateTimeField(default=timezone.now)
    error = models.CharField(max_length=300, blank=True)

    objects = FoundLetterQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["week", "member"], name="found_letter_once")]

    def __str__(self) -> str:
        return f"{self.member}, {self.week}"

    def is_sent(self) -> None:
        self._end(self.State.SENT, "")

    def is_refused(self, error: str) -> None:
        self._end(self.State.FAILED, error)

    def is_needless(self) -> None:
        self._end(self.State.NEEDLESS, "")

    def _end(self, state: str, error: str) -> None:
        self.state, self.error = state, error[:300]
        self.save(update_fields=["state", "error"])
