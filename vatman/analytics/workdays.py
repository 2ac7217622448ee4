"""The days a planning meeting speaks of, and how far a month has come in working days."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from vatman.team.calendar import is_working, next_working, working_between
from vatman.ui.moments import short_date

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """The last working day and the days off after it, so that Saturday's sale is spoken of too. Both days belong to it."""

    since: date
    until: date

    @property
    def start(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.since, time()))

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        return timezone.make_aware(datetime.combine(self.until + DAY, time()))

    def before(self) -> "Span":
        return span_of(last_working(self.since))

    def after(self) -> "Span":
        return span_of(self.until + DAY)

    def __str__(self) -> str:
        return (
            short_date(self.since)
            if self.since == self.until
            else f"{short_date(self.since)} — {short_date(self.until)}"
        )


def last_working(before: date) -> date:
    """The working day before this one."""
    day = before - DAY
    while not is_working(day):
        day -= DAY
    return day


def span_of(day: date) -> Span:
    """The span that a day belongs to."""
    since = last_working(day + DAY)
    return Span(since, next_working(since + DAY) - DAY)


@dataclass(frozen=True)
class Month:
    """`passed` of `total` working days are behind us; today is still to be worked."""

    start: date
    end: date
    passed: int
    total: int

    @property
    def left(self) -> int:
        return self.total - self.passed

    @property
    def is_over(self) -> bool:
        return self.left == 0

    @property
    def next(self) -> date:
        return self.end + DAY

    @property
    def previous(self) -> date:
        return (self.start - DAY).replace(day=1)


def month_of(day: date, today: date) -> Month:
    start = day.replace(day=1)
    end = (start + timedelta(days=31)).replace(day=1) - DAY
    eve = start - DAY
    return Month(start, end, working_between(eve, min(today - DAY, end)), working_between(eve, end))
