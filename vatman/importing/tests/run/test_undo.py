"""A1.4: a whole import is taken back: what it made goes, what it changed returns, what people have touched stays and is listed."""

import pytest

from vatman.clients.models import Company, Contact, Link, Way
from vatman.deals.models import Deal, Source, Stage
from vatman.events.models import Event
from vatman.records.models import CustomField, Note
from vatman.records.search import find
from vatman.tasks.models import Task
from vatman.web.errors import Conflict

from .test_rows import WHOLE

MODELS = (
    Contact,
    Company,
    Deal,
    Task,
    Note,
    Way,
    Link,
    Stage.objects.living,
    CustomField.objects.filter(archived_at=None).all,
    Source,
)
JOINING = "ФИО | Телефон | Почта | День рождения | Компания | ИНН | КПП | Должность\nИванов Пётр | 8 921 555-12-34 | ivanov@mail.ru | 05.06.1980 | Ромашка | 7707083893 | 773601001 | хозяин"


def counts():
    return [(model() if callable(model) and not isinstance(model, type) else model.objects).count() for model in MODELS]


def titles(load):
    return {one["title"]: one["why"] for one in load.stayed}


def test_what_it_made_goes_without_a_trace(load, world):
    before = counts()
    found = load(WHOLE + "Летова Анна | | | Весна | | | | | | зреет | | | |")
    assert counts() != before
    found.undo(by=world.olga)
    assert counts() == before
    assert found.stayed == []
    assert not find(world.olga, "Сидоров")


def test_what_it_changed_gets_its_value_back(load, world):
    found = load(JOINING)
    found.undo(by=world.olga)
    world.ivanov.refresh_from_db()
    world.romashka.refresh_from_db()
    assert (world.ivanov.birthday, world.romashka.kpp) == (None, "")
    assert [way.value for way in world.ivanov.ways.all()] == ["+79215551234"]
    assert world.ivanov.links.get().position == "директор"


def test_a_value_changed_since_is_left(load, world):
    found = load(JOINING)
    Company.objects.get(pk=world.romashka.pk).change(by=world.anna, kpp="773601002")
    found.undo(by=world.olga)
    world.romashka.refresh_from_db()
    assert world.romashka.kpp == "773601002"


def test_each_card_given_back_tells_so(load, world):
    found = load(JOINING)
    found.undo(by=world.olga)
    told = Event.objects.get(kind="company.changed", origin=f"undo:{found.origin}")
    assert told.detail.after == {"kpp": ""}


def test_a_card_a_person_wrote_on_stays_with_all_it_refers_to(load, world):
    found = load(WHOLE)
    deal = Deal.objects.get(origin=found.origin)
    deal.add_note("говорил с ним", by=world.anna)
    found.undo(by=world.olga)
    kept = {
        "визитки": "people",
        "Сидоров Иван Петрович": "referred",
        "ООО «Гвоздь»": "referred",
        "Любимый цвет": "referred",
    }
    assert titles(found) == kept
    assert Deal.objects.filter(pk=deal.pk).exists()


def test_the_step_and_the_notes_of_a_deal_that_stays_stay_too(load, world):
    found = load(WHOLE)
    deal = Deal.objects.get(origin=found.origin)
    deal.change(by=world.anna, amount=60000)
    found.undo(by=world.olga)
    deal.refresh_from_db()
    assert deal.next_step_id
    assert Note.objects.on(deal).count() == 1


def test_a_deal_begun_by_hand_holds_its_client(load, world):
    found = load("ФИО | Телефон\nЗимин Павел | 8 912 345-67-89\nЛетова Анна | 8 912 345-67-80")
    Deal.objects.start(by=world.anna, title="Каталог", contact=Contact.objects.get(last_name="Зимин"))
    found.undo(by=world.olga)
    assert titles(found) == {"Зимин Павел": "referred"}
    assert not Contact.objects.filter(last_name="Летова").exists()


def test_a_client_that_a_later_import_met_stays(load, world):
    first = load("ФИО | Телефон\nЗимин Павел | 8 912 345-67-89")
    load("ФИО | Телефон | Город\nЗимин Павел | 8 912 345-67-89 | Омск")
    first.undo(by=world.olga)
    assert titles(first) == {"Зимин Павел": "people"}


def test_the_same_row_met_again_holds_its_client_too(load, world):
    first = load("ФИО | Телефон\nЗимин Павел | 8 912 345-67-89")
    second = load("ФИО | Телефон\nЗимин Павел | 8 912 345-67-89")
    first.undo(by=world.olga)
    assert titles(first) == {"Зимин Павел": "import"}
    second.undo(by=world.olga)
    assert Contact.objects.filter(last_name="Зимин").exists()


def test_a_stage_that_is_used_by_now_stays(load, world):
    found = load("ФИО | Статус\nЗимин Павел | зреет")
    world.calendars.move_to(Stage.objects.get(name="Зреет"), by=world.anna)
    found.undo(by=world.olga)
    assert titles(found) == {"Зреет": "referred"}


def test_an_import_is_undone_once_and_by_one_event(load, world):
    found = load(WHOLE)
    found.undo(by=world.olga)
    event = Event.objects.get(kind="import.undone")
    assert (event.detail.gone, event.detail.stayed) == (5, 0)
    with pytest.raises(Conflict):
        found.undo(by=world.olga)


def test_the_import_is_undone_from_the_journal_too(load, world):
    found = load(WHOLE)
    event = Event.objects.get(kind="import.finished")
    event.detail.undo(event, by=world.olga)
    found.refresh_from_db()
    assert found.state == "undone"
