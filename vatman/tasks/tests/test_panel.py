"""A1.4: on a card stands what is planned there; what one may not close has no tick."""

from vatman.tasks.models import Task


def card(world, member, thing):
    return world.browser(member).get(thing.get_absolute_url()).content.decode()


def ticks(page):
    return page.count('class="tick"')


def test_a_client_shows_the_steps_of_its_deals(world):
    for client in (world.romashka, world.ivanov):
        page = card(world, world.anna, client)
        assert "Узнать тираж" in page
        assert f'href="{world.calendars.get_absolute_url()}"' in page.partition('id="tasks-panel"')[2]
        assert f'data-live="deal:{world.calendars.pk}"' in page


def test_a_client_shows_the_deals_one_helps_with(world):
    world.booklets.people.add(world.ivanov)
    Task.objects.plan("Показать бумагу", by=world.boris, deal=world.booklets)
    assert "Показать бумагу" in card(world, world.roman, world.ivanov)
    assert "Показать бумагу" not in card(world, world.anna, world.ivanov)


def test_only_who_may_close_a_task_has_its_tick(world):
    assert ticks(card(world, world.anna, world.calendars)) == 1
    page = card(world, world.nina, world.calendars)
    assert ("Узнать тираж" in page, ticks(page)) == (True, 0)
    listed = world.browser(world.nina).get("/tasks").content.decode()
    assert ("Узнать тираж" in listed, "/completion" in listed) == (True, False)
    alone = Task.objects.plan("Купить чай", by=world.anna)
    assert "/completion" not in card(world, world.nina, alone)
    assert "/completion" in card(world, world.anna, alone)


def test_a_day_with_nothing_to_press_for_one_who_only_looks(world):
    page = world.browser(world.nina).get(f"/day?member={world.anna.pk}").content.decode()
    assert ("Узнать тираж" in page, "/completion" in page, "/tasks/new?deal" in page) == (True, False, False)


def test_a_panel_takes_as_many_queries_for_many_tasks_as_for_one(world, django_assert_max_num_queries):
    from vatman.tasks.panels import tasks

    for number in range(3):
        Task.objects.plan(f"Шаг {number}", by=world.anna, deal=world.calendars)
    Task.objects.plan("Поздравить", by=world.anna, company=world.romashka)
    for place in (world.calendars, world.romashka, world.ivanov):
        tasks(place, world.roman)
        with django_assert_max_num_queries(2):  # its tasks, and which deals are the client's
            tasks(place, world.roman)
