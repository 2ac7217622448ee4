"""A2.1: many tasks are planned, done and put off as one; the deals know their next step."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from vatman.events.models import Event
from vatman.tasks.models import Task
from vatman.web.errors import Refused

UNLIKE = ("id", "_state", "created_at")
STEP = ("next_step_id", "next_step_title", "next_step_at", "next_step_timed", "next_step_kind", "attention_at")


def row(thing):
    stored = type(thing).objects.get(pk=thing.pk)
    return {name: value for name, value in vars(stored).items() if name not in UNLIKE}


def told(task):
    log = Event.objects.filter(subject_type="task", subject_id=task.pk)
    return list(log.values_list("kind", "actor", "place_type", "place_id", "payload", "personal", "origin"))


def step(deal):
    deal.refresh_from_db()
    return {name: getattr(deal, name) for name in STEP}


def tomorrow(hour):
    return timezone.make_aware(
        datetime.combine(timezone.localdate() + timedelta(days=1), datetime.min.time())
    ) + timedelta(hours=hour)


def test_many_tasks_are_planned_as_one(world):
    values = {"kind": "call", "deal": world.booklets}
    alone = Task.objects.plan("Отправить образцы", at=tomorrow(10), by=world.boris, **values)
    new = Task(title="Отправить образцы ", due_at=tomorrow(10), owner=world.boris, **values)
    [together] = Task.objects.plan_all([new], by=world.boris)
    assert row(together) == row(alone)
    assert told(together) == told(alone)


def test_the_deal_learns_the_task_due_first(world):
    late = Task(title="Позвонить", due_at=tomorrow(15), owner=world.boris, deal=world.booklets)
    soon = Task(title="Отправить КП", kind="letter", due_at=tomorrow(9), owner=world.boris, deal=world.booklets)
    by_day = Task(title="Напомнить", due_on=timezone.localdate(tomorrow(9)), owner=world.boris, deal=world.booklets)
    Task.objects.plan_all([late, by_day, soon], by=world.olga)
    assert step(world.booklets) == {
        "next_step_id": soon.pk, "next_step_title": "Отправить КП", "next_step_at": soon.due_at,
        "next_step_timed": True, "next_step_kind": "letter", "attention_at": soon.due_at,
    }  # fmt: skip
    Task.objects.complete_all(Task.objects.filter(pk__in=[late.pk, soon.pk]), by=world.boris)
    assert (step(world.booklets)["next_step_at"], world.booklets.next_step_timed) == (by_day.moment, False)


def test_past_work_is_no_next_step(world):
    then = timezone.now() - timedelta(days=3)
    done = Task(
        title="Позвонить",
        due_at=then,
        created_at=then,
        done_at=then,
        result="думает",
        owner=world.boris,
        deal=world.booklets,
    )
    Task.objects.plan_all([done], by=world.olga)
    assert step(world.booklets)["next_step_id"] is None
    assert [kind for kind, *_rest in told(done)] == ["task.completed", "task.planned"]
    log = Event.objects.filter(subject_type="task", subject_id=done.pk)
    assert [(event.at, event.actor) for event in log] == [(then, world.boris), (then, world.olga)]


def test_many_are_done_as_one(world):
    other = Task.objects.plan("Позвонить", by=world.anna, kind="call", deal=world.calendars)
    assert Task.objects.complete_all(Task.objects.all(), by=world.anna, result="дозвонились ") == 2
    world.call.refresh_from_db()
    assert (world.call.result, world.call.done_by) == ("дозвонились", world.anna)
    assert told(other)[0][:4] == ("task.completed", world.anna.pk, "deal", world.calendars.pk)
    assert step(world.calendars)["next_step_id"] is None
    assert Task.objects.complete_all(Task.objects.all(), by=world.anna) == 0


def test_many_are_put_off_as_one(world):
    day = date(2031, 5, 12)
    other = Task.objects.plan("Узнать тираж", at=tomorrow(9), kind="call", by=world.anna)
    alone = Task.objects.plan("Узнать тираж", at=tomorrow(9), kind="call", by=world.anna)
    Task.objects.get(pk=alone.pk).postpone(to=day, by=world.anna)
    assert Task.objects.postpone_all(Task.objects.filter(pk=other.pk), to=day, by=world.anna) == 1
    assert row(other) == row(alone)
    assert [entry[4:] for entry in told(other)] == [entry[4:] for entry in told(alone)]


def test_a_task_without_words_stops_all(world):
    with pytest.raises(Refused):
        Task.objects.plan_all([Task(title=" ", owner=world.anna)], by=world.anna)
