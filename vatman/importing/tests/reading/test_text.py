"""Encodings and separators of tables kept as text (A1.3)."""

from pathlib import Path

import pytest

from vatman.importing.reading import read_file
from vatman.importing.reading.text import rows, separator_of
from vatman.importing.shapes import SheetKind

TABLE = "ФИО;Телефон;Комментарий\r\nИванов Иван;8 927 111-22-33;перезвонить\r\nПЕТРОВА АННА;8 927 111-22-34;Думает до пятницы\r\n"


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "cp1251",
        "koi8-r",
        "cp866",
        "mac-cyrillic",
        "iso8859-5",
    ],
)
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_any_encoding_and_separator(tmp_path: Path, encoding: str, separator: str) -> None:
    path = tmp_path / "клиенты.csv"
    path.write_bytes(TABLE.replace(";", separator).encode(encoding))
    [sheet] = read_file(path).sheets
    assert [column.title for column in sheet.columns] == ["ФИО", "Телефон", "Комментарий"]
    assert [row.values for row in sheet.rows] == [
        ["Иванов Иван", "8 927 111-22-33", "перезвонить"], ["ПЕТРОВА АННА", "8 927 111-22-34", "Думает до пятницы"],
    ]  # fmt: skip


def test_letters_of_the_west_are_no_russian(tmp_path: Path) -> None:
    path = tmp_path / "clients.csv"
    path.write_bytes(
        "Nom;Prénom;Tél\nLefèvre;François;+33 1 22 33 44 55\nGarçon;Élodie;+33 1 22 33 44 56\n".encode("cp1252")
    )
    assert [row.values[:2] for row in read_file(path).sheets[0].rows] == [["Lefèvre", "François"], ["Garçon", "Élodie"]]


def test_commas_inside_addresses_are_no_separator() -> None:
    assert separator_of("Имя\tАдрес\nРомашка\tСамара, Мира, 1\nВектор\tТула, Ленина, 5, оф. 3\n") == "\t"
    assert separator_of("Имя;Сумма\nРомашка;1 200,50\nВектор;3,5\n") == ";"
    assert separator_of("просто строка\nи ещё одна\n") is None


def test_excel_hides_the_line_that_names_the_separator() -> None:
    assert rows("sep=;\r\nФИО;Тел\r\n") == [["ФИО", "Тел"]]


def test_a_stray_quotation_mark_takes_no_rows_with_it() -> None:
    assert rows('Клиент;Тел\n"Ромашка;1\nВектор;2\n') == [["Клиент", "Тел"], ["Ромашка", "1"], ["Вектор", "2"]]


def test_a_letter_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "письмо.txt"
    path.write_text(
        "Здравствуйте, коллеги! Высылаю отчёт о работе отдела.\nМы встретились с клиентами, и каждый остался доволен.\n",
        encoding="cp1251",
    )
    assert [(sheet.kind, sheet.why) for sheet in read_file(path).sheets] == [(SheetKind.FORM, "plain_text")]


def test_text_called_a_book_is_read_as_text(tmp_path: Path) -> None:
    path = tmp_path / "выгрузка.xls"
    path.write_bytes(TABLE.replace(";", "\t").encode("utf-16"))
    assert len(read_file(path).sheets[0].rows) == 2
