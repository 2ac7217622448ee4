"""«Спит до»: off the board and burning, back in the morning of the day as a task. Answers A1.3."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from tests.api.calls import API, caller, made
from vatman.deals.jobs import wake
from vatman.deals.models import Deal
from vatman.events.models import Event
from vatman.events.undoing import undo_event
from vatman.tasks.models import Task

TODAY = timezone.localdate()
DAY, LATER = TODAY + timedelta(days=7), TODAY + timedelta(days=20)


def steps(deal):
    return [
        (task.title, task.due_on, task.owner)
        for task in deal.tasks.filter(done_at=None, trashed_at=None).order_by("pk")
    ]


@pytest.fixture
def quiet(world):
    """A deal of Anna with no step at all."""
    return Deal.objects.start(by=world.anna, title="Плакаты", company=world.romashka)


def test_without_a_step_it_comes_back_with_a_task(world, quiet):
    quiet.sleep_until(DAY, by=world.anna)
    assert steps(quiet) == [("Вернуться к сделке", DAY, world.anna)]
    quiet.refresh_from_db()
    assert timezone.localdate(quiet.next_step_at) == DAY


def test_nobodys_comes_back_to_who_put_it_to_sleep(world, quiet):
    quiet.assign(None, by=world.roman)
    quiet.sleep_until(DAY, by=world.anna)
    assert steps(quiet) == [("Вернуться к сделке", DAY, world.anna)]


def test_what_was_planned_before_waits_for_the_morning(world):
    Task.objects.filter(pk=world.call.pk).update(due_on=TODAY - timedelta(days=2))
    theirs = Task.objects.plan("Напечатать", by=world.olga, owner=world.tsvetana, deal=world.calendars)
    after = Task.objects.plan("Поздравить", by=world.anna, deal=world.calendars, on=LATER)
    world.calendars.sleep_until(DAY, by=world.anna)
    assert steps(world.calendars) == [
        ("Узнать тираж", DAY, world.anna),
        (theirs.title, TODAY, world.tsvetana),
        (after.title, LATER, world.anna),
    ]
    day = world.browser(world.anna).get("/day").content.decode()
    assert "Узнать тираж" not in day


def test_an_hour_comes_back_when_the_sleep_is_undone(world):
    at = timezone.make_aware(datetime.combine(TODAY - timedelta(days=1), datetime.min.time().replace(hour=15)))
    world.call.postpone(to=at, by=world.anna)
    event = world.calendars.sleep_until(DAY, by=world.anna)
    undo_event(event, by=world.anna)
    world.call.refresh_from_db()
    world.calendars.refresh_from_db()
    assert (world.call.due_at, world.calendars.sleeps_until, world.calendars.next_step_at) == (at, None, at)


def test_another_day_moves_its_task_either_way(world, quiet):
    first = quiet.sleep_until(DAY, by=world.anna)
    assert first.detail.until == DAY.isoformat()
    second = quiet.sleep_until(LATER, by=world.anna)
    assert steps(quiet) == [("Вернуться к сделке", LATER, world.anna)]
    quiet.sleep_until(DAY, by=world.anna)
    assert steps(quiet) == [("Вернуться к сделке", DAY, world.anna)]
    world.calendars.sleep_until(LATER, by=world.anna)
    world.calendars.sleep_until(DAY, by=world.anna)
    assert steps(world.calendars) == [("Узнать тираж", DAY, world.anna)]
    assert second.detail.was == DAY.isoformat()


def test_woken_early_it_needs_no_morning(world, quiet):
    quiet.sleep_until(DAY, by=world.anna)
    event = quiet.sleep_until(None, by=world.anna)
    assert steps(quiet) == []
    undo_event(event, by=world.anna)
    assert steps(quiet) == [("Вернуться к сделке", DAY, world.anna)]
    assert Task.objects.filter(deal=quiet).count() == 1
    Task.objects.filter(pk=world.call.pk).update(due_on=TODAY - timedelta(days=2))
    world.calendars.sleep_until(DAY, by=world.anna)
    world.calendars.sleep_until(None, by=world.anna)
    assert steps(world.calendars) == [("Узнать тираж", TODAY, world.anna)]


def test_undoing_a_change_of_the_day_gives_the_day_before(world, quiet):
    quiet.sleep_until(DAY, by=world.anna)
    undo_event(quiet.sleep_until(LATER, by=world.anna), by=world.anna)
    quiet.refresh_from_db()
    assert (quiet.sleeps_until, steps(quiet)) == (DAY, [("Вернуться к сделке", DAY, world.anna)])


def test_what_people_moved_since_is_theirs(world):
    world.calendars.sleep_until(DAY, by=world.anna)
    world.call.refresh_from_db()
    world.call.postpone(to=TODAY + timedelta(days=1), by=world.anna)
    Deal.objects.get(pk=world.calendars.pk).sleep_until(None, by=world.anna)
    assert steps(world.calendars) == [("Узнать тираж", TODAY + timedelta(days=1), world.anna)]


def test_in_the_morning_it_is_awake_and_stands_in_my_day(world, quiet):
    quiet.sleep_until(DAY, by=world.anna)
    Deal.objects.filter(pk=quiet.pk).update(sleeps_until=TODAY)
    Task.objects.filter(deal=quiet).update(due_on=TODAY)
    Deal.objects.retell_steps([quiet.pk])
    wake()
    quiet.refresh_from_db()
    assert (quiet.sleeps_until, quiet.morning) == (None, {})
    assert steps(quiet) == [("Вернуться к сделке", TODAY, world.anna)]
    assert Event.objects.of(quiet).filter(kind="deal.woken", actor=None).exists()
    assert "Вернуться к сделке" in world.browser(world.anna).get("/day").content.decode()
    assert Deal.objects.wake_all() == 0


def test_one_that_fell_asleep_in_an_older_version_wakes_with_a_task_too(world, quiet):
    """As does one that a file has put to sleep: no task waits for it."""
    nobodys = Deal.objects.start(by=world.anna, title="Ничья")
    Deal.objects.filter(pk=nobodys.pk).update(owner=None)
    late = Deal.objects.start(by=world.anna, title="Давно проснулась")
    Task.objects.plan("Позже", by=world.anna, deal=late, on=LATER)
    Task.objects.plan("Позже", by=world.anna, deal=quiet, on=LATER)
    Deal.objects.filter(pk__in=[quiet.pk, nobodys.pk]).update(sleeps_until=TODAY)
    Deal.objects.filter(pk=late.pk).update(sleeps_until=TODAY - timedelta(days=60))
    Deal.objects.filter(pk=world.calendars.pk).update(sleeps_until=TODAY)  # has a step today
    Deal.objects.filter(pk=world.booklets.pk).update(sleeps_until=DAY)
    assert Deal.objects.wake_all() == 4
    assert steps(quiet) == [("Позже", LATER, world.anna), ("Вернуться к сделке", TODAY, world.anna)]
    assert steps(nobodys) == [("Вернуться к сделке", TODAY, None)]
    assert steps(late) == [("Позже", LATER, world.anna)]
    assert steps(world.calendars) == [("Узнать тираж", TODAY, world.anna)]
    assert Deal.objects.get(pk=world.booklets.pk).sleeps_until == DAY


def test_given_to_another_it_wakes_with_him(world, quiet):
    quiet.sleep_until(DAY, by=world.anna)
    quiet.assign(world.boris, by=world.roman)
    Deal.objects.filter(pk=quiet.pk).update(sleeps_until=TODAY, next_step_at=timezone.now())
    Deal.objects.wake_all()
    assert steps(quiet) == [("Вернуться к сделке", DAY, world.boris)]


def test_closed_and_trashed_ones_do_not_wake(world, quiet):
    Deal.objects.filter(pk__in=[quiet.pk, world.booklets.pk]).update(sleeps_until=TODAY)
    quiet.trash(by=world.anna)
    world.booklets.win(by=world.boris)
    assert Deal.objects.wake_all() == 0


def test_a_program_puts_it_to_sleep(world, quiet):
    anna = caller(world.anna)
    answer = made(anna.post(f"{API}/deals/{quiet.pk}/sleep", {"until": DAY.isoformat()}))
    assert answer["next_task"]["due_on"] == DAY.isoformat()
    assert anna.delete(f"{API}/deals/{quiet.pk}/sleep").status_code == 204
    assert anna.get(f"{API}/deals/{quiet.pk}").json()["next_task"] is None
