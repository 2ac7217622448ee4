"""A1.10, A1.11: money that came, what is left, and the day promised to the client."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from vatman.deals.models import Deal, ListChoice, LossReason, Payment
from vatman.events.models import Event
from vatman.events.undoing import undo_event
from vatman.web.errors import Refused

HTMX = {"HTTP_HX_REQUEST": "true"}


def text(response):
    return re.sub(r"\s+", " ", response.content.decode().replace("\u00a0", " "))


def rows(world, query, member=None):
    page = text(world.browser(member or world.olga).get(f"/deals?{query}"))
    return sorted(map(int, re.findall(r'id="row-(\d+)"', page)))


def test_prepayment_and_rest(world):
    event = world.calendars.take_payment(Decimal(20000), note="предоплата", by=world.anna)
    assert (world.calendars.paid, world.calendars.left) == (20000, 30000)
    assert event.sentence.replace("\u00a0", " ").startswith("Оплата 20 000 ₽, ")
    world.calendars.take_payment(Decimal("30000.00"), by=world.anna)
    assert Deal.objects.get(pk=world.calendars.pk).left == 0
    assert world.calendars.take_payment(Decimal(-500), by=world.anna).sentence.startswith("Возврат 500")


def test_a_payment_is_taken_back_and_brought_back(world):
    event = world.calendars.take_payment(Decimal(20000), on=timezone.localdate() - timedelta(days=3), by=world.anna)
    undo_event(event, by=world.anna)
    assert Deal.objects.get(pk=world.calendars.pk).paid == 0
    dropped = Event.objects.get(kind="deal.payment_dropped")
    undo_event(dropped, by=world.anna)
    assert Deal.objects.get(pk=world.calendars.pk).paid == 20000
    assert world.calendars.payments.get().paid_on == timezone.localdate() - timedelta(days=3)
    assert world.calendars.drop_payment(10**9, by=world.anna) is None


def test_money_of_tomorrow_has_not_come(world):
    for amount, day in ((0, 0), (100, 1), (10**12, 0)):
        with pytest.raises(Refused):
            world.calendars.take_payment(Decimal(amount), on=timezone.localdate() + timedelta(days=day), by=world.anna)
    assert not Payment.objects.exists()


def test_many_payments_are_one_stroke(world, django_assert_max_num_queries):
    today = timezone.localdate()
    payments = [
        Payment(deal=deal, amount=Decimal(1000 + number), paid_on=today)
        for number in range(50)
        for deal in (world.calendars, world.booklets)
    ]
    with django_assert_max_num_queries(10):
        Deal.objects.take_payments(payments, by=world.olga)
    assert Deal.objects.get(pk=world.booklets.pk).paid == sum(1000 + number for number in range(50))
    assert Event.objects.filter(kind="deal.paid").count() == 100


def test_a_payment_is_typed_in_a_window_that_knows_the_rest(world):
    browser, url = world.browser(world.anna), f"/deals/{world.calendars.pk}/payments"
    world.calendars.take_payment(Decimal(20000), by=world.anna)
    assert 'value="30000"' in text(browser.get(url))
    answer = text(
        browser.post(url, {"amount": "12 500,50", "paid_on": timezone.localdate(), "note": "по счёту"}, **HTMX)
    )
    assert "осталось 17 499,50 ₽" in answer
    assert "по счёту" in answer
    answer = browser.post(url, {"amount": "много", "paid_on": timezone.localdate()}, **HTMX)
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (422, "#dialog")
    tomorrow = timezone.localdate() + timedelta(days=1)
    answer = browser.post(url, {"amount": "5", "paid_on": tomorrow}, **HTMX)
    assert "деньги ещё не пришли" in text(answer)
    browser.post(f"{url}/{world.calendars.payments.first().pk}/removal", **HTMX)
    assert Deal.objects.get(pk=world.calendars.pk).paid == Decimal("12500.50")


def test_who_owes_is_found_sold_deals_too(world):
    world.calendars.take_payment(Decimal(50000), by=world.anna)
    assert rows(world, "unpaid=1") == [world.booklets.pk]
    world.booklets.win(by=world.boris)
    assert rows(world, "unpaid=1") == [world.booklets.pk]
    assert rows(world, "unpaid=1", world.anna) == []
    world.booklets.reopen(by=world.boris)
    world.booklets.lose(LossReason.objects.first(), by=world.boris)
    assert rows(world, "unpaid=1") == []


def test_money_and_promises_stand_in_the_list(world):
    ListChoice.objects.create(member=world.olga, columns=["title", "paid", "left", "promised_on"])
    world.calendars.take_payment(Decimal(20000), by=world.anna)
    world.calendars.change(by=world.anna, promised_on=timezone.localdate())
    page = text(world.browser(world.olga).get("/deals"))
    assert '<td class="paid num">20 000 ₽</td><td class="left num">30 000 ₽</td>' in page
    assert "Обещали к" in page


def test_promises_are_kept_in_sight(world):
    today = timezone.localdate()
    world.calendars.change(by=world.anna, promised_on=today - timedelta(days=1))
    world.booklets.change(by=world.boris, promised_on=today + timedelta(days=6))
    assert rows(world, "promised=late") == [world.calendars.pk]
    assert rows(world, "promised=week") == [world.booklets.pk]
    assert rows(world, "promised=today") == rows(world, "promised=none") == []
    assert "Обещанный день прошёл" in text(world.browser(world.olga).get("/board?promised=late"))


def test_the_one_who_only_looks_takes_no_money(world):
    browser = world.browser(world.nina)
    assert browser.post(f"/deals/{world.calendars.pk}/payments", {"amount": "5"}, **HTMX).status_code == 403
    assert "оплата</button>" not in text(browser.get(f"/deals/{world.calendars.pk}"))
