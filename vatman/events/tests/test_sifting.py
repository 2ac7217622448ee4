"""A1.6, the design's canaries: a page of the log is the very part of it that its reader may see, however little that is."""

import pytest

from vatman.events import sifting
from vatman.events.models import Event

MEMBERS = ["anna", "boris", "roman", "olga", "nina"]


def read(member, limit):
    found, cursor = [], ""
    while True:
        page = sifting.page(Event.objects.all(), member, cursor=cursor, limit=limit)
        assert len(page.items) <= limit
        found += [event.id for event in page.items]
        if page.next is None:
            return found
        cursor = page.next


@pytest.mark.parametrize("name", MEMBERS)
@pytest.mark.parametrize(("batch", "limit"), [(400, 50), (3, 2), (1, 1)])
def test_all_pages_together_are_what_the_rule_lets_through(world, monkeypatch, name, batch, limit):
    monkeypatch.setattr(sifting, "BATCH", batch)
    monkeypatch.setattr(sifting, "BATCHES", 2)
    world.booklets.add_note("торгуется", by=world.boris)
    world.calendars.add_note("просил образцы", by=world.anna)
    member = getattr(world, name)
    allowed = Event.objects.visible_to(member).order_by("-at", "-id").values_list("id", flat=True)
    assert read(member, limit) == list(allowed)


def test_events_of_tasks_are_named_by_one_query(world, django_assert_num_queries):
    from vatman.tasks.models import Task

    tasks = [Task.objects.plan(f"Шаг {number}", by=world.anna, deal=world.calendars) for number in range(5)]
    Task.named([], world.roman)  # what rights ask of him is known from now on
    with django_assert_num_queries(1):
        assert len(Task.named([one.pk for one in tasks], world.roman)) == 5
