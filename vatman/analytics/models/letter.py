"""The morning's letter: to each reader once a day, and never twice, whatever breaks."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

ATTEMPTS = 5
DOUBT = timedelta(minutes=2)  # in which a letter may still be on its way


class LetterQuerySet(models.QuerySet[Any]):
    def claim(self, member: Any, day: date) -> "PlanningLetter | None":
        """The right to send, given once: written before anything is sent, so that a crash leaves an open question and no
        second letter. A letter that certainly did not leave may be claimed anew, a few times."""
        letter, fresh = self.get_or_create(member=member, day=day)
        if fresh:
            return letter
        kept = self.filter(pk=letter.pk, state=PlanningLetter.State.FAILED, attempts__lt=ATTEMPTS)
        taken = kept.update(
            state=PlanningLetter.State.SENDING, attempts=models.F("attempts") + 1, tried_at=timezone.now()
        )
        return letter if taken else None

    def ask_again(self, member: Any, day: date) -> bool:
        """Of a letter about which nobody knows, its reader says that it has not come: the next run may send it."""
        old = timezone.now() - DOUBT
        unknown = self.filter(member=member, day=day, state=PlanningLetter.State.SENDING, tried_at__lt=old)
        return bool(unknown.update(state=PlanningLetter.State.FAILED, attempts=0))


class PlanningLetter(models.Model):
    """One letter of one day. No event: it changes nothing in the base and is nobody's deed."""

    class State(models.TextChoices):
        SENDING = "sending"  # also: nobody knows whether it has left
        SENT = "sent"
        FAILED = "failed"  # certainly did not leave

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="planning_letters")
    day = models.DateField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.SENDING)
    attempts = models.PositiveSmallIntegerField(default=1)
    tried_at = models.DateTimeField(default=timezone.now)
    error = models.CharField(max_length=300, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "member"], name="planning_letter_once")]

    def __str__(self) -> str:
        return f"{self.member}, {self.day}"

    @property
    def is_doubtful(self) -> bool:
        return self.state == PlanningLetter.State.SENDING and self.tried_at < timezone.now() - DOUBT

    def is_sent(self) -> None:
        self._end(PlanningLetter.State.SENT, "")

    def is_refused(self, error: str) -> None:
        self._end(PlanningLetter.State.FAILED, error)

    def _end(self, state: str, error: str) -> None:
        self.state, self.error = state, error[:300]
        self.save(update_fields=["state", "error"])


class PlanningChoice(models.Model):
    """Whether one wants the morning's letter. A taste, not a fact: no event tells of it."""

    member = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="planning_choice")
    letters = models.BooleanField(default=True)

    def __str__(self) -> str:
        return str(self.letters)
