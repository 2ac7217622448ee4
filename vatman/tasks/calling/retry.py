"""When to try again whom one did not reach: in two hours, then on the next working day at another hour, six times in five days."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from vatman.team.calendar import add_working, next_working

from .zones import is_awake

ATTEMPTS, DAYS = 6, 5  # tries in working days, then it is time to give up
SOON, AFTER_BUSY = timedelta(hours=2), timedelta(minutes=30)
SLOT = timedelta(minutes=30)
Hours = tuple[time, time]


def is_over(tried: Sequence[datetime]) -> bool:
    """Whether these misses in a row, the present one among them, are as many as one makes."""
    if not tried:
        return False
    first = timezone.localdate(min(tried))
    return len(tried) >= ATTEMPTS or timezone.localdate(max(tried)) > add_working(first, DAYS)


def next_attempt(tried: Sequence[datetime], *, hours: Hours, zone: str = "", busy: bool = False) -> datetime:
    """The moment of the next try after these misses, the newest first; within our working hours and the client's day."""
    now = timezone.localtime(tried[0])
    today = [at for at in tried if timezone.localdate(at) == now.date()]
    soon = _rounded(now + (AFTER_BUSY if busy else SOON))
    if len(today) == 1 and soon.date() == now.date() and soon.time() < hours[1] and is_awake(zone, soon):
        return soon
    return _another_hour(next_working(now.date() + timedelta(days=1)), tried, hours, zone)


def _another_hour(day: date, tried: Sequence[datetime], hours: Hours, zone: str) -> datetime:
    """Of the half-hours of that day the one farthest from the hours already tried."""
    slots = _slots(day, hours)
    awake = [slot for slot in slots if is_awake(zone, slot)] or slots
    clocks = [_minutes(timezone.localtime(at)) for at in tried]
    return max(awake, key=lambda slot: (min(abs(_minutes(slot) - clock) for clock in clocks), -_minutes(slot)))


def _slots(day: date, hours: Hours) -> list[datetime]:
    slot, last = (timezone.make_aware(datetime.combine(day, at)) for at in hours)
    slot += SLOT  # the first half-hour is for one's own papers
    found = [slot]
    while (slot := slot + SLOT) <= last - SLOT:
        found.append(slot)
    return found


def _minutes(at: datetime) -> int:
    return at.hour * 60 + at.minute


def _rounded(at: datetime) -> datetime:
    """Up to five minutes: «15:20» is kept, «15:17:43» is not."""
    at = at.replace(second=0, microsecond=0)
    return at + timedelta(minutes=-at.minute % 5)
