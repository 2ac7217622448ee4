"""A1.1, A1.6: the day begins with what it costs to forget, and is gone through by keys."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from vatman.tasks.models import Task
from vatman.tasks.queries.day import my_day


def keys(world, viewer, member=None):
    return {section.key: [line.key for line in section.lines] for section in my_day(viewer, member or viewer).sections}


def test_late_burns_then_today_by_time_then_deals_without_a_step(world):
    late = Task.objects.plan(
        "Перезвонить", by=world.anna, on=timezone.localdate() - timedelta(days=2), deal=world.calendars
    )
    assert keys(world, world.anna) == {"burning": [f"task-{late.pk}"], "today": [f"task-{world.call.pk}"]}
    assert keys(world, world.boris) == {"stepless": [f"deal-{world.booklets.pk}"]}


def test_what_is_at_stake_counts_a_deal_once(world):
    yesterday = timezone.localdate() - timedelta(days=1)
    for title in ("Перезвонить", "Отправить КП"):
        Task.objects.plan(title, by=world.anna, on=yesterday, deal=world.calendars)
    assert my_day(world.anna, world.anna).burning.at_stake == 50000


def test_a_row_shows_the_last_note_and_the_phone(world):
    world.calendars.add_note("просил после обеда", by=world.anna)
    line = my_day(world.anna, world.anna).today.lines[0]
    assert (line.last_note, line.phone) == ("просил после обеда", "+79215551234")


def test_a_task_on_anothers_deal_tells_neither_its_sum_nor_what_was_said(world):
    world.booklets.add_note("торгуется", by=world.boris)
    task = Task.objects.plan("Позвонить в типографию", by=world.olga, owner=world.anna, deal=world.booklets)
    browser = world.browser(world.anna)
    for page in (reverse("my_day"), reverse("tasks")):
        told = browser.get(page).content.decode()
        assert "Позвонить в типографию" in told
        assert reverse("task", args=[task.pk]) in told
        for secret in ("торгуется", "120\xa0000", world.booklets.get_absolute_url()):
            assert secret not in told
    assert my_day(world.anna, world.anna).today.at_stake == 50000


def test_a_head_sees_whose_tasks_burn_and_opens_that_day(world):
    Task.objects.plan("Перезвонить", by=world.anna, on=timezone.localdate() - timedelta(days=2))
    page = world.browser(world.roman).get(reverse("my_day"))
    assert "Анна Аистова" in page.content.decode()
    assert world.browser(world.roman).get(reverse("my_day"), {"member": world.anna.pk}).status_code == 200


@pytest.mark.parametrize("other", ["anna", "roman", "olga"])
def test_a_manager_opens_no_one_elses_day(world, other):
    page = world.browser(world.boris).get(reverse("my_day"), {"member": getattr(world, other).pk})
    assert page.status_code == 404


def test_the_page_takes_few_queries_however_long_the_day(world, django_assert_max_num_queries):
    for number in range(30):
        Task.objects.plan(
            f"Звонок {number}", by=world.anna, on=timezone.localdate() - timedelta(days=1), deal=world.calendars
        )
    browser = world.browser(world.anna)
    browser.get(reverse("keys"))  # the session's «last seen» is written once in a while
    with django_assert_max_num_queries(12):
        assert browser.get(reverse("my_day")).status_code == 200
