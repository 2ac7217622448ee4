"""A1.3, A1.10: status words go to stages, managers to members; what was decided is listed."""

import pytest
from django.utils import timezone

from vatman.clients.models import Contact
from vatman.deals.models import Deal, Stage
from vatman.records.models import CustomField, Note


def stages(found):
    return {deal.title: deal.stage.key or deal.stage.name for deal in Deal.objects.filter(origin=found.origin)}


def test_known_words_go_to_the_stage_of_their_kind(load):
    found = load(
        "ФИО | Что хочет | Статус\nАль Анна | афиша | новый\nБок Борис | буклет | недозвон\nВит Вера | визитки | ждёт КП\nГуд Глеб | газета | думает\n"
        "Дым Дина | диплом | замер\nЕль Егор | ежедневник | договор\nЖук Жанна | журнал | оплатил\nЗим Захар | значки | дорого"
    )
    assert stages(found) == {
        "афиша": "request", "буклет": "first_call", "визитки": "send_quote", "газета": "send_quote",
        "диплом": "meeting", "ежедневник": "meeting", "журнал": "won", "значки": "lost",
    }  # fmt: skip
    assert Deal.objects.get(title="значки", origin=found.origin).loss_reason.key == "price"


def test_an_unknown_word_becomes_a_new_open_stage_and_is_listed(load, world):
    found = load("ФИО | Статус\nЗимин Павел | зреет\nЛетова Анна | Зреет")
    stage = Stage.objects.get(name="Зреет")
    assert (stage.kind, Deal.objects.filter(stage=stage).count()) == ("open", 2)
    told = found.problems.get(code="new_stage")
    assert (told.row, told.column, told.value) == (2, "Статус", "зреет")


def test_a_word_that_names_a_stage_of_ours_is_that_stage(load, world):
    stage = world.pipeline.add_stage("Согласование макета", by=world.olga)
    found = load("ФИО | Статус\nЗимин Павел | согласование макета")
    assert Deal.objects.get(origin=found.origin).stage == stage


def test_an_ambiguous_word_stands_in_the_first_stage_and_is_asked_about(load):
    found = load("ФИО | Что хочет | Статус\nЗимин Павел | визитки | в работе")
    assert stages(found) == {"визитки": "request"}
    assert found.problems.get().code == "status_unclear"


def test_later_means_asleep(load):
    found = load("ФИО | Статус\nЗимин Павел | позже")
    deal = Deal.objects.get(origin=found.origin)
    assert deal.is_asleep
    assert (deal.sleeps_until - timezone.localdate()).days >= 30


@pytest.mark.parametrize("word", ["спам", "нецелевой", "не звонить"])
def test_no_deal_comes_of_such_words(load, word):
    found = load(f"ФИО | Телефон | Статус | Сумма\nЗимин Павел | 8 912 345-67-89 | {word} | 900")
    assert Contact.objects.filter(origin=found.origin).count() == 1
    assert not Deal.objects.filter(origin=found.origin).exists()


@pytest.mark.parametrize(
    "word", ["Анна Аистова", "Аистова", "Аистова А.", "анна", "Аистова Анна Павловна", "anna@dvor.test", "Аисстова"]
)
def test_managers_are_found_however_written(load, world, word):
    found = load(f"ФИО | Сумма | Менеджер\nЗимин Павел | 900 | {word}")
    assert Deal.objects.get(origin=found.origin).owner == world.anna
    assert Contact.objects.get(origin=found.origin).owner == world.anna


def test_an_unknown_manager_is_listed_and_kept_on_the_card(load, world):
    found = load("ФИО | Сумма | Менеджер\nЗимин Павел | 900 | Марина")
    contact = Contact.objects.get(origin=found.origin)
    assert contact.owner == world.olga
    assert contact.fields == {CustomField.objects.get(title="Менеджер").key: "Марина"}
    assert found.problems.get().code == "unknown_manager"


def test_a_manager_gives_nothing_to_colleagues(load, world):
    found = load("ФИО | Сумма | Менеджер\nЗимин Павел | 900 | Белов", by=world.anna)
    assert Contact.objects.get(origin=found.origin).owner == world.anna
    assert found.problems.get().code == "foreign_manager"


def test_a_loss_reason_of_its_own_is_kept(load):
    found = load("ФИО | Сумма | Статус | Причина отказа\nЗимин Павел | 900 | отказ | переехали в Омск")
    deal = Deal.objects.get(origin=found.origin)
    assert deal.loss_reason.key == "other"
    assert deal.fields[CustomField.objects.get(title="Причина отказа", for_thing="deal").key] == "переехали в Омск"


def test_of_two_managers_the_first_leads_and_both_are_kept(load, world):
    found = load("ФИО | Сумма | Менеджер\nЗимин Павел | 900 | Анна/Борис")
    contact = Contact.objects.get(origin=found.origin)
    assert contact.owner == world.anna
    assert "Борис" in str([contact.fields, *Note.objects.filter(origin=found.origin).values_list("text", flat=True)])


@pytest.mark.parametrize("name", ["Клиенты Аистовой.csv", "Анна.csv", "Аистова А. 2026.csv"])
def test_a_file_named_after_a_manager_is_hers_and_it_is_told(load, world, name):
    found = load("ФИО | Сумма\nЗимин Павел | 900", name=name)
    assert Contact.objects.get(origin=found.origin).owner == world.anna
    assert found.problems.get().code == "owner_by_name"


def test_a_file_named_otherwise_belongs_to_who_brought_it(load, world):
    found = load("ФИО | Сумма\nЗимин Павел | 900", name="Анна и Борис клиенты.csv")
    assert Contact.objects.get(origin=found.origin).owner == world.olga
