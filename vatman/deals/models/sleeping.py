from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from vatman.events.models import Event
from vatman.events.recording import Trait, record
from vatman.web.errors import Refused

from .morning import Morning


class Sleeping(Trait):
    """«Не сейчас»: a deal leaves board and burning until a day, and comes back in the morning of that day with a task."""

    @transaction.atomic
    def sleep_until(self, day: date | None, *, by: Any, origin: str = "") -> Event | None:
        """None wakes it at once. What its owner had planned before the day waits for that morning, or a task is planned for it;
        woken early, the deal gives its steps their days back."""
        from ..events import DealSlept, DealWoken

        morning = Morning(self, by=by, origin=origin)
        current = type(self).objects.select_for_update(of=("self",)).get(pk=self.pk)
        if day is not None and day <= timezone.localdate():
            raise Refused(fields={"day": _("Назовите день впереди: спать до вчера нельзя")})
        if day is not None and not current.is_open:
            raise Refused(_("Закрытой сделке спать незачем"), code="closed")
        if current.sleeps_until == day:
            return None
        was = current.sleeps_until.isoformat() if current.sleeps_until else ""
        kept = morning.set_for(current, day) if day else morning.give_back(current)
        self.sleeps_until, self.morning = day, kept
        self.save(update_fields=["sleeps_until", "morning"])
        kind = DealSlept(was=was, until=day.isoformat()) if day else DealWoken(was=was)
        return record(kind, self, by=by, origin=origin)
