"""A1.13: why deals are lost, by the stage they were lost in; and the funnel against the period before, in one sentence."""

from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from vatman.analytics.periods import Period
from vatman.analytics.queries import Cohort, change, funnel, losses
from vatman.deals.models import Deal, LossReason, StageMove


@pytest.fixture
def cohort(world):
    today = timezone.localdate()
    return Cohort(world.olga, world.pipeline, Period(today, today))


def lose(deal, stage, reason, by):
    deal.move_to(stage, by=by)
    deal.lose(LossReason.objects.get(key=reason), by=by)


def test_reasons_by_the_stage_they_were_lost_in(world, cohort):
    lose(world.calendars, world.stage("first_call"), "price", world.anna)
    lose(world.booklets, world.stage("meeting"), "competitor", world.boris)
    found = [(str(one.stage), one.deals, one.amount, [row["deals"] for row in one.reasons]) for one in losses(cohort)]
    assert found == [("Первый звонок", 1, 50000, [1]), ("Встреча", 1, 120000, [1])]


def test_a_deal_lost_twice_counts_where_it_was_lost_last(world, cohort):
    lose(world.calendars, world.stage("first_call"), "price", world.anna)
    world.calendars.reopen(by=world.anna)
    lose(world.calendars, world.stage("meeting"), "competitor", world.anna)
    assert [(one.stage.key, one.deals) for one in losses(cohort)] == [("meeting", 1)]


def test_a_manager_counts_only_his_own_losses(world, cohort):
    lose(world.booklets, world.stage("meeting"), "price", world.boris)
    assert losses(Cohort(world.anna, cohort.pipeline, cohort.period)) == []


def test_every_loss_opens_its_deals(world, cohort):
    lose(world.calendars, world.stage("first_call"), "price", world.anna)
    lose(world.booklets, world.stage("first_call"), "competitor", world.boris)
    price, day = LossReason.objects.get(key="price"), cohort.period.start
    asked = {"start": day, "end": day, "lost": 1, "lost_in": world.stage("first_call").pk}
    browser = world.browser(world.olga)
    both = browser.get(reverse("report_deals"), asked).content.decode()
    one = browser.get(reverse("report_deals"), asked | {"reason": price.pk}).content.decode()
    assert ("Календари" in both, "Буклеты" in both) == (True, True)
    assert ("Календари" in one, "Буклеты" in one) == (True, False)
    page = browser.get(reverse("reports"), {"start": day, "end": day}).content.decode()
    assert f"reason={price.pk}" in page


@pytest.fixture
def thirty(world):
    """The last thirty days with two requests of today, and the thirty before with one; a day of it is a day of now."""
    today = timezone.localdate()
    return Cohort(world.olga, world.pipeline, Period(today - timedelta(days=29), today))


def begun(world, day, closed=None):
    deal = Deal.objects.start(by=world.anna, title="Прежняя", amount=1000)
    if closed:
        deal.win(by=world.anna)
    at = timezone.make_aware(datetime.combine(day, time(12)))
    StageMove.objects.filter(deal=deal, was=None).update(at=at)
    if closed:
        StageMove.objects.filter(deal=deal, was__isnull=False).update(at=at + (closed - day))
    Deal.objects.filter(pk=deal.pk).update(started_on=day, closed_on=closed)


def test_the_period_before_is_looked_at_when_it_was_as_old(world, thirty):
    """Its sale that came later is no reason to say that now is worse: those of now may still come."""
    start = thirty.before().period.start
    begun(world, start, closed=start + timedelta(days=5))
    begun(world, start, closed=start + timedelta(days=45))
    was = funnel(thirty).was
    assert (was.total, was.won) == (2, 1)


def test_what_began_later_in_a_month_not_yet_over_is_left_out(world):
    today = timezone.localdate()
    cohort = Cohort(world.olga, world.pipeline, Period(today, today + timedelta(days=9)))
    begun(world, cohort.before().period.start)
    begun(world, cohort.before().period.end)
    assert funnel(cohort).was.total == 1


def test_the_sentence_says_what_has_changed(world, thirty):
    begun(world, thirty.before().period.start)
    world.calendars.win(by=world.anna)
    said = change(funnel(thirty)).replace("\u00a0", " ")
    assert "заявок 2 вместо 1 (+100 %), продано 1 вместо 0, на 50 000 ₽ вместо 0 ₽" in said
    assert "до продажи доходит 50 %, доходило 0 %" in said


def test_without_a_past_it_says_so(thirty):
    assert "сравнить не с чем" in change(funnel(thirty))
