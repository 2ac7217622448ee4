from datetime import datetime, timedelta
from typing import Any, Self, cast

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from vatman.clients.models import Company, Contact
from vatman.web.errors import Conflict

from ..calling.results import MISSED
from ..calling.zones import is_awake

HOLD = timedelta(minutes=20)  # a claim of one who went away without a word ends by itself
LATER = timedelta(hours=1)


class CallEntryQuerySet(models.QuerySet):
    def visible_to(self, member: Any) -> Self:
        """Of the lists one sees, the clients one sees."""
        from .call_list import CallList

        seen = models.Q(contact__in=Contact.objects.visible_to(member))
        seen |= models.Q(company__in=Company.objects.visible_to(member))
        return self.filter(seen, list__in=CallList.objects.visible_to(member))

    def waiting(self) -> Self:
        return self.filter(done_at=None)

    def talking(self, now: datetime) -> Self:
        return self.waiting().filter(held_until__gt=now)

    def callable_by(self, member: Any) -> Self:
        """Whom the member may call: clients he may change and who did not ask to be left alone."""
        mine = models.Q(pk__in=[])
        for thing, model in (("contact", Contact), ("company", Company)):
            rows = model.objects.reached_by(member, member.scope("edit", thing)).alive().filter(do_not_call=False)
            mine |= models.Q(**{f"{thing}__in": rows})
        return self.filter(mine)

    @transaction.atomic
    def claim_next(self, *, by: Any, now: datetime) -> "CallEntry | None":
        """What one holds already, then those whose hour of a next try has come, then the first untried.

        Nobody is called whom a colleague is calling now, from this list or another, or where it is night.
        """
        rows = self.waiting().callable_by(by).filter(models.Q(next_at=None) | models.Q(next_at__lte=now))
        rows = rows.filter(models.Q(held_until=None) | models.Q(held_until__lte=now) | models.Q(held_by=by))
        rows = rows.filter(zone__in=self._awake(now)).exclude(models.Exists(_elsewhere(by, now)))
        mine = models.Case(models.When(held_by=by, held_until__gt=now, then=0), default=1)
        ordered = rows.order_by(mine, models.F("next_at").asc(nulls_last=True), "position")
        entry: Any = ordered.select_for_update(skip_locked=True, of=("self",)).first()
        if entry:
            entry.held_by, entry.held_until = by, now + HOLD
            entry.save(update_fields=["held_by", "held_until"])
        return cast("CallEntry | None", entry)

    def _awake(self, now: datetime) -> list[str]:
        zones = self.waiting().order_by().values_list("zone", flat=True).distinct()
        return [zone for zone in zones if is_awake(zone, now)]


def _elsewhere(by: Any, now: datetime) -> models.QuerySet:
    """The same client held by a colleague in any list."""
    same = models.Q(contact=models.OuterRef("contact")) | models.Q(company=models.OuterRef("company"))
    return CallEntry.objects.filter(same, held_until__gt=now).exclude(held_by=by)


class CallEntry(models.Model):
    """One client of a call list: how often he was tried, when next, and who is on the phone with him now."""

    list = models.ForeignKey("tasks.CallList", models.CASCADE, related_name="entries")
    contact = models.ForeignKey("clients.Contact", models.CASCADE, null=True, related_name="+")
    company = models.ForeignKey("clients.Company", models.CASCADE, null=True, related_name="+")
    position = models.PositiveIntegerField()
    zone = models.CharField(max_length=40, blank=True)  # of his number's region; "" where it is not known
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    held_until = models.DateTimeField(null=True)
    result = models.CharField(max_length=20, blank=True)  # of the last call
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = CallEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(contact=None) ^ models.Q(company=None), name="call_entry_of_one"),
            models.UniqueConstraint(fields=["list", "contact"], name="call_entry_once_contact"),
            models.UniqueConstraint(fields=["list", "company"], name="call_entry_once_company"),
        ]
        indexes = [
            models.Index(fields=["list", "next_at", "position"], condition=models.Q(done_at=None), name="call_entry_next"),
            models.Index(fields=["contact"], condition=~models.Q(held_until=None), name="call_entry_held_contact"),
            models.Index(fields=["company"], condition=~models.Q(held_until=None), name="call_entry_held_company"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.client)

    def get_absolute_url(self) -> str:
        return reverse("call_entry", args=[self.pk])

    @property
    def client(self) -> Any:
        return self.contact or self.company

    def is_held(self, now: datetime | None = None) -> bool:
        return self.held_until is not None and self.held_until > (now or timezone.now())

    def refuse_anothers(self, by: Any) -> None:
        """Whom a colleague is calling now, or who is called no more."""
        if self.done_at:
            raise Conflict(_("С этим клиентом здесь уже закончили"), code="done_already")
        if self.is_held() and self.held_by_id != by.pk:
            raise Conflict(_("С этим клиентом сейчас говорит %(name)s") % {"name": self.held_by}, code="held")

    @transaction.atomic
    def hold(self, *, by: Any) -> None:
        """«Говорю»: a claim of this very one."""
        current = CallEntry.objects.select_for_update().get(pk=self.pk)
        current.refuse_anothers(by)
        self.held_by, self.held_until = by, timezone.now() + HOLD
        self.save(update_fields=["held_by", "held_until"])

    def release(self, *, by: Any, later: bool = False) -> None:
        """Back to the others; `later`: not within an hour. A claim is no fact of a client's life: no event tells of it."""
        mine = CallEntry.objects.filter(pk=self.pk, held_by=by, done_at=None)
        moved = {"next_at": Coalesce("next_at", timezone.now()) + LATER} if later else {}
        mine.update(held_by=None, held_until=None, **moved)

    def settle(self, call: Any, *, other_number: bool) -> None:
        """After a call: to be tried again, or done with. The call remembers how it was before."""
        call.follows["entry"] = {
            "attempts": self.attempts,
            "next_at": self.next_at.isoformat() if self.next_at else None,
            "result": self.result,
        }
        again = (call.result in MISSED and not call.gave_up) or (call.result == "wrong_number" and other_number)
        self.attempts, self.result = self.attempts + 1, call.result
        self.next_at = call.next_try if again else None
        self.held_by = self.held_until = None
        if not again:
            self.done_at, self.done_by = timezone.now(), call.by
        self.save(update_fields=["attempts", "result", "next_at", "held_by", "held_until", "done_at", "done_by"])
