"""Periods people ask about, and the one before to compare with."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vatman.ui.moments import short_date


@dataclass(frozen=True)
class Period:
    """Both days belong to it."""

    start: date
    end: date

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    def before(self) -> "Period":
        """The same length just before; for whole months as many whole months."""
        if self.start.day == 1 and (self.end + timedelta(days=1)).day == 1:
            months = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1
            return Period(_months_later(self.start, -months), self.start - timedelta(days=1))
        return Period(self.start - timedelta(days=self.days), self.start - timedelta(days=1))

    def __str__(self) -> str:
        return f"{short_date(self.start)} — {short_date(self.end)}"


def _months_later(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def _month_end(day: date) -> date:
    return _months_later(day.replace(day=1), 1) - timedelta(days=1)


CHOICES = {
    "month": _("этот месяц"),
    "last_month": _("прошлый месяц"),
    "quarter": _("этот квартал"),
    "last_quarter": _("прошлый квартал"),
    "year": _("12 месяцев"),
}


def named(name: str, today: date | None = None) -> Period:
    """The period of a name of CHOICES; the quarter for any other."""
    today = today or timezone.localdate()
    month = today.replace(day=1)
    quarter = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    periods = {
        "month": Period(month, _month_end(today)),
        "last_month": Period(_months_later(month, -1), month - timedelta(days=1)),
        "last_quarter": Period(_months_later(quarter, -3), quarter - timedelta(days=1)),
        "year": Period(_months_later(month, -11), _month_end(today)),
    }
    return periods.get(name, Period(quarter, _months_later(quarter, 3) - timedelta(days=1)))


def chosen(name: str, start: date | None, end: date | None) -> Period:
    """The typed days if both are there and in order, else the named period."""
    return Period(start, end) if start and end and start <= end else named(name)
