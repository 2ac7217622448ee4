"""A3.5: when a regular is expected to order again, from his own rhythm, stands on his card."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from vatman.deals.models import Deal
from vatman.deals.rhythm import rhythm


def days(*ago):
    return [timezone.localdate() - timedelta(days=one) for one in ago]


def panel(world, member=None):
    page = world.browser(member or world.anna).get(f"/companies/{world.romashka.pk}").content.decode()
    return re.sub(r"\s+", " ", page.partition('id="deals-panel"')[2].partition("</section>")[0].replace("\u00a0", " "))


def bought(world, *ago):
    for day in days(*ago):
        deal = Deal.objects.start(by=world.anna, title="Визитки", company=world.romashka, amount=5000)
        deal.win(by=world.anna)
        Deal.objects.filter(pk=deal.pk).update(closed_on=day)


def test_the_rhythm_is_the_median_of_what_lay_between():
    found = rhythm([date(2026, 1, 1), date(2026, 2, 1), date(2026, 2, 1), date(2026, 3, 1), date(2026, 7, 1)])
    assert (found.orders, found.usual, found.last, found.next) == (4, 31, date(2026, 7, 1), date(2026, 8, 1))


@pytest.mark.parametrize("ago", [(), (5,), (40, 5), (5, 5, 5)])
def test_two_orders_are_no_habit(ago):
    assert rhythm(days(*ago)) is None


@pytest.mark.parametrize(
    ("ago", "due", "gone"),
    [
        ((80, 50, 20), False, False),
        ((90, 60, 30), True, False),
        ((450, 420, 390), True, False),
        ((900, 870, 840), False, True),
    ],
)
def test_who_is_late_and_who_is_gone(ago, due, gone):
    found = rhythm(days(*ago))
    assert (found.is_due, found.is_gone) == (due, gone)


def test_the_card_says_when_to_expect_the_next_order(world):
    world.calendars.trash(by=world.anna)
    bought(world, 100, 70, 10)
    shown = panel(world)
    assert "Берёт раз в 45 дней" in shown
    assert "Ждём к" in shown
    assert "/repeats" in shown
    assert "/repeats" not in panel(world, world.nina)


def test_a_late_regular_burns_unless_the_next_order_is_in_hand(world):
    bought(world, 100, 70, 40)
    assert "Следующий заказ уже в работе" in panel(world)
    world.calendars.trash(by=world.anna)
    assert "Пора: ждали к" in panel(world)
