"""Numbers and days as people here write them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import timezone

from vatman.ui import icons, moments, numbers


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("84000"), "84 000 ₽"),
        (Decimal("1200.5"), "1 200,50 ₽"),
        (None, ""),
    ],
)
def test_sums_have_thin_spaces(value, shown):
    assert numbers.money(value).replace(numbers.THIN, " ") == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (15_600_000, "15,6 млн"),
        (2_000_000, "2 млн"),
        (840_000, "840 тыс."),
        (84_000, "84 000"),
        (None, "0"),
        (1_250_000_000, "1,2 млрд"),
    ],
)
def test_big_sums_are_short(value, shown):
    assert numbers.short(value).replace(numbers.THIN, " ") == shown


def test_near_days_have_names():
    today = timezone.localdate()
    assert [moments.day(today + timedelta(days=step)) for step in (-1, 0, 1)] == ["вчера", "сегодня", "завтра"]
    assert moments.short_date(date(2024, 11, 20)) == "20 ноя 2024"


def test_an_icon_is_a_reference_into_the_sprite():
    drawn = Template('{% icon "phone" %}').render(Context())
    assert "#phone" in drawn
    assert '<symbol id="phone"' in icons.sprite()
