"""One change of many cards: who, what, to which, how far it has come, what was there before."""

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vatman.events.models import Event, Subject
from vatman.events.recording import record
from vatman.web.errors import Conflict, Refused

AT_ONCE = 500  # so many cards change while the person waits; more in the background
MOST = 1_000_000
KEPT = 30  # days


class BulkQuerySet(models.QuerySet["BulkChange"]):
    def visible_to(self, member: Any) -> Self:
        """One's own; all of them for those who read the whole journal."""
        return self if member.may_all("view", "journal") else self.filter(owner=member)

    def forget_old(self) -> int:
        """After a month nobody takes a change back: what stood before is forgotten."""
        old = BulkPart.objects.filter(bulk__created_at__lt=timezone.now() - timedelta(days=KEPT))
        return old.delete()[0]

    @transaction.atomic
    def begin(self, verb: Any, ids: list[int], *, by: Any) -> "BulkChange":
        """Takes down what is wanted of which cards. A few are done at once, many by a job written in this very transaction."""
        if not ids:
            raise Refused(_("Не выбрано ни одной карточки"), code="nothing_chosen")
        if len(ids) > MOST:
            raise Refused(_("За один раз — не больше миллиона карточек"), code="too_many")
        change: BulkChange = self.create(
            owner=by, of=verb.thing, verb=verb.name, values=verb.values, words=verb.words[:300], ids=ids
        )
        if len(ids) > AT_ONCE:
            change.run_later()
        else:
            change.run()
        return change


class BulkChange(Subject):
    """`left`: what could not be changed, [[why, how many, some of the keys]]; `stayed`: keys of what an undo has left as it was."""

    class State(models.TextChoices):
        RUNNING = "running", gettext_lazy("меняем")
        DONE = "done", gettext_lazy("готово")
        FAILED = "failed", gettext_lazy("не вышло")
        UNDOING = "undoing", gettext_lazy("возвращаем")
        UNDONE = "undone", gettext_lazy("вернули")

    thing = "bulk"
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    of = models.CharField(max_length=20)
    verb = models.CharField(max_length=20)
    values = models.JSONField(default=dict)
    words = models.CharField(max_length=300)
    ids = ArrayField(models.BigIntegerField())
    state = models.CharField(max_length=8, choices=State.choices, default=State.RUNNING)
    passed = models.PositiveIntegerField(default=0)  # how many of `ids` have been looked at, or given back
    changed = models.PositiveIntegerField(default=0)
    left = models.JSONField(default=list)
    stayed = models.JSONField(default=list)
    stayed_count = models.PositiveIntegerField(default=0)
    trouble = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = BulkQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner", "-id"], name="bulk_of_owner")]

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return reverse("bulk", args=[self.pk])

    @property
    def origin(self) -> str:
        return f"bulk:{self.pk}"

    @property
    def total(self) -> int:
        return len(self.ids)

    @property
    def is_busy(self) -> bool:
        return self.state in (self.State.RUNNING, self.State.UNDOING)

    @property
    def per_cent(self) -> int:
        return 100 * self.passed // max(1, self.total)

    @property
    def event(self) -> Event | None:
        """What the undo of the whole stands on."""
        told = Event.objects.filter(subject_type=self.thing, subject_id=self.pk, kind="bulk.done")
        return told.filter(place_type=self.thing, place_id=self.pk).first()

    def may_be_undone_by(self, member: Any) -> bool:
        """Whoever did it, and whoever reads all that is done, as long as they may change such cards at all."""
        from ..bulk.verb import CARDS

        theirs = member.pk == self.owner_id or member.may_all("view", "journal")
        return bool(theirs and any(member.may("edit", one) for one in ([self.of] if self.of in CARDS else CARDS)))

    def run_later(self) -> None:
        from ..jobs import run_bulk

        run_bulk.configure(lock=self.origin).defer(bulk=self.pk)

    def run(self) -> "BulkChange":
        """Carries it on from wherever it stands to its end; may be called again after any break."""
        from ..bulk.running import run

        run(self)
        return self

    def stop(self, error: Exception) -> None:
        """What has been changed so far can be taken back."""
        state = self.State.DONE if self.state == self.State.UNDOING else self.State.FAILED
        type(self).objects.filter(pk=self.pk).update(state=state, trouble=f"{type(error).__name__}: {error}"[:1000])

    @transaction.atomic
    def undo(self, *, by: Any, origin: str = "") -> "BulkChange":
        """Every card gets back what it had, where nobody has changed it since; what stays is listed. Many in the background."""
        from ..jobs import undo_bulk

        if not self.parts.exists():
            raise Refused(_("Прошёл месяц: что было раньше, уже не помним"), code="too_late")
        started = type(self).objects.filter(pk=self.pk, state__in=(self.State.DONE, self.State.FAILED))
        if not started.update(state=self.State.UNDOING, passed=0, taken_back_by=by, trouble=""):
            raise Conflict(_("Это уже возвращают или вернули"), code="already_undone")
        self.refresh_from_db()
        if self.changed > AT_ONCE:
            undo_bulk.configure(lock=self.origin).defer(bulk=self.pk, origin=origin)
        else:
            self.take_back(origin=origin)
        return self

    def take_back(self, *, origin: str = "") -> None:
        from ..bulk.running import take_back

        take_back(self, origin=origin)

    def told_done(self) -> Event:
        from ..events import BulkDone

        return record(BulkDone(title=self.words, of=self.of, changed=self.changed), self, by=self.owner)


class BulkPart(models.Model):
    """What stood before on some of the cards: `before` by key. `of` is another kind of card where the verb reaches further."""

    bulk = models.ForeignKey(BulkChange, models.CASCADE, related_name="parts")
    of = models.CharField(max_length=20)
    before = models.JSONField()
    given_back = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.bulk_id}: {len(self.before)}"
