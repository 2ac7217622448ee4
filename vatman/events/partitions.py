"""Monthly partitions of the log: made ahead of time, and for the past when history is filled in."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

AHEAD = 6


def ensure(start: date | None = None, end: date | None = None) -> list[str]:
    """Makes the partitions of every month from `start` to `end` that lack one; returns the new names."""
    today = timezone.localdate()
    made = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'events_event'::regclass")
        known = {row[0] for row in cursor.fetchall()}
        for month in _months(start or today, end or _later(today, AHEAD)):
            name = f"events_event_{month:%Y_%m}"
            bounds = [month.isoformat(), _later(month, 1).isoformat()]
            if name not in known and not _strayed(cursor, bounds):
                cursor.execute(f"CREATE TABLE {name} PARTITION OF events_event FOR VALUES FROM (%s) TO (%s)", bounds)
                made.append(name)
    return made


def _strayed(cursor: Any, bounds: list[str]) -> bool:
    """Events of that month went to the rest before it had a place: they stay there, readable all the same."""
    cursor.execute("SELECT EXISTS (SELECT FROM events_event_rest WHERE at >= %s AND at < %s)", bounds)
    return bool(cursor.fetchone()[0])


def _months(start: date, end: date) -> Iterator[date]:
    month = start.replace(day=1)
    while month <= end:
        yield month
        month = _later(month, 1)


def _later(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
