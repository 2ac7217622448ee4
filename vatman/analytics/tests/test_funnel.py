"""A1.13, A3.1: conversion from stage moves, by cohort; every number opens its deals and nobody counts another's."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from vatman.analytics.periods import Period, named
from vatman.analytics.queries import Cohort, by_owner, by_source, funnel, months
from vatman.deals.models import Deal, LossReason


@pytest.fixture
def cohort(world):
    today = timezone.localdate()
    return Cohort(world.olga, world.pipeline, Period(today, today))


def entered(found):
    return {line.stage.key: (line.entered, line.advanced) for line in found.lines}


def test_everyone_enters_the_first_stage(cohort):
    assert entered(funnel(cohort)) == {
        "request": (2, 0),
        "first_call": (0, 0),
        "send_quote": (0, 0),
        "meeting": (0, 0),
        "won": (0, 0),
    }


def test_skipped_stages_count_as_passed(world, cohort):
    world.calendars.move_to(world.stage("won"), by=world.anna)
    found = funnel(cohort)
    assert entered(found) == {
        "request": (2, 1),
        "first_call": (1, 1),
        "send_quote": (1, 1),
        "meeting": (1, 1),
        "won": (1, 0),
    }
    assert (found.won, found.won_sum, found.conversion) == (1, Decimal(50000), 0.5)


def test_a_return_enters_nothing_twice_and_forgets_nothing(world, cohort):
    for key in ("first_call", "send_quote", "request", "first_call"):
        world.calendars.move_to(world.stage(key), by=world.anna)
    assert entered(funnel(cohort))["send_quote"] == (1, 0)
    assert entered(funnel(cohort))["first_call"] == (1, 1)


def test_a_lost_deal_stays_where_it_had_come_to(world, cohort):
    world.calendars.move_to(world.stage("first_call"), by=world.anna)
    world.calendars.lose(LossReason.objects.first(), by=world.anna)
    assert entered(funnel(cohort))["first_call"] == (1, 0)


def test_the_time_in_a_stage_is_the_median_of_what_deals_spent(world, cohort):
    for deal, days in ((world.calendars, 2), (world.booklets, 4)):
        Deal.objects.filter(pk=deal.pk).update(stage_since=timezone.now() - timedelta(days=days))
        deal.refresh_from_db()
        deal.move_to(world.stage("first_call"), by=world.olga)
    assert funnel(cohort).lines[0].median_days == pytest.approx(3, abs=0.01)


def test_a_manager_counts_only_his_own(world, cohort):
    mine = Cohort(world.anna, cohort.pipeline, cohort.period)
    assert funnel(mine).total == 1
    assert [row["owner__name"] for row in by_owner(mine)] == ["Анна Аистова"]


def test_by_manager_and_by_source(world, cohort):
    world.calendars.move_to(world.stage("won"), by=world.anna)
    rows = by_owner(cohort)
    assert [(row["owner__name"], row["requests"], row["won"]) for row in rows] == [
        ("Анна Аистова", 1, 1),
        ("Борис Белов", 1, 0),
    ]
    assert [(row["source__name"], row["requests"]) for row in by_source(cohort)] == [(None, 2)]


def test_twelve_months_end_with_this_one(world, cohort):
    world.calendars.move_to(world.stage("won"), by=world.anna)
    rows = months(cohort)
    assert len(rows) == 12
    assert (rows[-1]["requests"], rows[-1]["won"], rows[-1]["won_sum"]) == (2, 1, 50000)


@pytest.mark.parametrize(
    ("name", "start", "end", "before"),
    [
        ("month", date(2026, 11, 1), date(2026, 11, 30), date(2026, 10, 1)),
        ("last_month", date(2026, 10, 1), date(2026, 10, 31), date(2026, 9, 1)),
        ("quarter", date(2026, 10, 1), date(2026, 12, 31), date(2026, 7, 1)),
        ("last_quarter", date(2026, 7, 1), date(2026, 9, 30), date(2026, 4, 1)),
        ("year", date(2025, 12, 1), date(2026, 11, 30), date(2024, 12, 1)),
    ],
)
def test_periods(name, start, end, before):
    period = named(name, date(2026, 11, 24))
    assert (period.start, period.end, period.before().start) == (start, end, before)


def test_every_number_opens_its_deals(world, cohort):
    world.calendars.move_to(world.stage("first_call"), by=world.anna)
    days = {"start": cohort.period.start, "end": cohort.period.end, "stage": world.stage("first_call").pk}
    page = world.browser(world.olga).get(reverse("report_deals"), days).content.decode()
    assert ("Календари" in page, "Буклеты" in page) == (True, False)


def test_the_page_takes_few_queries(world, django_assert_max_num_queries):
    browser = world.browser(world.olga)
    with django_assert_max_num_queries(24):
        assert browser.get(reverse("reports")).status_code == 200


def test_a_worker_has_no_reports(world):
    assert world.browser(world.tsvetana).get(reverse("reports")).status_code == 403
