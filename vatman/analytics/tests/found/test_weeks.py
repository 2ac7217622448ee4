"""Answers A3.5: every week what came back of what was handed out, and what it brought."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from vatman.analytics.found.dealing import hand_out
from vatman.analytics.found.weeks import monday, week, weeks
from vatman.analytics.models import FoundDeal, Handout
from vatman.deals.models import Deal, LossReason
from vatman.tasks.models import Task

from .world import bought, quiet


@pytest.fixture
def given(world):
    """Boris's booklets and a small offer of Anna's, handed out ten days ago."""
    quiet(world, world.booklets, 28)
    quiet(world, Deal.objects.start(by=world.anna, title="КП", amount=7000, company=world.romashka), 28)
    hand_out("offers", by=world.olga)
    ten_days_ago()


def ten_days_ago():
    then = timezone.now() - timedelta(days=10)
    Handout.objects.update(at=then)
    FoundDeal.objects.update(since=timezone.localdate() - timedelta(days=10))


def this(viewer):
    found = week(viewer, monday())
    return found.done, found.back, found.won, found.brought


def test_nothing_handed_out_has_no_weeks(world):
    assert weeks(world.olga) == []


def test_each_week_since_the_first_handout_has_its_line(world, given):
    assert [one.start for one in weeks(world.olga)] == [
        monday() - timedelta(days=7) * place for place in range(2 + (timezone.localdate().weekday() < 3))
    ]
    assert this(world.olga) == (0, 0, 0, 0)


def test_moved_on_has_come_back_and_won_has_brought(world, given):
    Task.objects.get(deal=world.booklets).complete("берут", by=world.boris)
    world.booklets.move_to(world.stage("meeting"), by=world.boris)
    assert this(world.olga) == (1, 1, 0, 0)
    world.booklets.win(by=world.boris)
    assert this(world.olga) == (1, 1, 1, Decimal(120000))


def test_a_loss_has_not_come_back(world, given):
    world.booklets.lose(LossReason.objects.first(), by=world.boris)
    assert this(world.olga) == (0, 0, 0, 0)


def test_a_deal_given_twice_brings_its_sum_once(world, given):
    Task.objects.get(deal=world.booklets).trash(by=world.boris)
    hand_out("offers", by=world.boris)
    ten_days_ago()
    world.booklets.win(by=world.boris)
    assert this(world.olga) == (0, 1, 1, Decimal(120000))


def test_what_was_taken_back_brings_nothing(world, given):
    Handout.objects.get().undo(by=world.olga)
    world.booklets.win(by=world.boris)
    assert this(world.olga) == (0, 0, 0, 0)
    assert weeks(world.olga) == []


def test_a_regular_has_come_back_with_a_new_deal(world):
    last = bought(world, world.boris, [150, 120, 90], contact=world.petrova)[-1]
    quiet(world, world.booklets, 1).lose(LossReason.objects.first(), by=world.boris)
    hand_out("regulars", by=world.boris)
    ten_days_ago()
    assert this(world.boris) == (0, 0, 0, 0)
    new = Deal.objects.start(by=world.boris, title="Снова", amount=15000, contact=world.petrova)
    assert new.pk > last.pk
    assert this(world.boris) == (0, 1, 0, 0)
    new.win(by=world.boris)
    assert this(world.boris) == (0, 1, 1, Decimal(15000))


def test_a_manager_counts_only_his_own(world, given):
    world.booklets.win(by=world.boris)
    assert this(world.anna) == (0, 0, 0, 0)
    assert this(world.boris) == this(world.roman) == (0, 1, 1, Decimal(120000))
