"""The owner's journal: everything that happened, found by who, what, about what and when. Answers A1.6."""

from datetime import timedelta

from django.utils import timezone


def rows(world, **filters):
    return world.browser(world.olga).get("/journal", filters).content.decode()


def test_the_owner_reads_all_and_a_manager_none(world):
    assert "Новый клиент: Петрова Мария" in rows(world)
    assert world.browser(world.anna).get("/journal").status_code == 403


def test_it_is_filtered_by_who_and_what(world):
    world.ivanov.change(by=world.boris, source="выставка")
    assert "Новый клиент: Иванов" not in rows(world, who=world.boris.pk)
    assert "выставка" in rows(world, who=world.boris.pk, group="changed", thing="contact")
    assert "Новый клиент" not in rows(world, group="changed")
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert "Новый клиент" not in rows(world, since=tomorrow)
    assert "Новый клиент" in rows(world, until=timezone.localdate())


def test_a_page_takes_few_queries_and_the_next_one_follows(world, django_assert_max_num_queries):
    for number in range(60):
        world.ivanov.add_note(f"заметка {number}", by=world.anna)
    browser = world.browser(world.olga)
    browser.get("/journal")
    with django_assert_max_num_queries(12):
        page = browser.get("/journal", {"group": "new"}).content.decode()
    assert "заметка 59" in page
    assert "заметка 3<" not in page
    cursor = page.partition("cursor=")[2].partition('"')[0].replace("&amp;", "&").partition("&")[0]
    rest = browser.get(f"/journal?group=new&cursor={cursor}", headers={"HX-Request": "true"}).content.decode()
    assert "заметка 3<" in rest
    assert "<html" not in rest
