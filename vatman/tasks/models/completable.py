from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from vatman.events.models import Event
from vatman.events.recording import Trait, record
from vatman.web.errors import Conflict


class Completable(Trait):
    """A task is done, not done after all, or put off; its deal always knows what is next."""

    due_at: Any  # fields of the task, of which the verbs speak
    due_on: Any
    done_at: Any
    done_by: Any
    reminded_at: Any

    @transaction.atomic
    def complete(self, result: str = "", *, by: Any, origin: str = "") -> Event:
        from ..events import TaskCompleted

        now = timezone.now()
        done = type(self).objects.filter(pk=self.pk, done_at__isnull=True, trashed_at__isnull=True)
        if not done.update(done_at=now, done_by=by, result=result.strip()):
            raise Conflict(_("Эта задача уже закрыта"), code="already_done")
        self.done_at, self.done_by, self.result = now, by, result.strip()
        self.tell_deal()
        return record(
            TaskCompleted(title=self.title, of_kind=self.kind, result=self.result),
            self,
            by=by,
            place=self.place,
            origin=origin,
        )

    @transaction.atomic
    def resume(self, *, by: Any, origin: str = "") -> Event | None:
        """Takes the completion back."""
        from ..events import TaskResumed

        if (
            not type(self)
            .objects.filter(pk=self.pk, done_at__isnull=False)
            .update(done_at=None, done_by=None, result="")
        ):
            return None
        self.refresh_from_db()
        self.tell_deal()
        return record(TaskResumed(title=self.title), self, by=by, place=self.place, origin=origin)

    @transaction.atomic
    def postpone(self, *, to: date | datetime, by: Any, origin: str = "") -> Event:
        """To another day, or to an hour if `to` is a moment."""
        from ..events import TaskPostponed

        was = self.due_at or self.due_on
        self.due_at, self.due_on = (to, timezone.localdate(to)) if isinstance(to, datetime) else (None, to)
        self.reminded_at = None
        self.save(update_fields=["due_at", "due_on", "reminded_at"])
        self.tell_deal()
        return record(
            TaskPostponed(title=self.title, was=was.isoformat(), to=to.isoformat()),
            self,
            by=by,
            place=self.place,
            origin=origin,
        )

    def change(self, **kwargs: Any) -> Event | None:
        event = super().change(**kwargs)  # type: ignore[misc]
        self.tell_deal()
        return event

    def trash(self, *, by: Any, origin: str = "") -> Event | None:
        with transaction.atomic():
            event = super().trash(by=by, origin=origin)  # type: ignore[misc]
            self.tell_deal()
            return event

    def restore(self, *, by: Any, origin: str = "") -> None:
        with transaction.atomic():
            super().restore(by=by, origin=origin)  # type: ignore[misc]
            self.tell_deal()

    def tell_deal(self) -> None:
        """The deal's next step is its open task due first."""
        if not self.deal_id:
            return
        from vatman.deals.models import Deal

        Deal.objects.retell_steps([self.deal_id])
