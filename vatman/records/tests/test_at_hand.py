"""A1.10: a star on a card, and the cards opened last, in the search box before a word is typed."""

from datetime import timedelta

from django.utils import timezone

from vatman.records.models import Glance

HTMX = {"HTTP_HX_REQUEST": "true"}


def box(world, member):
    return world.browser(member).get("/search?q=", **HTMX).content.decode()


def open_(world, member, thing, card):
    return world.browser(member).post(f"/opened/{thing}/{card.pk}", **HTMX)


def test_a_card_asks_for_its_star_once_it_stands(world):
    assert (
        f"/opened/contact/{world.ivanov.pk}"
        in world.browser(world.anna).get(world.ivanov.get_absolute_url()).content.decode()
    )
    answer = open_(world, world.anna, "contact", world.ivanov)
    assert 'aria-pressed="false"' in answer.content.decode()


def test_what_was_opened_last_stands_first(world):
    assert "Недавние" not in box(world, world.anna)
    open_(world, world.anna, "contact", world.ivanov)
    open_(world, world.anna, "deal", world.calendars)
    page = box(world, world.anna)
    assert page.index("Календари") < page.index("Иванов")
    open_(world, world.anna, "contact", world.ivanov)
    page = box(world, world.anna)
    assert page.index("Иванов") < page.index("Календари")
    assert "Недавние" not in box(world, world.roman), "of each his own"


def test_a_star_keeps_a_card_above_the_recent(world):
    open_(world, world.anna, "deal", world.calendars)
    answer = world.browser(world.anna).post(f"/stars/company/{world.romashka.pk}", {"on": "1"}, **HTMX)
    assert 'aria-pressed="true"' in answer.content.decode()
    page = box(world, world.anna)
    assert page.index("Избранное") < page.index("Ромашка") < page.index("Недавние") < page.index("Календари")
    world.browser(world.anna).post(f"/stars/company/{world.romashka.pk}", {"on": "0"}, **HTMX)
    assert "Избранное" not in box(world, world.anna)


def test_what_one_no_longer_sees_is_not_offered(world):
    world.browser(world.anna).post(f"/stars/deal/{world.calendars.pk}", {"on": "1"}, **HTMX)
    world.calendars.assign(world.boris, by=world.roman)
    assert "Календари" not in box(world, world.anna)
    assert world.browser(world.anna).post(f"/stars/deal/{world.calendars.pk}", {"on": "1"}, **HTMX).status_code == 404


def test_long_ago_is_forgotten_unless_starred(world):
    open_(world, world.anna, "deal", world.calendars)
    Glance.objects.star(world.anna, world.romashka, on=True)
    Glance.objects.update(opened_at=timezone.now() - timedelta(days=100))
    assert Glance.objects.forget_old() == 1
    assert Glance.objects.get().thing == "company"


def test_a_program_sees_them_too(world):
    from tests.api.calls import caller

    anna = caller(world.anna)
    assert anna.post(f"/api/v1/deals/{world.calendars.pk}/star").status_code == 204
    assert [one["title"] for one in anna.get("/api/v1/favourites").json()["starred"]] == ["Календари"]
    assert anna.delete(f"/api/v1/deals/{world.calendars.pk}/star").status_code == 204
    assert anna.get("/api/v1/favourites").json()["starred"] == []
