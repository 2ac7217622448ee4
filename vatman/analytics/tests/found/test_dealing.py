"""Answers A3.5 and sales-floor.md «Found money»: handed out in doses into My day, taken back by one undo."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from vatman.analytics.found.dealing import hand_out
from vatman.analytics.found.heaps import found
from vatman.analytics.models import FoundDeal, Handout
from vatman.deals.models import Deal
from vatman.events.models import Event
from vatman.events.undoing import undo_event
from vatman.tasks.models import Task
from vatman.tasks.queries.day import my_day
from vatman.team.calendar import add_working, is_working
from vatman.web.errors import Conflict, Refused

from .world import bought, late, quiet


@pytest.fixture
def offers(world):
    """Five unanswered offers of Anna's, of 1 to 5 thousand, and Boris's booklets."""
    deals = []
    for number in range(1, 6):
        deal = Deal.objects.start(by=world.anna, title=f"КП {number}", amount=number * 1000, company=world.romashka)
        deals.append(quiet(world, deal, 8))
    quiet(world, world.booklets, 8)
    return deals


def planned(owner):
    """Day → titles of the deals that wait on it, in order of their making."""
    tasks = (
        Task.objects.open().filter(owner=owner, due_on__gt=timezone.localdate()).select_related("deal").order_by("pk")
    )
    days = {}
    for task in tasks:
        days.setdefault(task.due_on, set()).add(task.deal.title)
    return days


def after(count):
    return add_working(timezone.localdate(), count)


def test_so_many_a_day_the_largest_first_on_working_days(world, offers):
    given = hand_out("offers", by=world.olga, dose=2)
    assert planned(world.anna) == {after(1): {"КП 5", "КП 4"}, after(2): {"КП 3", "КП 2"}, after(3): {"КП 1"}}
    assert planned(world.boris) == {after(1): {"Буклеты"}}
    assert (given.deals, given.people, given.until) == (6, 2, after(3))
    assert all(is_working(day) for day in planned(world.anna))


def test_they_come_into_my_day_with_what_to_do(world, offers):
    hand_out("offers", by=world.olga)
    Task.objects.filter(owner=world.boris).update(due_on=timezone.localdate())
    lines = [line for section in my_day(world.boris, world.boris).sections for line in section.lines if line.task]
    assert [(line.task.title, line.deal.title) for line in lines] == [("Узнать решение по КП", "Буклеты")]


def test_what_is_given_stays_counted_and_is_not_given_twice(world, offers):
    hand_out("offers", by=world.olga)
    heap = next(one for one in found(world.olga).heaps if one.heap == "offers")
    assert (heap.whole.deals, heap.whole.given, heap.whole.left) == (6, 6, 0)
    with pytest.raises(Refused):
        hand_out("offers", by=world.olga)


def test_a_day_holds_no_more_than_the_dose_of_all_handouts(world, offers):
    quiet(world, world.calendars, 20, stage="meeting")
    Deal.objects.filter(pk=world.calendars.pk).update(amount=200_000)
    hand_out("offers", by=world.anna, dose=5)
    hand_out("big", by=world.anna, dose=5)
    assert {day: len(titles) for day, titles in planned(world.anna).items()} == {after(1): 5, after(2): 1}


def test_a_forgotten_call_is_put_off_not_doubled(world):
    late(world.call, 10)
    hand_out("forgotten", by=world.anna)
    world.call.refresh_from_db()
    world.calendars.refresh_from_db()
    assert (world.call.due_on, world.calendars.next_step_id) == (after(1), world.call.pk)
    assert Task.objects.filter(deal=world.calendars).count() == 1
    heap = next(one for one in found(world.anna).heaps if one.heap == "forgotten")
    assert (heap.whole.deals, heap.whole.given) == (1, 1)


def test_one_undo_takes_all_of_it_back(world, offers):
    late(world.call, 10)
    was = world.call.due_on
    for heap in ("offers", "forgotten"):
        given = hand_out(heap, by=world.roman)
        undo_event(given.event, by=world.roman)
    world.call.refresh_from_db()
    assert world.call.due_on == was
    assert planned(world.anna) == planned(world.boris) == {}
    assert not Deal.objects.filter(title__startswith="КП").exclude(next_step_id=None).exists()
    assert found(world.olga).whole.given == 0
    with pytest.raises(Conflict):
        given.handout.undo(by=world.roman)


def test_what_people_have_touched_since_stays(world, offers):
    given = hand_out("offers", by=world.roman)
    done, moved = Task.objects.open().filter(deal__title__in=["КП 1", "КП 2"]).order_by("deal__title")
    done.complete("берут", by=world.anna)
    moved.postpone(to=after(9), by=world.anna)
    undo_event(given.event, by=world.roman)
    assert planned(world.anna) == {after(9): {"КП 2"}}
    done.refresh_from_db()
    assert (done.trashed_at, done.result) == (None, "берут")


def test_a_manager_hands_out_his_own_alone(world, offers):
    given = hand_out("offers", by=world.boris)
    assert (given.deals, planned(world.anna)) == (1, {})


def test_one_persons_share_is_handed_out_by_his_head(world, offers):
    hand_out("offers", by=world.roman, owner=world.boris.pk)
    assert (len(planned(world.boris)), planned(world.anna)) == (1, {})


def test_a_regular_is_asked_to_order_again_and_then_left_alone(world):
    bought(world, world.boris, [150, 120, 90], contact=world.petrova)
    quiet(world, world.booklets, 200).win(by=world.boris)
    Deal.objects.filter(pk=world.booklets.pk).update(closed_on=timezone.localdate() - timedelta(days=60))
    hand_out("regulars", by=world.boris)
    task = Task.objects.open().get(owner=world.boris)
    assert task.title == "Пора заказывать: предложить повторить"
    assert found(world.boris).whole.given == 1
    task.complete("закажет в январе", by=world.boris)
    assert not found(world.boris)


def test_the_log_tells_of_each_task_and_of_the_whole(world, offers):
    given = hand_out("offers", by=world.roman)
    assert given.event.sentence == "КП без ответа: 6 сделок розданы в «Мой день»"
    told = Event.objects.filter(origin=f"found:{given.handout.pk}")
    assert sorted(told.values_list("kind", flat=True)) == ["handout.made", *["task.planned"] * 6]
    assert FoundDeal.objects.filter(handout=given.handout).count() == 6


def test_another_manager_takes_nothing_back(world, offers):
    given = hand_out("offers", by=world.roman)
    browser = world.browser(world.anna)
    assert browser.post(reverse("undo", args=[given.event.id])).status_code == 422
    assert Handout.objects.filter(undone_at=None).count() == 1
