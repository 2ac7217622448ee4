"""A1.7: a deal, a client with what is open, or a whole portfolio goes to another in one window, and comes back by one undo."""

import json

from vatman.clients.models import Company, Contact
from vatman.deals.models import Deal
from vatman.events.models import Event
from vatman.records.models import BulkChange, Note
from vatman.tasks.models import Task

HTMX = {"HTTP_HX_REQUEST": "true"}


def give(world, by, thing, card, to, **more):
    answer = world.browser(by).post(f"/owners/{thing}/{card.pk}", {"owner": to.pk, **more}, **HTMX)
    assert answer.status_code in (200, 204), answer.content.decode()
    return answer


def owners(world):
    return (
        Contact.objects.get(pk=world.ivanov.pk).owner,
        Company.objects.get(pk=world.romashka.pk).owner,
        Deal.objects.get(pk=world.calendars.pk).owner,
        Task.objects.get(pk=world.call.pk).owner,
    )


def test_the_window_says_what_goes_along(world):
    window = world.browser(world.roman).get(f"/owners/company/{world.romashka.pk}", **HTMX).content.decode()
    assert "Открытые сделки: 1" in window
    assert "Открытые задачи: 1" in window


def test_a_deal_goes_with_its_tasks_and_a_note_why(world):
    give(world, world.roman, "deal", world.calendars, world.boris, with_task="1", note="Анна в отпуске")
    anna, _company, deal, task = owners(world)
    assert (anna, deal, task) == (world.anna, world.boris, world.boris)
    assert Note.objects.on(world.calendars).get().text == "Анна в отпуске"
    told = Event.objects.filter(origin=BulkChange.objects.get().origin)
    assert sorted(told.values_list("kind", flat=True)) == ["deal.assigned", "task.assigned"]


def test_without_its_tasks(world):
    give(world, world.roman, "deal", world.calendars, world.boris)
    assert owners(world)[2:] == (world.boris, world.anna)


def test_a_client_goes_with_what_is_open_on_it(world):
    answer = give(
        world, world.roman, "company", world.romashka, world.boris, with_deal="1", with_task="1", note="так надо"
    )
    assert owners(world) == (world.anna, world.boris, world.boris, world.boris)
    undo = json.loads(answer.headers["HX-Trigger"])["toast"]["undo"]
    assert world.browser(world.roman).post(undo, **HTMX).status_code == 204
    assert owners(world) == (world.anna,) * 4
    assert not Note.objects.on(world.romashka).exists()


def test_what_is_a_colleagues_stays_his(world):
    world.calendars.assign(world.boris, by=world.roman)
    give(world, world.roman, "company", world.romashka, world.roman, with_deal="1", with_task="1")
    assert owners(world)[1:3] == (world.roman, world.boris)


def hand(world, by, **data):
    return world.browser(by).post("/handing", data)


def test_a_whole_portfolio_and_its_way_back(world):
    won = Deal.objects.start(by=world.anna, title="Давно продано", amount=10)
    won.win(by=world.anna)
    page = world.browser(world.roman).get(f"/handing?from={world.anna.pk}").content.decode()
    assert "открытые сделки — <strong>1</strong>" in page
    both = {"with_deal": "1", "with_task": "1"}
    answer = hand(world, world.roman, **{"from": world.anna.pk}, to=world.boris.pk, note="отпуск", **both)
    made = BulkChange.objects.get()
    assert answer.headers["Location"] == f"/bulk/{made.pk}"
    assert "Анна Аистова → Борис Белов. отпуск" in made.words
    assert owners(world) == (world.boris,) * 4
    assert Deal.objects.get(pk=won.pk).owner == world.anna, "a closed deal stays with whoever sold it"
    assert made.changed == 4
    Deal.objects.get(pk=world.calendars.pk).assign(world.roman, by=world.roman)
    assert world.browser(world.roman).post(f"/bulk/{made.pk}/undoing").status_code == 302
    assert owners(world) == (world.anna, world.anna, world.roman, world.anna)
    made.refresh_from_db()
    assert (made.state, made.stayed_count) == ("undone", 1)


def test_clients_alone_without_what_is_open(world):
    hand(world, world.roman, **{"from": world.anna.pk}, to=world.boris.pk)
    assert owners(world) == (world.boris, world.boris, world.anna, world.anna)


def test_a_manager_gives_his_own_and_nobody_elses(world):
    page = world.browser(world.anna).get(f"/handing?from={world.boris.pk}").content.decode()
    assert "Борис Белов" not in page.partition('id="h-to"')[0]
    hand(world, world.anna, **{"from": world.boris.pk}, to=world.roman.pk, with_deal="1")
    assert Deal.objects.get(pk=world.booklets.pk).owner == world.boris
    assert owners(world)[:3] == (world.roman,) * 3, "what she names is her own"
    assert world.browser(world.nina).get("/handing").status_code == 403


def test_nothing_and_nobody_are_said_so(world):
    assert hand(world, world.roman, **{"from": world.anna.pk}).status_code == 422
    assert (
        "Передавать нечего" in hand(world, world.roman, **{"from": world.roman.pk}, to=world.anna.pk).content.decode()
    )
    world.boris.leave(by=world.olga)
    assert hand(world, world.roman, **{"from": world.anna.pk}, to=world.boris.pk).status_code == 422
