"""The task keys of a sales floor mean what a colleague would mean."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from vatman.tasks.presets import due

MOSCOW = ZoneInfo("Europe/Moscow")
FRIDAY_NOON = datetime(2026, 11, 20, 12, 0, tzinfo=MOSCOW)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("hour", datetime(2026, 11, 20, 13, 0, tzinfo=MOSCOW)),
        ("evening", datetime(2026, 11, 20, 17, 0, tzinfo=MOSCOW)),
        ("tomorrow", datetime(2026, 11, 23, 10, 0, tzinfo=MOSCOW)),
        ("three", date(2026, 11, 25)),
        ("monday", date(2026, 11, 23)),
        ("month", date(2026, 12, 21)),
    ],
)
def test_on_a_friday(key, expected):
    assert due(key, FRIDAY_NOON) == expected


def test_this_evening_said_at_night_is_the_next_working_morning():
    assert due("evening", datetime(2026, 11, 20, 19, 0, tzinfo=MOSCOW)) == datetime(2026, 11, 23, 10, 0, tzinfo=MOSCOW)


def test_a_month_from_the_thirty_first_is_the_end_of_the_next():
    assert due("month", datetime(2026, 8, 31, 12, 0, tzinfo=MOSCOW)) == date(2026, 9, 30)
