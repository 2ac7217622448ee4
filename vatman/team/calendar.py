"""Working days: Monday to Friday without the public holidays of the company's country."""

from datetime import date, timedelta
from functools import lru_cache

import holidays

COUNTRY = "RU"


@lru_cache(maxsize=64)
def _year(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays(COUNTRY, years=year))


def is_working(day: date) -> bool:
    return day.weekday() < 5 and day not in _year(day.year)


def next_working(day: date) -> date:
    """`day` itself if people work on it, else the next day they do."""
    while not is_working(day):
        day += timedelta(days=1)
    return day


@lru_cache(maxsize=4096)
def add_working(day: date, count: int) -> date:
    """The `count`-th working day after `day`."""
    for _step in range(count):
        day = next_working(day + timedelta(days=1))
    return day


@lru_cache(maxsize=4096)
def working_between(start: date, end: date) -> int:
    """Working days passed from `start` to `end`, the first not counted; 0 where `end` is not later."""
    return sum(is_working(start + timedelta(days=step)) for step in range(1, (end - start).days + 1))
