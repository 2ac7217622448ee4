"""A1.4, A1.21: the same folder again creates nothing; one deal in many monthly sheets is one deal."""

from datetime import date
from decimal import Decimal

import pytest

from vatman.deals.models import Deal
from vatman.importing.report import report
from vatman.records.models import Note
from vatman.tasks.models import Task

from .test_rows import WHOLE

NOTHING = {"contacts": 0, "companies": 0, "deals": 0, "tasks": 0, "notes": 0}


def test_the_same_file_again_creates_nothing(load):
    load(WHOLE)
    again = load(WHOLE, name="копия (2) ИТОГ новая.csv")
    assert report(again)["created"] == NOTHING
    assert list(again.rows.values_list("outcome", "reason")) == [("joined", "identical")]


def test_a_row_that_has_grown_adds_only_what_is_new(load):
    load(WHOLE)
    again = load(WHOLE.replace("просил скидку", "просил ещё скидку"))
    assert report(again)["created"] == {**NOTHING, "notes": 1}


def test_the_same_row_twice_in_one_file_is_one(load):
    head, row = WHOLE.strip().splitlines()
    found = load(f"{head}\n{row}\n{row}")
    assert report(found)["created"] == {"contacts": 1, "companies": 1, "deals": 1, "tasks": 1, "notes": 1}
    assert report(found)["rows"] == {"read": 2, "created": 1, "joined": 1, "skipped": 0}


def test_after_an_undo_it_comes_in_anew(load, world):
    load(WHOLE).undo(by=world.olga)
    assert report(load(WHOLE))["created"]["contacts"] == 1


MONTHS = "ФИО | Телефон | Что хочет | Сумма | Дата заявки | Статус | Дата оплаты\n" + "\n".join(
    f"Зимин Павел | 8 912 345-67-89 | каталог | 90000 | 12.01.2026 | {status} | {paid}"
    for status, paid in (("новый", ""), ("ждёт КП", ""), ("думает", ""), ("оплатил", "20.04.2026"))
)


def test_one_deal_of_many_months_is_one_deal_with_a_history(load):
    found = load(MONTHS)
    deal = Deal.objects.get(origin=found.origin)
    assert (deal.amount, deal.started_on, deal.closed_on, deal.state) == (
        Decimal(90000),
        date(2026, 1, 12),
        date(2026, 4, 20),
        "won",
    )
    assert [move.stage.key for move in deal.moves.all()] == ["request", "send_quote", "won"]


def test_a_closed_deal_does_not_open_again_in_an_older_sheet(load):
    head, *rows = MONTHS.splitlines()
    found = load("\n".join([head, *reversed(rows)]))
    assert Deal.objects.get(origin=found.origin).state == "won"


def test_another_order_of_the_same_thing_is_another_deal(load):
    found = load(MONTHS + "\nЗимин Павел | 8 912 345-67-89 | каталог | 90000 | 15.09.2026 | новый |")
    assert Deal.objects.filter(origin=found.origin).count() == 2


@pytest.mark.parametrize("other", ["буклет | 90000", "каталог | 95000"])
def test_another_subject_or_sum_is_another_deal(load, other):
    found = load(MONTHS + f"\nЗимин Павел | 8 912 345-67-89 | {other} | 12.01.2026 | новый |")
    assert Deal.objects.filter(origin=found.origin).count() == 2


def test_the_same_note_and_call_are_written_once(load):
    load(
        "ФИО | Телефон | Сумма | Перезвонить | Комментарий\nЗимин Павел | 8 912 345-67-89 | 900 | 15.12.2026 | ждёт образец"
    )
    load(
        "ФИО | Телефон | Сумма | Перезвонить | Комментарий | Город\nЗимин Павел | 8 912 345-67-89 | 900 | 15.12.2026 | ждёт образец | Омск"
    )
    assert Note.objects.filter(text="ждёт образец").count() == 1
    assert Task.objects.filter(due_on=date(2026, 12, 15)).count() == 1


def test_two_people_of_one_company_have_a_deal_each_where_nothing_else_is_said(load):
    found = load("ФИО | Компания | Статус\nЗимин Павел | ООО Гвоздь | новый\nЛетова Анна | ООО Гвоздь | новый")
    assert sorted(deal.contact.last_name for deal in Deal.objects.filter(origin=found.origin)) == ["Зимин", "Летова"]


def test_rows_with_numbers_of_their_own_are_deals_of_their_own(load):
    rows = "deal_id | Компания | Что хочет | Статус\nA-1 | ООО «Ромашка» | каталог | думает\nA-2 | ООО «Ромашка» | каталог | думает"
    found = load(rows)
    assert Deal.objects.filter(origin=found.origin).count() == 2
    later = load(rows.replace("A-2 | ООО «Ромашка» | каталог | думает", "A-2 | ООО «Ромашка» | каталог | оплатил"))
    assert report(later)["created"]["deals"] == 0
    assert Deal.objects.filter(origin=found.origin).count() == 2
