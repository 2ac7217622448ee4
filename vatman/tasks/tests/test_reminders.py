"""A1.1, A1.6: a reminder rings once, at its moment, also when the server was down then."""

from datetime import timedelta

from django.utils import timezone

from vatman.events.models import Event
from vatman.tasks.models import Task


def test_it_rings_once(world):
    task = Task.objects.plan(
        "Перезвонить", by=world.anna, at=timezone.now() - timedelta(minutes=1), deal=world.calendars
    )
    assert (Task.objects.remind(), Task.objects.remind()) == (1, 0)
    event = Event.objects.get(kind="task.due")
    assert (event.sentence, list(event.detail.told(event)), event.place_id) == (
        "Пора: Перезвонить",
        [world.anna.pk],
        world.calendars.pk,
    )
    assert event.subject_id == task.pk


def test_what_is_not_yet_due_or_has_no_hour_is_silent(world):
    Task.objects.plan("Позже", by=world.anna, at=timezone.now() + timedelta(minutes=5))
    Task.objects.plan("Днём", by=world.anna, on=timezone.localdate())
    assert Task.objects.remind() == 0


def test_put_off_it_rings_again(world):
    task = Task.objects.plan("Перезвонить", by=world.anna, at=timezone.now() - timedelta(minutes=5))
    Task.objects.remind()
    task.postpone(to=timezone.now() - timedelta(minutes=1), by=world.anna)
    assert Task.objects.remind() == 1
