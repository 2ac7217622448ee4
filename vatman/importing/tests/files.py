"""Messy files as companies keep them, each made by one function into a folder: `cold_list(folder)` → its path.

Every function's docstring says what a right reading yields. All people, firms and numbers are invented.
`ALL` names them all; `folder_of_a_company` makes the folder most tests need.
"""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import msoffcrypto.format.ooxml
import xlsxwriter

from .formats import ods_cell, old_zip, quoted

Cells = list[Any]


def book(path: Path, **sheets: list[Cells]) -> Path:
    """An xlsx with these sheets; datetimes become dates, «=…» formulas."""
    with xlsxwriter.Workbook(str(path)) as workbook:
        day = workbook.add_format({"num_format": "dd.mm.yyyy"})
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for number, cells in enumerate(rows):
                write_row(sheet, number, cells, day)
    return path


def write_row(sheet: Any, number: int, cells: Cells, day: Any) -> None:
    for column, value in enumerate(cells):
        if isinstance(value, datetime):
            sheet.write_datetime(number, column, value, day)
        elif isinstance(value, str):
            sheet.write_string(number, column, value)
        elif value is not None:
            sheet.write(number, column, value)


def cold_list(folder: Path) -> Path:
    """No heading at all: 6 rows of firm, city, person and phone, one phone kept as a number."""
    rows: list[Cells] = [
        ["ООО «Ромашка»", "Самара", "Иванов Иван Иванович", "8 (927) 111-22-33"],
        ["ИП Петрова А.С.", "Тольятти", "Петрова Анна", "8 927 222-33-44"],
        ["ЗАО Вектор", "Самара", "Сидоров Пётр", 89273334455.0],
        ["Типография Оттиск", "Сызрань", None, "(8464) 98-76-54"],
        ["ООО Гранит", "Самара", "Кузнецова Ольга Павловна", "+7 927 444 55 66"],
        ["Мебель-Лайт", "Самара", "Орлов", "555-12-34"],
    ]
    return book(folder / "холодная база.xlsx", Лист1=rows)


MONTHS = ("Январь", "Февраль", "Март")


def monthly_sheets(folder: Path) -> Path:
    """A sheet a month with a title above: 3, 3 and 2 rows; «Ромашка» unfinished in all three, paid in March."""
    head = ["№", "Дата", "Клиент", "Телефон", "Заказ", "Сумма", "Статус", "Перезвонить", "Менеджер"]
    statuses = ("КП отправлено", "думает", "оплатил")
    with xlsxwriter.Workbook(str(folder / "Заявки 2026.xlsx")) as workbook:
        day = workbook.add_format({"num_format": "dd.mm.yyyy"})
        for place, month in enumerate(MONTHS):
            sheet = workbook.add_worksheet(month)
            sheet.merge_range(0, 0, 0, 8, f"Заявки за {month.lower()} 2026")
            rows: list[Cells] = [
                head,
                [
                    1,
                    datetime(2026, 1, 12),
                    "ООО Ромашка",
                    "8-927-111-22-33",
                    "Буклеты А4",
                    45000,
                    statuses[place],
                    datetime(2026, place + 2, 3),
                    "Анна",
                ],
            ]
            if place < 2:
                rows.append(
                    [
                        2,
                        datetime(2026, place + 1, 15),
                        f"Клиент {month}",
                        f"8-927-500-00-0{place}",
                        "Визитки",
                        3200,
                        "новый",
                        None,
                        "Борис",
                    ]
                )
            rows.append(
                [
                    len(rows),
                    datetime(2026, place + 1, 20),
                    f"Фирма {month}",
                    f"8-846-200-00-0{place}",
                    "Каталог",
                    120000,
                    "отказ",
                    None,
                    "Анна",
                ]
            )
            for number, cells in enumerate(rows, 2):
                write_row(sheet, number, cells, day)
    return folder / "Заявки 2026.xlsx"


def cyrillic_csv(folder: Path) -> Path:
    """cp1251, «;», quotes inside: 3 rows."""
    text = (
        "Контрагент;Контактное лицо;Телефон;E-mail;Комментарий\r\n"
        '"ООО ""Ромашка""";Иванов И.И.;8 927 111-22-33;ivanov@example.ru;"звонить; после обеда"\r\n'
        "ИП Петрова;Петрова Анна;+7 (927) 222-33-44;petrova@example.ru;\r\n"
        'Вектор;Сидоров Пётр;89273334455;;"две\r\nстроки"\r\n'
    )
    path = folder / "клиенты.csv"
    path.write_bytes(text.encode("cp1251"))
    return path


def plain_csv(folder: Path) -> Path:
    """UTF-8 with a mark, commas, M/D/Y dates (12/31 is impossible as D/M): 3 rows."""
    text = "Name,Phone,Request date,Amount\n" + "".join(
        f"{name},{phone},{day},{amount}\n"
        for name, phone, day, amount in (
            ("Ivan Petrov", "+7 927 111-22-33", "12/31/2025", "1200.50"),
            ("Anna Orlova", "+7 927 222-33-44", "1/13/2026", "900"),
            ("Boris Lee", "+7 927 333-44-55", "2/3/2026", "15000"),
        )
    )
    path = folder / "leads.csv"
    path.write_text(text, encoding="utf-8-sig")
    return path


def merged_header(folder: Path) -> Path:
    """A heading of two rows with groups: «Контактное лицо» over «ФИО» and «Телефон»; 3 rows."""
    with xlsxwriter.Workbook(str(folder / "шапка в две строки.xlsx")) as workbook:
        sheet = workbook.add_worksheet("Клиенты")
        sheet.merge_range("A1:A2", "№")
        sheet.merge_range("B1:B2", "Компания")
        sheet.merge_range("C1:D1", "Контактное лицо")
        sheet.merge_range("E1:F1", "Заказ")
        for column, title in zip("CDEF", ("ФИО", "Телефон", "Что", "Сумма"), strict=True):
            sheet.write(f"{column}2", title)
        for number, name in enumerate(("Ромашка", "Вектор", "Гранит"), 1):
            sheet.write_row(
                number + 1,
                0,
                [number, f"ООО {name}", "Иванов Иван", f"8-927-111-22-0{number}", "Буклеты", number * 1000],
            )
    return folder / "шапка в две строки.xlsx"


def sections_and_totals(folder: Path) -> Path:
    """Cities as rows of their own, totals under each and below all: 5 rows, 2 of Самара, 3 of Тула."""
    rows: list[Cells] = [
        ["Клиенты по городам"],
        [],
        ["Клиент", "Телефон", "Сумма", "Примечание"],
        ["Самара"],
        ["ООО Ромашка", "8-927-111-22-33", 1000, None],
        ["ООО Вектор", "8-927-111-22-34", 2000, "постоянный"],
        ["Итого", None, 3000, None],
        [],
        ["Тула"],
        ["ООО Гранит", "8-927-111-22-35", 500, None],
        ["Иванова Мария", "8-927-111-22-36", 700, None],
        ["Лавка", "8-927-111-22-37", 800, None],
        ["Итого:", None, 2000, None],
        ["Всего по всем городам", None, 5000, None],
        [],
        ["Зелёным отмечены постоянные"],
    ]
    return book(folder / "по городам.xlsx", База=rows)


def phones_as_numbers(folder: Path) -> Path:
    """Phones and ИНН kept as numbers: 3 rows."""
    rows: list[Cells] = [
        ["ФИО", "Моб.", "ИНН"],
        ["Иванов Иван", 89271112233.0, 7707083893.0],
        ["Петрова Анна", 79272223344.0, None],
        ["Сидоров Пётр", 9273334455.0, 500100732259.0],
    ]
    return book(folder / "телефоны числом.xlsx", Лист1=rows)


def html_as_xls(folder: Path) -> Path:
    """A page of a report saved as .xls, cp1251: 2 rows under a heading with a merged cell above."""
    page = (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"></head><body><table border=1>'
        "<tr><td colspan=3><b>Клиенты на 01.02.2026</b></td></tr>"
        "<tr><th>Заказчик</th><th>Телефон</th><th>Адрес</th></tr>"
        "<tr><td>ООО &laquo;Ромашка&raquo;</td><td>8 927 111-22-33<br>8 927 111-22-34</td><td>г. Самара, ул. Мира, 1</td></tr>"
        "<tr><td>Иванов Иван</td><td>8 927 222-33-44</td><td>&nbsp;</td></tr></table></body></html>"
    )
    path = folder / "отчёт.xls"
    path.write_bytes(page.encode("cp1251"))
    return path


def old_cards(folder: Path) -> Path:
    """vCard 2.1 with Cyrillic in quoted-printable, one of them in cp1251: 2 cards."""
    lines = [
        "BEGIN:VCARD", "VERSION:2.1",
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:" + quoted("Иванов", "utf-8") + ";" + quoted("Иван", "utf-8") + ";=\r\n" + quoted("Иванович", "utf-8") + ";;",
        "TEL;CELL:+79271112233", "TEL;WORK;VOICE:8 (846) 200-00-01",
        "ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:" + quoted("Ромашка", "utf-8"), "END:VCARD",
        "BEGIN:VCARD", "VERSION:2.1",
        "N;CHARSET=windows-1251;ENCODING=QUOTED-PRINTABLE:" + quoted("Петрова", "cp1251") + ";" + quoted("Анна", "cp1251") + ";;;",
        "TEL;CELL:89272223344", "EMAIL;INTERNET:petrova@example.ru", "BDAY:1985-06-05", "END:VCARD", "",
    ]  # fmt: skip
    path = folder / "контакты.vcf"
    path.write_bytes("\r\n".join(lines).encode())
    return path


def open_document(folder: Path) -> Path:
    """An .ods of two sheets: 2 rows and none."""
    rows = (
        ("Имя", "Телефон", "Сумма"),
        ("Иванов Иван", "8 927 111-22-33", 1500),
        ("Петрова Анна", "8 927 222-33-44", 20),
    )
    table = "".join("<table:table-row>" + "".join(map(ods_cell, cells)) + "</table:table-row>" for cells in rows)
    space = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{space}:office:1.0" xmlns:table="{space}:table:1.0" '
        f'xmlns:text="{space}:text:1.0" office:version="1.2"><office:body><office:spreadsheet><table:table table:name="Лист1">{table}</table:table>'
        '<table:table table:name="Лист2"/></office:spreadsheet></office:body></office:document-content>'
    )
    path = folder / "база.ods"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        package.writestr("content.xml", content)
    return path


def several_phones(folder: Path) -> Path:
    """Phones, people and mail in one cell, a client blank where it is the same as above: 4 rows."""
    rows: list[Cells] = [
        ["Фирма", "Контакты", "История"],
        ["ООО Ромашка", "Марина 8-927-111-22-33, бух. Ольга (846) 200-00-01 доб. 12", "12.03 нд, 15.03 отпр кп 180"],
        [None, "директор Иванов И.И. 8 927 222 33 44; ivanov@example.ru", None],
        ["Вектор", "89273334455; 8(927)444-55-66", "думают до пт"],
        ["Гранит", "info@example.ru", None],
    ]
    return book(folder / "контакты в одной ячейке.xlsx", Лист1=rows)


def repeated_header(folder: Path) -> Path:
    """The heading again after each page, a blank column in the middle: 4 rows."""
    head: Cells = ["ФИО", "Тел.", None, "Город"]
    rows: list[Cells] = [head]
    for place in range(4):
        if place == 2:
            rows += [[], head]
        rows.append([f"Клиент Номер{place}", f"8-927-600-00-0{place}", None, "Самара" if place else "Тула"])
    return book(folder / "шапка повторяется.xlsx", Лист1=rows)


def text_to_the_right(folder: Path) -> Path:
    """Remarks right of the last heading belong to their rows: 3 rows, one column without a title."""
    rows: list[Cells] = [
        ["Клиент", "Телефон", "Сумма"],
        ["ООО Ромашка", "8-927-111-22-33", 1000],
        ["ООО Вектор", "8-927-222-33-44", 2000, "просил перезвонить в мае"],
        ["ООО Гранит", "8-927-333-44-55", 3000],
    ]
    return book(folder / "приписки справа.xlsx", Лист1=rows)


def failed_formulas(folder: Path) -> Path:
    """Errors of formulas in C3 and C5, «#Н/Д» typed in B4: 3 rows, 3 problems; a hidden sheet besides."""
    with xlsxwriter.Workbook(str(folder / "формулы.xlsx")) as workbook:
        sheet = workbook.add_worksheet("Сделки")
        sheet.write_row(0, 0, ["Сделки отдела"])
        sheet.write_row(1, 0, ["Клиент", "Телефон", "Сумма"])
        for number, name in enumerate(("ООО Ромашка", "ООО Вектор", "ООО Гранит"), 2):
            sheet.write_row(number, 0, [name, f"8-927-111-22-0{number}"])
        sheet.write_formula("C3", "=1/0", None, "#DIV/0!")
        sheet.write_number("C4", 700)
        sheet.write_string("B4", "#Н/Д")
        sheet.write_formula("C5", "=VLOOKUP(1,A1:A2,1,0)", None, "#N/A")
        workbook.add_worksheet("Зарплаты").hide()
    return folder / "формулы.xlsx"


def price_list(folder: Path) -> Path:
    """A price list: 3 goods, no clients."""
    rows: list[Cells] = [
        ["Прайс-лист на 01.02.2026"],
        [],
        ["Артикул", "Наименование", "Ед. изм.", "Цена, руб.", "Остаток"],
        ["А-100", "Бумага мелованная 130 г", "лист", 12.5, 400],
        ["А-101", "Бумага мелованная 170 г", "лист", 15, 120],
        ["Б-7", "Краска чёрная", "кг", 900, 14],
    ]
    return book(folder / "прайс.xlsx", Прайс=rows)


def waybill(folder: Path) -> Path:
    """A printed form with a table of goods inside: no clients."""
    with xlsxwriter.Workbook(str(folder / "накладная 145.xlsx")) as workbook:
        sheet = workbook.add_worksheet("ТОРГ-12")
        sheet.merge_range("A1:J1", "ТОВАРНАЯ НАКЛАДНАЯ № 145 от 03.02.2026")
        sheet.merge_range("A3:J3", "Поставщик: ООО Печатный двор, ИНН 7707083893")
        sheet.merge_range("A4:J4", "Грузополучатель: ООО Ромашка, г. Самара")
        sheet.write_row(5, 0, ["№", "Товар", "Ед.", "Кол-во", "Цена", "Сумма"])
        sheet.write_row(6, 0, [1, "Буклеты А4", "шт", 1000, 12, 12000])
        sheet.write_row(7, 0, [2, "Визитки", "шт", 500, 2, 1000])
        sheet.write_row(8, 4, ["Итого", 13000])
        sheet.merge_range("A11:E11", "Отпуск груза разрешил ____________ (подпись)")
        sheet.merge_range("F11:J11", "Груз получил ____________ М.П.")
    return folder / "накладная 145.xlsx"


def locked(folder: Path) -> Path:
    """A book with a password."""
    plain = io.BytesIO(cold_list(folder).read_bytes())
    (folder / "холодная база.xlsx").unlink()
    path = folder / "с паролем.xlsx"
    with path.open("wb") as file:
        msoffcrypto.format.ooxml.OOXMLFile(plain).encrypt("12345", file)
    return path


def empty(folder: Path) -> Path:
    path = folder / "пустой.xlsx"
    path.write_bytes(b"")
    return path


def broken(folder: Path) -> Path:
    """The first half of a book."""
    whole = repeated_header(folder)
    path = folder / "битый.xlsx"
    path.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    whole.unlink()
    return path


def lock_file(folder: Path) -> Path:
    path = folder / "~$холодная база.xlsx"
    path.write_bytes(b"\x05Anna" + b" " * 160)
    return path


def zipped(folder: Path) -> Path:
    """A zip made on Windows (names in cp866): a book in a folder, a lock file, a zip inside with a csv."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("клиенты.csv", "Имя;Телефон\nИванов Иван;8 927 111-22-33\n")
    work = folder / "для архива"
    work.mkdir(exist_ok=True)
    entries = {
        "Отдел/холодная база.xlsx": cold_list(work).read_bytes(),
        "Отдел/~$холодная база.xlsx": lock_file(work).read_bytes(),
        "Отдел/старое.zip": inner.getvalue(),
    }
    for left in work.iterdir():
        left.unlink()
    work.rmdir()
    return old_zip(folder / "папка отдела.zip", entries)


MESSY: tuple[Callable[[Path], Path], ...] = (
    cold_list, monthly_sheets, cyrillic_csv, plain_csv, merged_header, sections_and_totals, phones_as_numbers, html_as_xls,
    old_cards, open_document, several_phones, repeated_header, text_to_the_right, failed_formulas,
)  # fmt: skip
REFUSED: tuple[Callable[[Path], Path], ...] = (price_list, waybill, locked, empty, broken, lock_file)
ALL = (*MESSY, *REFUSED, zipped)


def folder_of_a_company(folder: Path) -> Path:
    """All the messy files and all that must be refused, in one folder with a subfolder and a zip."""
    old = folder / "Старое"
    old.mkdir(parents=True, exist_ok=True)
    for number, make in enumerate((*REFUSED, *MESSY)):  # the refused ones build on messy ones and clear them away
        make(old if number % 2 and make in MESSY else folder)
    zipped(folder)
    return folder
