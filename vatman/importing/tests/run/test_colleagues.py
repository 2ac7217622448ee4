"""A1.5: a manager's import neither joins a colleague's client nor shows him; the head decides."""

import pytest

from vatman.clients.models import Contact
from vatman.deals.models import Deal
from vatman.events.models import Event
from vatman.importing.models import Doubt
from vatman.importing.report import report
from vatman.web.errors import Conflict

ROW = "ФИО | Почта | Телефон | Сумма\nПетрова Мария | petrova@mail.test | 8 912 345-67-89 | 900"


@pytest.fixture
def met(load, world):
    return load(ROW, by=world.anna)


def test_the_row_is_held_back_whole(met, world):
    assert list(met.rows.values_list("outcome", "reason", "contact")) == [("skipped", "held_back", None)]
    assert report(met)["created"] == {"contacts": 0, "companies": 0, "deals": 0, "tasks": 0, "notes": 0}
    assert world.petrova.ways.count() == 1


def test_nothing_of_the_colleague_is_told(met, world):
    told = str(report(met))
    assert "Борис" not in told
    assert report(met)["review"] == 1
    assert not Doubt.objects.visible_to(world.anna).exists()


def test_the_head_sees_the_pair(met, world):
    assert Doubt.objects.open().visible_to(world.roman).get().other == world.petrova.pk


def test_the_head_may_join(met, world):
    met.doubts.get().join(by=world.roman)
    deal = Deal.objects.get(origin=met.origin)
    assert (deal.contact, deal.owner, deal.amount) == (world.petrova, world.boris, 900)
    assert world.petrova.ways.filter(value="+79123456789").exists()
    met.refresh_from_db()
    assert met.totals["rows"] == {"read": 1, "created": 0, "joined": 1, "skipped": 0}


def test_the_head_may_keep_them_apart(met, world):
    met.doubts.get().keep_apart(by=world.roman)
    contact = Contact.objects.get(origin=met.origin)
    assert (contact.full_name, contact.owner) == ("Петрова Мария", world.anna)


def test_a_pair_is_decided_once(met, world):
    doubt = met.doubts.get()
    doubt.keep_apart(by=world.roman)
    with pytest.raises(Conflict):
        Doubt.objects.get(pk=doubt.pk).join(by=world.roman)


def test_own_clients_are_joined_as_ever(load, world):
    found = load("ФИО | Телефон\nИванов Пётр | 8 921 555-12-34", by=world.anna)
    assert found.rows.get().contact == world.ivanov


def test_the_owner_joins_everybodys(load, world):
    assert load(ROW).rows.get().contact == world.petrova


def test_the_same_row_that_a_colleague_brought_before_shows_nothing(load, world):
    load("ФИО | Телефон\nЗимин Павел | 8 912 345-67-80", by=world.boris)
    again = load("ФИО | Телефон\nЗимин Павел | 8 912 345-67-80", by=world.anna)
    assert list(again.rows.values_list("outcome", "contact")) == [("skipped", None)]


def test_the_head_is_told(met, world):
    event = Event.objects.get(kind="import.held_back")
    assert list(event.detail.told(event)) == [world.roman.pk]
    assert event.sentence == "клиенты.csv: 1 строка ждёт решения, клиент уже у коллеги"


def test_the_same_row_is_asked_about_once(met, load, world):
    again = load(ROW, by=world.anna)
    assert list(again.rows.values_list("outcome", "reason")) == [("skipped", "held_back")]
    assert Doubt.objects.count() == 1
