"""A1.4: nothing filled is overwritten; what is empty is filled; another value is kept beside with its origin."""

from vatman.clients.models import Company
from vatman.events.models import Event
from vatman.records.models import CustomField


def beside(card):
    return card.fields.get(CustomField.objects.get(for_thing=card.thing, title="Другие значения").key, "")


def test_empty_fields_are_filled_and_filled_ones_stay(load, world):
    load("ФИО | Телефон | Почта | День рождения\nИванов Петр | 8 921 555-12-34 | ivanov@mail.ru | 05.06.1980")
    world.ivanov.refresh_from_db()
    assert (world.ivanov.first_name, world.ivanov.middle_name) == ("Пётр", "Сергеевич")
    assert world.ivanov.birthday.isoformat() == "1980-06-05"
    assert {way.value for way in world.ivanov.ways.all()} == {"+79215551234", "ivanov@mail.ru"}


def test_another_value_is_kept_beside_with_its_row(load, world):
    load("Компания | ИНН | Адрес\nООО Ромашка | 7707083893 | ул. Лесная, 5")
    load("Компания | ИНН | Адрес\nООО Ромашка | 7707083893 | ул. Полевая, 7")
    world.romashka.refresh_from_db()
    assert (world.romashka.city, world.romashka.address) == ("Москва", "ул. Лесная, 5")
    assert beside(world.romashka) == "адрес: ул. Полевая, 7 — клиенты.csv, клиенты, строка 2"


def test_the_same_other_value_is_kept_once(load, world):
    for more in ("", " | romashka.ru"):
        load(f"Компания | ИНН{' | Сайт' if more else ''}\nООО Ромашка-Плюс | 7707083893{more}")
    world.romashka.refresh_from_db()
    assert beside(world.romashka).count("Плюс") == 1


def test_a_whole_name_takes_the_place_of_its_letter(load):
    found = load("ФИО | Телефон\nЗимин П.И. | 8 912 345-67-89\nЗимин Павел Ильич | 8 912 345-67-89")
    assert found.rows.last().contact.full_name == "Зимин Павел Ильич"


def test_each_change_is_one_event_of_the_card_with_the_imports_origin(load, world):
    found = load("Компания | ИНН | КПП | Адрес\nООО Ромашка | 7707083893 | 773601001 | ул. Лесная, 5")
    event = Event.objects.get(origin=found.origin, kind="company.changed")
    assert event.detail.after == {"kpp": "773601001", "address": "ул. Лесная, 5"}
    assert found.rows.get().changed == [
        ["company", world.romashka.pk, {"kpp": ["", "773601001"], "address": ["", "ул. Лесная, 5"]}]
    ]


def test_own_fields_are_filled_once(load):
    found = load("Компания | ИНН | Тираж\nООО Гвоздь | 7736050003 | 100\nГвоздь | 7736050003 | 200")
    company = Company.objects.get(origin=found.origin)
    field = CustomField.objects.get(title="Тираж")
    assert str(company.fields[field.key]) == "100"
    assert "Тираж: 200" in beside(company)


def test_do_not_call_is_heard(load, world):
    load("ФИО | Телефон | Статус\nИванов Пётр | 8 921 555-12-34 | не звонить")
    world.ivanov.refresh_from_db()
    assert world.ivanov.do_not_call


def test_names_found_later_make_a_client_findable_by_them(load, world):
    load("ФИО | Телефон\n | 8 912 345-67-89")
    found = load("ФИО | Телефон\nЯблоков Егор | 8 912 345-67-89")
    contact = found.rows.get().contact
    assert contact.sort_key == "яблоков егор"
    from vatman.records.search import find

    assert [hit.id for hit in find(world.olga, "Яблоков")] == [contact.pk]
