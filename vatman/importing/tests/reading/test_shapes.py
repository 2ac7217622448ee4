"""Every messy file of `files.py` reads as its docstring says (A1.3, A1.4)."""

from datetime import date
from pathlib import Path

from vatman.importing.reading import read, read_file
from vatman.importing.shapes import Sheet, SheetKind, SourceFile
from vatman.importing.tests import files


def sheet_of(path: Path, index: int = 0) -> Sheet:
    source = read_file(path)
    assert source.problems == []
    return source.sheets[index]


def titles(sheet: Sheet) -> list[str]:
    return [column.title for column in sheet.columns]


def cell(sheet: Sheet, row: int, title: str) -> object:
    column = next(column for column in sheet.columns if column.title == title)
    return next(line for line in sheet.rows if line.number == row).values[column.index]


def test_a_list_without_heading_gives_all_its_rows(tmp_path: Path) -> None:
    sheet = sheet_of(files.cold_list(tmp_path))
    assert sheet.header_row is None
    assert [row.number for row in sheet.rows] == [1, 2, 3, 4, 5, 6]
    assert sheet.rows[2].values == ["ЗАО Вектор", "Самара", "Сидоров Пётр", 89273334455.0]
    assert sheet.rows[3].values[2] is None


def test_every_month_is_a_sheet_with_its_own_heading(tmp_path: Path) -> None:
    source = read_file(files.monthly_sheets(tmp_path))
    assert [(sheet.name, sheet.header_row, len(sheet.rows)) for sheet in source.sheets] == [
        ("Январь", 3, 3), ("Февраль", 3, 3), ("Март", 3, 2),
    ]  # fmt: skip
    assert cell(source.sheets[0], 4, "Дата") == date(2026, 1, 12)
    assert cell(source.sheets[2], 4, "Статус") == "оплатил"


def test_a_russian_csv_of_excel(tmp_path: Path) -> None:
    sheet = sheet_of(files.cyrillic_csv(tmp_path))
    assert titles(sheet) == ["Контрагент", "Контактное лицо", "Телефон", "E-mail", "Комментарий"]
    assert sheet.rows[0].values[0] == 'ООО "Ромашка"'
    assert sheet.rows[0].values[4] == "звонить; после обеда"
    assert sheet.rows[1].values[4] is None
    assert len(sheet.rows) == 3


def test_an_english_csv_with_a_mark(tmp_path: Path) -> None:
    sheet = sheet_of(files.plain_csv(tmp_path))
    assert titles(sheet) == ["Name", "Phone", "Request date", "Amount"]
    assert [row.values[2] for row in sheet.rows] == ["12/31/2025", "1/13/2026", "2/3/2026"]


def test_a_heading_of_two_rows_is_joined(tmp_path: Path) -> None:
    sheet = sheet_of(files.merged_header(tmp_path))
    assert sheet.header_row == 2
    assert titles(sheet) == [
        "№",
        "Компания",
        "Контактное лицо ФИО",
        "Контактное лицо Телефон",
        "Заказ Что",
        "Заказ Сумма",
    ]
    assert len(sheet.rows) == 3


def test_cities_are_sections_and_totals_are_no_rows(tmp_path: Path) -> None:
    sheet = sheet_of(files.sections_and_totals(tmp_path))
    assert [(row.number, row.section) for row in sheet.rows] == [
        (5, "Самара"), (6, "Самара"), (10, "Тула"), (11, "Тула"), (12, "Тула"),
    ]  # fmt: skip


def test_phones_kept_as_numbers_stay_numbers(tmp_path: Path) -> None:
    sheet = sheet_of(files.phones_as_numbers(tmp_path))
    assert [row.values[1] for row in sheet.rows] == [89271112233, 79272223344, 9273334455]


def test_a_page_saved_as_xls(tmp_path: Path) -> None:
    sheet = sheet_of(files.html_as_xls(tmp_path))
    assert titles(sheet) == ["Заказчик", "Телефон", "Адрес"]
    assert sheet.rows[0].values == ["ООО «Ромашка»", "8 927 111-22-33\n8 927 111-22-34", "г. Самара, ул. Мира, 1"]
    assert sheet.rows[1].values == ["Иванов Иван", "8 927 222-33-44", None]
    assert len(sheet.rows) == 2


def test_old_cards_in_quoted_printable(tmp_path: Path) -> None:
    sheet = sheet_of(files.old_cards(tmp_path))
    assert titles(sheet) == [
        "Фамилия", "Имя", "Отчество", "Организация", "Моб. телефон", "Раб. телефон", "E-mail", "День рождения",
    ]  # fmt: skip
    assert sheet.rows[0].values[:6] == ["Иванов", "Иван", "Иванович", "Ромашка", "+79271112233", "8 (846) 200-00-01"]
    assert sheet.rows[1].values[:2] == ["Петрова", "Анна"]
    assert sheet.rows[1].values[7] == date(1985, 6, 5)


def test_a_book_of_libreoffice(tmp_path: Path) -> None:
    source = read_file(files.open_document(tmp_path))
    assert [sheet.kind for sheet in source.sheets] == [SheetKind.TABLE, SheetKind.EMPTY]
    assert source.sheets[0].rows[0].values == ["Иванов Иван", "8 927 111-22-33", 1500]


def test_a_blank_client_above_more_contacts_is_left_blank(tmp_path: Path) -> None:
    sheet = sheet_of(files.several_phones(tmp_path))
    assert [row.values[0] for row in sheet.rows] == ["ООО Ромашка", None, "Вектор", "Гранит"]


def test_a_repeated_heading_and_a_blank_column(tmp_path: Path) -> None:
    sheet = sheet_of(files.repeated_header(tmp_path))
    assert [row.number for row in sheet.rows] == [2, 3, 6, 7]
    assert [(column.index, column.title) for column in sheet.columns] == [(0, "ФИО"), (1, "Тел."), (3, "Город")]


def test_text_right_of_the_last_heading_is_kept(tmp_path: Path) -> None:
    sheet = sheet_of(files.text_to_the_right(tmp_path))
    assert titles(sheet) == ["Клиент", "Телефон", "Сумма", ""]
    assert sheet.rows[1].values[3] == "просил перезвонить в мае"


def test_failed_formulas_are_empty_and_named(tmp_path: Path) -> None:
    source = read_file(files.failed_formulas(tmp_path), "продажи/формулы.xlsx")
    sheet = source.sheets[0]
    assert [(problem.row, problem.column, problem.value) for problem in sheet.problems] == [
        (3, "Сумма", "#DIV/0!"), (4, "Телефон", "#Н/Д"), (5, "Сумма", "#N/A"),
    ]  # fmt: skip
    assert {problem.file for problem in sheet.problems} == {"продажи/формулы.xlsx"}
    assert [row.values[1:] for row in sheet.rows] == [["8-927-111-22-02", None], [None, 700], ["8-927-111-22-04", None]]
    assert [(problem.code, problem.sheet) for problem in source.problems] == [("hidden_sheet", "Зарплаты")]


def test_a_price_list_is_no_list_of_clients(tmp_path: Path) -> None:
    sheet = sheet_of(files.price_list(tmp_path))
    assert (sheet.kind, sheet.why, len(sheet.rows)) == (SheetKind.PRICE, "price_title", 3)


def test_a_printed_form_is_no_table(tmp_path: Path) -> None:
    sheet = sheet_of(files.waybill(tmp_path))
    assert (sheet.kind, sheet.rows) == (SheetKind.FORM, [])


def test_what_cannot_be_read_says_why_and_stops_nobody(tmp_path: Path) -> None:
    for make in (files.locked, files.empty, files.broken, files.lock_file, files.cold_list):
        make(tmp_path)
    found = {source.name: source for source in read([tmp_path])}
    assert {name: [problem.code for problem in source.problems] for name, source in found.items()} == {
        "с паролем.xlsx": ["password"],
        "пустой.xlsx": ["empty_file"],
        "битый.xlsx": ["broken"],
        "~$холодная база.xlsx": ["lock_file"],
        "холодная база.xlsx": [],
    }
    assert len(found["холодная база.xlsx"].sheets[0].rows) == 6


def test_a_zip_is_read_through_with_its_names(tmp_path: Path) -> None:
    found = list(read([files.zipped(tmp_path)]))
    assert [(source.name, _rows(source), [problem.code for problem in source.problems]) for source in found] == [
        ("папка отдела.zip/Отдел/~$холодная база.xlsx", 0, ["lock_file"]),
        ("папка отдела.zip/Отдел/старое.zip/клиенты.csv", 1, []),
        ("папка отдела.zip/Отдел/холодная база.xlsx", 6, []),
    ]


def test_a_whole_folder_comes_one_file_at_a_time(tmp_path: Path) -> None:
    files.folder_of_a_company(tmp_path)
    steps: list[tuple[str, int, int]] = []
    found = [source for source in read([tmp_path], lambda *step: steps.append(step))]
    assert sum(map(_rows, found)) == 58
    assert all(len(source.digest) == 64 for source in found if source.sheets)
    assert steps[-1] == ("", 21, 21)


def _rows(source: SourceFile) -> int:
    return sum(len(sheet.rows) for sheet in source.sheets if sheet.kind is SheetKind.TABLE)
