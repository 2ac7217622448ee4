"""`/tasks` in the shape of the design."""

import pytest
from django.utils import timezone

from tests.api.calls import API, caller, made, told
from tests.world import World
from vatman.tasks.models import Task

TASK = {"id", "title", "kind", "due_at", "due_on", "assignee", "contact", "company", "deal", "done_at", "result"}


def test_a_task_has_its_shape(world: World):
    shape = caller(world.anna).get(f"{API}/tasks/{world.call.pk}").json()
    assert shape.keys() >= TASK
    assert (shape["kind"], shape["deal"]) == ("call", {"id": world.calendars.pk, "name": "Календари"})
    assert shape["assignee"]["id"] == world.anna.pk


def test_it_is_planned_by_an_hour_or_by_a_day(world: World):
    asking = caller(world.anna)
    timed = made(
        asking.post(
            f"{API}/tasks",
            {"title": "Позвонить", "kind": "call", "due_at": "2026-12-01T15:00:00+03:00", "deal": world.calendars.pk},
        )
    )
    assert (timed["due_at"], timed["due_on"]) == ("2026-12-01T15:00:00+03:00", "2026-12-01")
    assert made(asking.post(f"{API}/tasks", {"title": "Письмо", "due_on": "2026-12-02"}))["due_at"] is None
    assert made(asking.post(f"{API}/tasks", {"title": "Сразу"}))["due_on"] == timezone.localdate().isoformat()


def test_done_and_not_done_after_all(world: World):
    path = f"{API}/tasks/{world.call.pk}/completion"
    shape = made(caller(world.anna).post(path, {"result": "5000 штук"}))
    assert shape["done_at"]
    assert shape["result"] == "5000 штук"
    assert told(caller(world.anna).post(path, {}), 409)["code"] == "already_done"
    assert caller(world.anna).delete(path).status_code == 204
    assert Task.objects.get(pk=world.call.pk).done_at is None


def test_it_is_put_off_and_handed_over(world: World):
    path = f"{API}/tasks/{world.call.pk}"
    assert caller(world.anna).patch(path, {"due_on": "2026-12-24"}).json()["due_on"] == "2026-12-24"
    assert caller(world.roman).patch(path, {"assignee": world.boris.pk}).json()["assignee"]["id"] == world.boris.pk
    assert caller(world.boris).get(path).json()["deal"] == {"id": None, "name": "Календари"}


def test_it_is_given_to_those_alone_whom_the_caller_leads(world: World):
    for answer in (
        caller(world.anna).post(f"{API}/tasks", {"title": "Позвонить", "assignee": world.boris.pk}),
        caller(world.anna).patch(f"{API}/tasks/{world.call.pk}", {"assignee": world.boris.pk}),
        caller(world.olga).post(f"{API}/tasks", {"title": "Посмотреть", "assignee": world.nina.pk}),
    ):
        assert told(answer, 422)["fields"].keys() == {"assignee"}
    world.boris.leave(by=world.olga)
    answer = caller(world.olga).post(f"{API}/tasks", {"title": "Позвонить", "assignee": world.boris.pk})
    assert told(answer, 404)["fields"].keys() == {"assignee"}


@pytest.mark.parametrize("field", ["deal", "contact"])
def test_anothers_card_cannot_be_named(world: World, field: str):
    value = {"deal": world.booklets.pk, "contact": world.petrova.pk}[field]
    told(caller(world.anna).post(f"{API}/tasks", {"title": "Хитрость", field: value}), 404)


def test_anothers_task_does_not_exist(world: World):
    told(caller(world.boris).get(f"{API}/tasks/{world.call.pk}"), 404)
    told(caller(world.boris).post(f"{API}/tasks/{world.call.pk}/completion", {}), 404)


def test_the_list_is_of_open_ones_unless_done_are_asked_for(world: World):
    asking = caller(world.anna)
    assert [one["id"] for one in asking.get(f"{API}/tasks").json()["items"]] == [world.call.pk]
    world.call.complete(by=world.anna)
    assert asking.get(f"{API}/tasks").json()["items"] == []
    assert [one["id"] for one in asking.get(f"{API}/tasks?done=true").json()["items"]] == [world.call.pk]
