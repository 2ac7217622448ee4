from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from vatman.events.models import Event, Subject
from vatman.events.recording import record
from vatman.team.rights import Scope
from vatman.web.errors import Conflict

from ..calling.results import MISSED, RESULTS, Result

LATELY = timedelta(days=14)


class CallQuerySet(models.QuerySet):
    def visible_to(self, member: Any) -> Self:
        """One's own, and those of the people whose tasks one sees."""
        scope = member.scope("view", "task")
        if scope == Scope.ALL:
            return self
        people = {Scope.OWN: [member.pk], Scope.NONE: []}.get(scope)
        return self.filter(by__in=member.colleagues if people is None else people)

    def standing(self) -> Self:
        return self.filter(taken_back_at=None)

    def about(self, call: "Call") -> Self:
        """The same deal's, or the same client's where there is none; newest first."""
        key = next((name for name in ("deal", "contact", "company") if getattr(call, f"{name}_id")), "deal")
        rows = self.standing().filter(**{f"{key}_id": getattr(call, f"{key}_id")})
        return rows.order_by("-at", "-pk")

    def misses_before(self, call: "Call") -> list[datetime]:
        """Moments of the tries without an answer since the last talk, the newest first."""
        rows = self.about(call).filter(at__gt=timezone.now() - LATELY).exclude(pk=call.pk)
        found: list[datetime] = []
        for result, at in rows.values_list("result", "at")[:20]:
            if result not in MISSED:
                break
            found.append(at)
        return found


class Call(Subject):
    """A call that was made, written down by hand. It stands on the timeline of its deal, else of its client."""

    thing = "call"
    result = models.CharField(max_length=20)  # a key of calling.results
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    deal = models.ForeignKey("deals.Deal", models.CASCADE, null=True, blank=True, related_name="calls")
    contact = models.ForeignKey("clients.Contact", models.CASCADE, null=True, blank=True, related_name="calls")
    company = models.ForeignKey("clients.Company", models.CASCADE, null=True, blank=True, related_name="calls")
    entry = models.ForeignKey("tasks.CallEntry", models.SET_NULL, null=True, blank=True, related_name="calls")
    attempt = models.PositiveSmallIntegerField(default=0)  # which try without an answer in a row; 0: they talked
    follows = models.JSONField(
        default=dict, blank=True
    )  # what the call has changed, for the way back: actions/log_call.py
    taken_back_at = models.DateTimeField(null=True, blank=True)

    gave_up = False  # these four are set as it is logged
    next_step: Any = None
    next_try: datetime | None = None
    event: Any = None

    objects = CallQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["by", "-at", "-id"], name="call_of_member"),
            models.Index(fields=["deal", "-at"], name="call_of_deal"),
            models.Index(fields=["contact", "-at"], name="call_of_contact"),
            models.Index(fields=["company", "-at"], name="call_of_company"),
            models.Index(fields=["-at", "-id"], name="call_by_time"),
            models.Index(fields=["entry"], condition=~models.Q(entry=None), name="call_of_entry"),
        ]

    def __str__(self) -> str:
        return str(self.what.told)

    def get_absolute_url(self) -> str:
        return self.place.get_absolute_url() if self.place else reverse("my_day")

    @property
    def what(self) -> Result:
        return RESULTS[self.result]

    @property
    def place(self) -> Any:
        return self.deal or self.contact or self.company

    @transaction.atomic
    def take_back(self, *, by: Any, origin: str = "") -> Event:
        """It was not made, or came to something else: what followed by itself is taken back where nobody has touched it since."""
        from ..actions.log_call import undo
        from ..events import CallTakenBack

        now = timezone.now()
        if not Call.objects.filter(pk=self.pk, taken_back_at=None).update(taken_back_at=now):
            raise Conflict(_("Этот звонок уже отменили"), code="taken_back_already")
        self.taken_back_at = now
        event = record(CallTakenBack(result=self.result), self, by=by, place=self.place, origin=origin)
        undo(self, by=by, origin=origin or f"undo:{event.id}")
        return event
