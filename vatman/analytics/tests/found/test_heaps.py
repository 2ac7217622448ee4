"""Answers A3.5, A1.10 and sales-floor.md «Found money»: forgotten calls, unanswered offers, regulars past their time, big and silent."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from vatman.analytics.found.heaps import found
from vatman.analytics.models import FoundRules
from vatman.clients.models import Company, Contact
from vatman.deals.models import Deal, LossReason
from vatman.tasks.actions.log_call import log_call
from vatman.tasks.models import Task

from .world import age, bought, late, quiet


def heaps(viewer):
    """Heap → (deals, sum) of those that hold anything."""
    return {one.heap.value: (one.whole.deals, one.whole.amount) for one in found(viewer).heaps if one.whole.deals}


def test_a_fresh_department_has_forgotten_nothing(world):
    assert not found(world.olga)


def test_a_call_late_by_more_than_three_days_is_forgotten(world):
    late(world.call, 3)
    assert heaps(world.olga) == {}
    late(world.call, 4)
    assert heaps(world.olga) == {"forgotten": (1, Decimal(50000))}


def test_an_offer_without_an_answer(world):
    quiet(world, world.booklets, 8)
    assert heaps(world.olga) == {"offers": (1, Decimal(120000))}


@pytest.mark.parametrize("sign", ["note", "task", "call", "move", "plan", "sleep"])
def test_a_sign_of_life_or_a_plan_answers_an_offer(world, sign):
    deal = quiet(world, world.booklets, 8)
    FoundRules.get().change(by=world.olga, big_from=1_000_000)
    if sign == "note":
        deal.add_note("думают", by=world.boris)
    elif sign == "task":
        Task.objects.plan("Узнать", by=world.boris, deal=deal).complete(by=world.boris)
    elif sign == "call":
        log_call(deal, "no_answer", by=world.boris, plans=False)
    elif sign == "move":
        deal.move_to(world.stage("meeting"), by=world.boris)
        deal.move_to(world.stage("send_quote"), by=world.boris)
    elif sign == "plan":
        Task.objects.plan("Узнать", by=world.boris, deal=deal, on=timezone.localdate() + timedelta(days=2))
    else:
        deal.sleep_until(timezone.localdate() + timedelta(days=30), by=world.boris)
    assert heaps(world.olga) == {}


def test_a_big_deal_that_is_silent_whatever_is_planned(world):
    deal = quiet(world, world.booklets, 15, stage="meeting")
    Task.objects.plan("Встретиться", by=world.boris, deal=deal, on=timezone.localdate() + timedelta(days=20))
    assert heaps(world.olga) == {"big": (1, Decimal(120000))}
    FoundRules.get().change(by=world.olga, big_from=120_001)
    assert heaps(world.olga) == {}


def test_the_big_one_silent_longest_stands_first(world):
    quiet(world, world.booklets, 20, stage="meeting")
    older = Deal.objects.start(by=world.anna, title="Старая", amount=100_000, company=world.romashka)
    quiet(world, older, 40, stage="meeting")
    big = next(one for one in found(world.olga).heaps if one.heap == "big")
    assert [row.deal.title for row in big.rows] == ["Старая", "Буклеты"]
    assert big.rows[0].quiet == timezone.localdate() - timedelta(days=40)


def test_each_deal_lies_in_one_heap_so_the_sums_may_be_added(world):
    task = Task.objects.plan("Узнать решение", by=world.boris, deal=world.booklets)
    world.booklets.move_to(world.stage("send_quote"), by=world.boris)
    age(world.booklets, 30)
    late(task, 20)
    whole = found(world.olga)
    assert heaps(world.olga) == {"forgotten": (1, Decimal(120000))}
    assert whole.whole.amount == Decimal(120000)


def test_a_regular_past_his_own_time(world):
    """Bought every 30 days, the median of 28, 30 and 60; the last time 40 days ago: late by more than a fifth."""
    bought(world, world.anna, [158, 130, 100, 40], company=world.romashka, amount=20_000)
    world.calendars.win(by=world.anna)
    Deal.objects.filter(pk=world.calendars.pk).update(closed_on=timezone.localdate() - timedelta(days=40))
    assert heaps(world.olga) == {"regulars": (1, Decimal(20000))}
    row = next(one for one in found(world.olga).heaps if one.heap == "regulars").rows[0]
    assert (row.orders, row.usual, row.last) == (4, 30, timezone.localdate() - timedelta(days=40))


@pytest.mark.parametrize(
    ("days", "why"),
    [
        ([90, 60, 33], "within a fifth of his time"),
        ([60, 40], "two orders are no habit"),
        ([1090, 1060, 1030], "gone for good"),
        ([50, 50, 50, 50], "one day is one order"),
    ],
)
def test_who_is_no_late_regular(world, days, why):
    bought(world, world.boris, days, contact=world.petrova)
    quiet(world, world.booklets, 0).lose(LossReason.objects.first(), by=world.boris)
    assert heaps(world.olga) == {}, why


def test_a_regular_with_an_open_deal_is_in_hand(world):
    bought(world, world.boris, [150, 120, 90], contact=world.petrova)
    assert heaps(world.olga) == {}


def test_people_without_a_company_are_regulars_too(world):
    lone = Contact.objects.meet(by=world.boris, last_name="Частников")
    bought(world, world.boris, [150, 120, 90], contact=lone)
    assert heaps(world.boris) == {"regulars": (1, Decimal(10000))}


def test_a_manager_counts_only_his_own(world):
    quiet(world, world.booklets, 8)
    late(world.call, 10)
    bought(world, world.boris, [150, 120, 90], company=Company.objects.meet(by=world.boris, name="Лютик"))
    assert heaps(world.anna) == {"forgotten": (1, Decimal(50000))}
    assert heaps(world.boris) == {"offers": (1, Decimal(120000)), "regulars": (1, Decimal(10000))}
    assert heaps(world.roman) == heaps(world.olga)
    assert heaps(world.tsvetana) == {}
    assert [one.owner.name for one in found(world.roman).owners] == ["Борис Белов", "Анна Аистова"]


def test_what_cannot_be_added_is_told_apart(world):
    for amount, currency in ((None, "RUB"), (900, "USD")):
        deal = Deal.objects.start(by=world.anna, title="КП", amount=amount, currency=currency, company=world.romashka)
        quiet(world, deal, 8)
    quiet(world, world.booklets, 8)
    whole = found(world.olga).whole
    assert (whole.deals, whole.amount, whole.blank, whole.other) == (3, Decimal(120000), 1, 1)


def test_rules_are_the_companys_own(world):
    quiet(world, world.booklets, 6, stage="meeting")
    assert heaps(world.olga) == {}
    event = FoundRules.get().change(by=world.olga, offer_days=5, offer_stages=[world.stage("meeting").pk])
    assert heaps(world.olga) == {"offers": (1, Decimal(120000))}
    assert event.sentence == "Изменено, что считать найденными деньгами"
    assert FoundRules.get().change(by=world.olga, offer_days=5) is None


def test_few_queries_however_much_there_is(world, django_assert_max_num_queries):
    for number in range(12):
        deal = Deal.objects.start(by=world.anna, title=f"КП {number}", amount=number, company=world.romashka)
        quiet(world, deal, 8)
    with django_assert_max_num_queries(9):
        assert found(world.roman).whole.deals == 12
