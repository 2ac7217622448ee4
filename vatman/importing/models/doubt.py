from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from vatman.clients.actions.merge import merge
from vatman.clients.models import Company, Contact
from vatman.web.errors import Conflict

CLIENTS = {"contact": Contact, "company": Company}


class DoubtQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(decided_at__isnull=True, load__state="done")

    def visible_to(self, member: Any) -> Self:
        """Pairs of which the member may see both, and rows held back whose client he may see."""
        seen = models.Q(pk__in=[])
        for thing, model in CLIENTS.items():
            mine = model.objects.visible_to(member).values("pk")
            seen |= models.Q(thing=thing, other__in=mine) & (models.Q(ours=None) | models.Q(ours__in=mine))
        return self.filter(seen)


class Doubt(models.Model):
    """A pair that may be one client: a person decides.

    `ours` is the card the row made; empty where the row was held back because `other` belongs to a colleague of the one
    who imported. `other` is the card that was there.
    """

    class Decision(models.TextChoices):
        JOINED = "joined"
        APART = "apart"

    load = models.ForeignKey("importing.Import", models.CASCADE, related_name="doubts")
    line = models.ForeignKey("importing.ImportRow", models.CASCADE, related_name="doubts")
    thing = models.CharField(max_length=7)
    ours = models.BigIntegerField(null=True)
    other = models.BigIntegerField()
    reason = models.CharField(max_length=30)
    value = models.CharField(max_length=300, blank=True)  # what the two share
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decision = models.CharField(max_length=6, choices=Decision.choices, blank=True)

    objects = DoubtQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["load", "id"], condition=models.Q(decided_at=None), name="doubt_open")]

    def __str__(self) -> str:
        return self.told

    @property
    def told(self) -> str:
        from ..reasons import words

        return words(self.reason)

    def card(self, which: str) -> Any:
        """The living card «ours» or «other», its heir if it was merged since; None if it is gone."""
        found = CLIENTS[self.thing].objects.filter(pk=getattr(self, which)).first()
        return found.heir if found else None

    @transaction.atomic
    def join(self, *, by: Any) -> None:
        """One client: the two cards become one, or the row held back goes to the card that was there."""
        self._decide(self.Decision.JOINED, by)
        ours, other = self.card("ours"), self.card("other")
        if self.ours is None:
            self._carry_out(other, by=by)
        elif ours and other and ours.pk != other.pk:
            merge(other, ours, by=by)

    @transaction.atomic
    def keep_apart(self, *, by: Any) -> None:
        """Two clients: nothing is joined; the row held back makes a card of its own for who brought it."""
        self._decide(self.Decision.APART, by)
        if self.ours is None:
            self._carry_out(self.card("other"), by=by, apart=True)

    def _carry_out(self, other: Any, *, by: Any, apart: bool = False) -> None:
        from ..run.again import carry_out

        if other is None:
            raise Conflict(_("Карточки больше нет"), code="card_gone")
        carry_out(self.line, by=by, other=other, apart=apart)

    def _decide(self, decision: str, by: Any) -> None:
        from vatman.events.recording import record

        from ..events import DoubtDecided

        self.decided_at, self.decided_by, self.decision = timezone.now(), by, decision
        values = {"decided_at": self.decided_at, "decided_by": by, "decision": decision}
        if not Doubt.objects.filter(pk=self.pk, decided_at__isnull=True).update(**values):
            raise Conflict(_("Об этой паре уже решили"), code="already_decided")
        record(DoubtDecided(reason=self.reason, joined=decision == self.Decision.JOINED), self.load, by=by)
