"""When to come back to it, in one key: the habits of a sales floor (sales-floor.md, «Task keys»)."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vatman.team.calendar import add_working, next_working

Due = date | datetime
TEN, FIVE = time(10), time(17)


def _at(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))


def _this_evening(now: datetime) -> datetime:
    five = _at(now.date(), FIVE)
    return five if five > now else _at(next_working(now.date() + timedelta(days=1)), TEN)


def _monday(now: datetime) -> date:
    return next_working(now.date() + timedelta(days=7 - now.weekday()))


def _month(now: datetime) -> date:
    count = now.year * 12 + now.month
    first = date(count // 12, count % 12 + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return next_working(first.replace(day=min(now.day, last.day)))


PRESETS: dict[str, tuple[object, Callable[[datetime], Due]]] = {
    "hour": (_("через час"), lambda now: (now + timedelta(hours=1)).replace(second=0, microsecond=0)),
    "evening": (_("сегодня 17:00"), _this_evening),
    "tomorrow": (_("завтра 10:00"), lambda now: _at(next_working(now.date() + timedelta(days=1)), TEN)),
    "three": (_("через 3 дня"), lambda now: add_working(now.date(), 3)),
    "monday": (_("в понедельник"), _monday),
    "month": (_("через месяц"), _month),
}


def choices() -> list[tuple[str, object]]:
    return [(key, words) for key, (words, _when) in PRESETS.items()]


def due(key: str, now: datetime | None = None) -> Due:
    """The moment or the day that a preset means now, in the member's zone. KeyError for an unknown one."""
    return PRESETS[key][1](timezone.localtime(now))
