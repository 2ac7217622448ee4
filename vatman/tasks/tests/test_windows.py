"""A2.1: a task is finished in two keys, and its end asks for the next step."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from vatman.tasks.models import Task


def test_done_and_the_next_step_in_one_answer(world):
    answer = world.browser(world.anna).post(
        reverse("task_completion", args=[world.call.pk]),
        {"result": "тираж 500", "preset": "tomorrow", "next_title": "Отправить КП", "next_kind": "letter"},
    )
    assert answer.status_code == 204
    world.call.refresh_from_db()
    world.calendars.refresh_from_db()
    assert (world.call.result, world.calendars.next_step_title) == ("тираж 500", "Отправить КП")
    said = json.loads(answer.headers["HX-Trigger"])
    assert (said["changed"]["thing"], said["changed"]["id"]) == ("deal", world.calendars.pk)
    assert said["toast"]["undo"]


def test_the_last_step_warns_that_the_deal_will_burn(world):
    page = world.browser(world.anna).get(reverse("task_completion", args=[world.call.pk]))
    assert "последний шаг" in page.content.decode()


def test_done_without_a_next_step_leaves_the_deal_burning(world):
    world.browser(world.anna).post(reverse("task_completion", args=[world.call.pk]), {"result": "думают"})
    world.calendars.refresh_from_db()
    assert world.calendars.lacks_step


def test_a_completion_is_taken_back(world):
    browser = world.browser(world.anna)
    browser.post(reverse("task_completion", args=[world.call.pk]), {})
    browser.delete(reverse("task_completion", args=[world.call.pk]))
    world.call.refresh_from_db()
    assert world.call.done_at is None


def test_anothers_task_does_not_exist(world):
    for name in ("task", "task_completion", "task_postponement"):
        assert world.browser(world.boris).get(reverse(name, args=[world.call.pk])).status_code == 404


def test_put_off_needs_a_day_and_keeps_what_was_typed(world):
    browser = world.browser(world.anna)
    url = reverse("task_postponement", args=[world.call.pk])
    bad = browser.post(url, {"day": "", "hour": ""})
    assert (bad.status_code, "на когда" in bad.content.decode()) == (422, True)
    day = timezone.localdate() + timedelta(days=5)
    assert browser.post(url, {"day": day.isoformat()}).status_code == 204
    world.call.refresh_from_db()
    assert (world.call.due_on, world.call.due_at) == (day, None)


def test_a_new_task_stands_on_its_deal(world):
    values = {
        "title": "Показать образцы",
        "kind": "meeting",
        "preset": "tomorrow",
        "owner": world.anna.pk,
        "deal": world.calendars.pk,
    }
    assert world.browser(world.anna).post(reverse("task_new"), values).status_code == 204
    task = Task.objects.get(title="Показать образцы")
    assert (task.deal, task.kind, timezone.localtime(task.due_at).hour) == (world.calendars, "meeting", 10)


@pytest.mark.parametrize(
    "values", [{"title": ""}, {"title": "Звонок", "deal": "booklets"}, {"title": "Звонок", "owner": "boris"}]
)
def test_a_bad_task_is_refused_with_its_words_kept(world, values):
    sent = {"kind": "call", "owner": world.anna.pk, "preset": "tomorrow"} | {
        name: getattr(world, value).pk if name in ("deal", "owner") else value for name, value in values.items()
    }
    count = Task.objects.count()
    assert world.browser(world.anna).post(reverse("task_new"), sent).status_code == 422
    assert Task.objects.count() == count


def test_an_observer_gives_no_tasks(world):
    assert world.browser(world.nina).get(reverse("task_new")).status_code == 403
