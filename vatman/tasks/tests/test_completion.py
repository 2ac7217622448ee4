"""A2.1: a call ends with its next step, and the deal always knows it."""

import pytest

from vatman.web.errors import Conflict


def test_a_planned_task_is_the_deals_next_step(world):
    world.calendars.refresh_from_db()
    assert (world.calendars.next_step_title, world.calendars.lacks_step) == ("Узнать тираж", False)
    world.booklets.refresh_from_db()
    assert world.booklets.lacks_step


def test_done_twice_is_told(world):
    world.call.complete("тираж 500", by=world.anna)
    with pytest.raises(Conflict):
        world.call.complete("ещё раз", by=world.anna)
    world.calendars.refresh_from_db()
    assert world.calendars.lacks_step


def test_completion_is_undone(world):
    event = world.call.complete("ошибся", by=world.anna)
    event.detail.undo(event, by=world.anna)
    world.call.refresh_from_db()
    assert world.call.done_at is None
    world.calendars.refresh_from_db()
    assert world.calendars.next_step_id == world.call.pk
