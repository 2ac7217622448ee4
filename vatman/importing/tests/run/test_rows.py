"""A1.2, A1.3: one row becomes a person, a company, a deal, a step and a note, as its columns allow."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from vatman.clients.models import Company, Contact
from vatman.deals.models import Deal, Stage
from vatman.importing.report import report
from vatman.records.models import CustomField, Note
from vatman.tasks.models import Task

WHOLE = """
ФИО | Телефон | Почта | Компания | ИНН | Город | Должность | Что хочет | Сумма | Статус | Дата заявки | Перезвонить | Комментарий | Источник | Любимый цвет
Сидоров Иван Петрович | 8 (912) 345-67-89 | sid@mail.ru | ООО «Гвоздь» | 7736050003 | Самара | снабженец | визитки | 50 000 руб | ждёт КП | 12.03.2026 | 15.12.2026 | просил скидку | сайт | зелёный
"""


@pytest.fixture
def whole(load):
    return load(WHOLE)


def test_a_row_with_everything_makes_everything(whole):
    made = report(whole)["created"]
    assert made == {"contacts": 1, "companies": 1, "deals": 1, "tasks": 1, "notes": 1}


def test_the_person_works_in_the_company(whole):
    contact, company = Contact.objects.get(last_name="Сидоров"), Company.objects.get(name="Гвоздь")
    assert (contact.first_name, contact.middle_name) == ("Иван", "Петрович")
    assert {way.value for way in contact.ways.all()} == {"+79123456789", "sid@mail.ru"}
    assert (company.legal_form, company.inn, company.city) == ("ООО", "7736050003", "Самара")
    assert contact.links.get().company == company
    assert contact.links.get().position == "снабженец"


def test_the_deal_began_on_the_day_of_the_request(whole):
    deal = Deal.objects.get(origin=whole.origin)
    assert (deal.title, deal.amount, deal.stage.key) == ("визитки", Decimal(50000), "send_quote")
    assert (deal.started_on, timezone.localdate(deal.created_at)) == (date(2026, 3, 12), date(2026, 3, 12))
    assert (deal.company.name, deal.contact.last_name, deal.source.name) == ("Гвоздь", "Сидоров", "Сайт")
    assert [move.stage.key for move in deal.moves.all()] == ["request", "send_quote"]


def test_the_next_call_is_the_deals_step(whole):
    task = Task.objects.get(origin=whole.origin)
    assert (task.kind, task.due_on, task.deal) == ("call", date(2026, 12, 15), Deal.objects.get(origin=whole.origin))
    assert task.deal.next_step_id == task.pk


def test_what_is_not_understood_becomes_an_own_field(whole):
    field = CustomField.objects.get(title="Любимый цвет", for_thing="contact")
    assert Contact.objects.get(last_name="Сидоров").fields[field.key] == "зелёный"


def test_all_of_it_says_where_it_came_from(whole):
    row = whole.rows.get()
    assert (row.contact.last_name, row.company.name, row.deal.title) == ("Сидоров", "Гвоздь", "визитки")
    assert ("Телефон", "8 (912) 345-67-89") in row.original()
    assert Note.objects.get(origin=whole.origin).text == "просил скидку"
    assert {model.objects.filter(origin=whole.origin).count() for model in (Contact, Company, Deal, Task)} == {1}


def test_a_row_without_status_sum_request_and_call_makes_a_client_only(load):
    found = load("ФИО | Телефон | Комментарий\nЗимин Павел | 8 912 111-22-33 | холодный")
    assert report(found)["created"] == {"contacts": 1, "companies": 0, "deals": 0, "tasks": 0, "notes": 1}


def test_a_company_alone_is_a_client(load):
    found = load("Компания | Телефон | Сумма\nООО Весна | 8 (846) 222-33-44 | 1500")
    deal = Deal.objects.get(origin=found.origin)
    assert (deal.company.name, deal.contact, deal.title) == ("Весна", None, "ООО «Весна»")
    assert [way.value for way in deal.company.ways.all()] == ["+78462223344"]


def test_a_row_of_nobody_is_skipped_and_says_so(load):
    found = load("ФИО | Телефон | Комментарий\nЗимин Павел | 8 912 111-22-33 |\n | | просто слова")
    assert list(found.rows.values_list("outcome", "reason")) == [("created", ""), ("skipped", "no_client")]


def test_a_city_without_company_stays_with_the_person(load):
    found = load("ФИО | Телефон | Город\nЗимин Павел | 8 912 111-22-33 | Казань")
    contact = found.rows.get().contact
    assert contact.fields == {CustomField.objects.get(title="Город").key: "Казань"}


def test_paid_deals_close_on_the_day_they_were_paid(load):
    found = load(
        "ФИО | Сумма | Статус | Дата заявки | Дата оплаты\nЗимин Павел | 900 | оплатил | 01.02.2026 | 20.02.2026"
    )
    deal = Deal.objects.get(origin=found.origin)
    assert (deal.state, deal.started_on, deal.closed_on) == (Stage.Kind.WON, date(2026, 2, 1), date(2026, 2, 20))
    assert [timezone.localdate(move.at) for move in deal.moves.all()] == [date(2026, 2, 1), date(2026, 2, 20)]


def test_the_number_of_the_former_base_is_kept(load):
    found = load("ID | ФИО | Телефон\n10452 | Зимин Павел | 8 912 345-67-89\n10977 | Летова Анна | 8 912 345-67-80")
    field = CustomField.objects.get(title="ID")
    assert [row.contact.fields[field.key] for row in found.rows.all()] == ["10452", "10977"]
