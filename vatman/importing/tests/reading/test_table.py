"""What is a heading, a row, a section, a total: shapes of tables, one sentence each (A1.3)."""

from datetime import date
from typing import Any

import pytest

from vatman.importing.reading.grid import Merge, grid_of, narrow
from vatman.importing.reading.table import find_table
from vatman.importing.shapes import Sheet, SheetKind

PHONE, OTHER = "8 927 111-22-33", "8 927 111-22-34"


def sheet(*rows: list[Any], merges: list[Merge] | None = None) -> Sheet:
    return find_table(grid_of("Лист1", [list(cells) for cells in rows], merges))


def shape(found: Sheet) -> tuple[int | None, list[int], set[str]]:
    return found.header_row, [row.number for row in found.rows], {row.section for row in found.rows}


HEADLESS: dict[str, list[list[Any]]] = {
    "names": [["Иванов Иван"], ["Петров Пётр"], ["Сидорова Анна"]],
    "names and towns": [["Иванов Иван", "Самара"], ["Петров Пётр", "Тула"], ["Орлов Игорь", "Самара"]],
    "firms and sites": [["ООО Ромашка", "romashka.ru"], ["ЗАО Вектор", "vector.ru"], ["Лютик", "lutik.ru"]],
    "phones": [[PHONE], [89271112234], ["+7 927 1112235"]],
    "addresses": [["НИИ", "Рязань", "Мира, 3А"], ["Парексель", "Москва", "Осенний бульвар 23"]],
    "one row": [["Иванов Иван", PHONE]],
}


@pytest.mark.parametrize("rows", HEADLESS.values(), ids=HEADLESS)
def test_without_a_heading_every_row_is_data(rows: list[list[Any]]) -> None:
    assert shape(sheet(*rows)) == (None, list(range(1, len(rows) + 1)), {""})


HEADED: dict[str, tuple[int, list[int], list[list[Any]]]] = {
    "plain": (1, [2], [["ФИО", "Телефон"], ["Иванов", PHONE]]),
    "english": (1, [2], [["Deal Name", "Organization", "Value"], ["Big", "Acme", 100]]),
    "identifiers": (1, [2, 3], [["rec_id", "given_name"], ["rec-1", "anna"], ["rec-2", "boris"]]),
    "everyday words": (1, [2, 3], [["Кто", "Где", "Чего хочет"], ["Марина", "Самара", "буклеты"], ["Ольга", "Тула", "визитки"]]),
    "one column": (1, [2, 3], [["Клиенты"], ["ООО Ромашка"], ["ООО Вектор"]]),
    "heading alone": (1, [], [["ФИО", "Телефон", "Статус"]]),
    "blank under it": (1, [3], [["ФИО", "Телефон"], [], ["Иванов", PHONE]]),
    "title and period above": (
        4, [5, 6],
        [["Отчёт по клиентам"], ["Менеджер:", "Анна"], [], ["Клиент", "Телефон", "Сумма"], ["Ромашка", PHONE, 1], ["Вектор", OTHER, 2]],
    ),
    "numbers of columns under it": (2, [3], [["№ п/п", "Название", "ИНН", "Телефон"], [1, 2, 3, 4], [1, "Ромашка", "7707083893", PHONE]]),
    "dates as titles": (1, [2], [["Клиент", "Телефон", date(2026, 1, 12), date(2026, 1, 13)], ["Ромашка", PHONE, "нд", "зв"]]),
    "years as titles": (1, [2, 3], [["Клиент", 2024, 2025], ["Ромашка", 100, 300], ["Вектор", 200, 10]]),
    "months as titles": (1, [2, 3], [["Клиент", "Янв", "Фев"], ["Ромашка", 100, None], ["Вектор", None, 10]]),
    "margins": (3, [4], [[], [], [None, None, "ФИО", "Телефон"], [None, None, "Иванов", PHONE]]),
}  # fmt: skip


@pytest.mark.parametrize(("header", "numbers", "rows"), HEADED.values(), ids=HEADED)
def test_a_heading_is_found_and_is_no_row(header: int, numbers: list[int], rows: list[list[Any]]) -> None:
    found = sheet(*rows)
    assert (found.header_row, [row.number for row in found.rows], found.kind) == (header, numbers, SheetKind.TABLE)


def test_titles_of_days_read_as_days() -> None:
    found = sheet(*HEADED["dates as titles"][2])
    assert [column.title for column in found.columns] == ["Клиент", "Телефон", "12.01.2026", "13.01.2026"]


def test_groups_over_a_heading_join_where_the_file_keeps_no_merges() -> None:
    found = sheet(
        ["Клиент", None, "Сделка", None], ["ФИО", "Телефон", "Сумма", "Город"], ["Иванов", PHONE, 1000, "Тула"]
    )
    assert [column.title for column in found.columns] == [
        "Клиент ФИО",
        "Клиент Телефон",
        "Сделка Сумма",
        "Сделка Город",
    ]


def test_a_title_over_the_whole_table_joins_nothing() -> None:
    merges = [Merge(1, 0, 1, 3), Merge(2, 0, 2, 1), Merge(2, 2, 2, 3)]
    found = sheet(["Клиенты"] + [None] * 3, ["Контакты", None, "Компания", None], ["ФИО", "Тел", "Имя", "ИНН"], ["Иванов", PHONE, "Ромашка", "1"], merges=merges)  # fmt: skip
    assert [column.title for column in found.columns] == [
        "Контакты ФИО",
        "Контакты Тел",
        "Компания Имя",
        "Компания ИНН",
    ]
    assert found.header_row == 3


SECTIONS: dict[str, tuple[list[int], set[str], list[list[Any]]]] = {
    "towns": ([3, 5], {"Самара", "Казань"}, [["Имя", "Тел", "Сайт"], ["Самара"], ["Ромашка", PHONE, None], ["Казань"], ["Гранит", OTHER, "g.ru"]]),
    "over numbered rows": ([3, 5], {"Кинель", "Безенчук"}, [["№", "Имя", "Тел"], ["Кинель"], [1, "Ромашка", PHONE], ["Безенчук"], [1, "Гранит", OTHER]]),
    "months": ([3, 5], {"Январь 2026", "Март 2026"}, [["Клиент", "Сумма"], ["Январь 2026"], ["Ромашка", 1], ["Март 2026"], ["Гранит", 2]]),
    "a client whose phone is not known": ([2, 3, 4], {""}, [["ФИО", "Телефон"], ["Иванов Иван", PHONE], ["Петров Пётр"], ["Орлов Пётр", OTHER]]),
    "a firm with nothing else": ([2, 3, 4], {""}, [["Фирма", "Тел", "Город"], ["Лютик", PHONE, "Тула"], ["Оттиск"], ["Гранит", OTHER, "Тула"]]),
    "the last client has only a name": ([2, 3], {""}, [["ФИО", "Тел", "Прим."], ["Иванов", PHONE, "x"], ["Сидоров"]]),
    "a diary goes on below": ([2, 3, 4], {""}, [["Клиент", "Тел", "История"], ["Ромашка", PHONE, "нд"], [None, None, "15.03 кп"], ["Вектор", OTHER, "зв"]]),
    "a town given once for several": ([2, 3, 4], {""}, [["Город", "Фирма"], ["Самара", "Лютик"], [None, "Оттиск"], ["Тула", "Гранит"]]),
}  # fmt: skip


@pytest.mark.parametrize(("numbers", "sections", "rows"), SECTIONS.values(), ids=SECTIONS)
def test_sections_are_told_from_clients(numbers: list[int], sections: set[str], rows: list[list[Any]]) -> None:
    assert shape(sheet(*rows)) == (1, numbers, sections)


def test_a_merged_row_is_a_section_whatever_it_says() -> None:
    found = sheet(["Имя", "Тел", "Сайт"], ["Похвистнево"], ["Ромашка", PHONE, None], merges=[Merge(2, 0, 2, 2)])
    assert shape(found) == (1, [3], {"Похвистнево"})


NO_ROWS: dict[str, list[Any]] = {
    "total": ["Итого", None, 300],
    "total in capitals": ["ИТОГО:", None, 300],
    "total in the middle": [None, "Всего по отделу", 300],
    "sum without a word": [None, None, 300],
    "mean": ["Среднее", None, 150],
    "heading again": ["Клиент", "Телефон", "Сумма"],
}


@pytest.mark.parametrize("last", NO_ROWS.values(), ids=NO_ROWS)
def test_what_is_no_client_is_no_row(last: list[Any]) -> None:
    assert shape(sheet(["Клиент", "Телефон", "Сумма"], ["Ромашка", PHONE, 100], ["Вектор", OTHER, 200], last)) == (
        1,
        [2, 3],
        {""},
    )


def test_firms_named_like_totals_are_rows() -> None:
    assert shape(sheet(["Клиент", "Телефон"], ["Всего лишь кофе", PHONE], ["Итог", OTHER])) == (1, [2, 3], {""})


def test_remarks_below_the_table_are_no_rows() -> None:
    found = sheet(["ФИО", "Телефон"], ["Иванов", PHONE], [], ["Зелёным отмечены постоянные"], ["Исполнитель: Петрова"])
    assert shape(found) == (1, [2], {""})


KINDS: dict[str, tuple[SheetKind, list[list[Any]]]] = {
    "prices": (SheetKind.PRICE, [["Наименование", "Ед.изм", "Цена опт"], ["Бумага", "лист", 12], ["Краска", "кг", 900]]),
    "stock": (SheetKind.PRICE, [["Номенклатура", "Остаток"], ["Бумага", 100], ["Краска", 10]]),
    "orders": (SheetKind.TABLE, [["Дата", "Заказчик", "Товар", "Цена"], [date(2026, 1, 2), "Ромашка", "Буклеты", 12]]),
    "sales by day": (SheetKind.TABLE, [["Дата", "Товар", "Цена"], [date(2026, 1, 2), "Бумага", 5], [date(2026, 1, 3), "Краска", 1]]),
    "firms with a sum": (SheetKind.TABLE, [["Наименование", "Стоимость"], ["ООО Ромашка", 1200], ["ИП Петров", 200]]),
    "price and phone": (SheetKind.TABLE, [["Наименование", "Цена", "Телефон"], ["Ромашка", 1200, PHONE], ["Вектор", 200, OTHER]]),
    "clients called a price": (SheetKind.TABLE, [["Прайс и клиенты"], ["Клиент", "Цена"], ["ООО Ромашка", 1200], ["ИП Петров", 5]]),
    "production": (SheetKind.TABLE, [["№ заказа", "Что печатаем", "Стоимость", "Статус"], [1, "Буклеты", 5000, "готов"], [2, "Визитки", 1, "в работе"]]),
    "invoice": (
        SheetKind.FORM,
        [["Счет на оплату № 15 от 03.02.2026"], ["Поставщик:", "ООО Печатный двор"], ["Покупатель:", "ООО Ромашка"],
         ["№", "Товары", "Кол-во", "Цена"], [1, "Буклеты", 100, 12], [None, None, "Итого:", 1200], ["Руководитель ________"]],
    ),
    "a signed register": (
        SheetKind.TABLE,
        [["Приложение № 1 к приказу"], ["№", "Наименование", "ИНН", "Телефон"], [1, "Ромашка", "7707083893", PHONE], [], ["Главный бухгалтер ________"]],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "rows"), KINDS.values(), ids=KINDS)
def test_clients_goods_and_forms_are_told_apart(kind: SheetKind, rows: list[list[Any]]) -> None:
    found = sheet(*rows)
    assert found.kind is kind
    assert bool(found.why) == (kind is not SheetKind.TABLE)


def test_a_forgotten_cell_far_to_the_right_costs_one_column() -> None:
    grid = grid_of(
        "Лист1", [["Клиент", "Телефон"], ["Ромашка", PHONE, *[None] * 5000, "забыли"]], [Merge(1, 3, 1, 4000)]
    )
    narrow(grid)
    found = find_table(grid)
    assert [(column.index, column.title) for column in found.columns] == [(0, "Клиент"), (1, "Телефон"), (2, "")]
    assert found.rows[0].values == ["Ромашка", PHONE, "забыли"]
