"""Bombs, damage, other formats: a clear word for the file, and the next one is read (A1.3)."""

import zipfile
from pathlib import Path

import pytest

from vatman.importing.problems import message
from vatman.importing.reading import archive, limits, package, read, read_file
from vatman.importing.tests import files


def codes(path: Path) -> list[str]:
    return [problem.code for source in read([path]) for problem in source.problems]


def test_a_zip_that_swells_is_not_unpacked(tmp_path: Path) -> None:
    bomb = tmp_path / "бомба.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("нули.csv", bytes(limits.RATIO_FROM + 1))
        pack.writestr("клиенты.csv", "Имя;Телефон\nИванов;8 927 111-22-33\n")
    assert codes(bomb) == ["zip_bomb"]
    assert [len(source.sheets) for source in read([bomb])] == [1, 0]


def test_a_book_that_swells_is_not_opened(tmp_path: Path) -> None:
    path = files.cold_list(tmp_path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("xl/media/нули.bin", bytes(limits.RATIO_FROM + 1))
    assert codes(path) == ["zip_bomb"]


def test_archives_in_archives_end_somewhere(tmp_path: Path) -> None:
    data, path = b"", tmp_path / "матрёшка.zip"
    for _ in range(limits.MAX_DEPTH + 2):
        with zipfile.ZipFile(path, "w") as pack:
            pack.writestr("матрёшка.zip" if data else "клиенты.csv", data or "Имя;Тел\nИван;1\n")
        data = path.read_bytes()
    assert codes(path) == ["zip_bomb"]


def test_an_archive_of_too_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "много.zip"
    with zipfile.ZipFile(path, "w") as pack:
        for number in range(4):
            pack.writestr(f"{number}.csv", "Имя;Тел\nИван;1\n")
    monkeypatch.setattr(
        archive.Budget, "__init__", lambda self: self.__dict__.update(bytes=limits.MAX_ARCHIVE, entries=2)
    )
    assert codes(path) == ["zip_bomb"]


def test_a_sheet_that_claims_a_million_columns_is_read_by_what_it_holds(tmp_path: Path) -> None:
    path = _resized(files.cold_list(tmp_path), b'<dimension ref="A1:XFD1048576"/>')
    source = read_file(path)
    assert (source.problems, len(source.sheets[0].rows)) == ([], 6)


def test_a_sheet_too_large_for_memory_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_CELLS", 20)
    assert codes(files.cold_list(tmp_path)) == ["huge_sheet"]


def _resized(path: Path, dimension: bytes) -> Path:
    other = path.with_name("раздутый.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("sheet1.xml"):
                start = data.index(b"<dimension")
                data = data[:start] + dimension + data[data.index(b">", start) + 1 :]
            new.writestr(name, data)
    return other


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("скан.pdf", b"%PDF-1.7 ...", "unknown_format"),
        ("фото.jpg", b"\xff\xd8\xff\xe0....", "unknown_format"),
        ("данные.json", b'{"a": 1}', "unknown_format"),
        ("база.rar", b"Rar!\x1a\x07\x00...", "unknown_archive"),
        ("пробелы.csv", b" \r\n \r\n", "empty_file"),
        ("пустой.txt", b"", "empty_file"),
        ("обрывок.xlsx", b"PK\x03\x04 and nothing more", "broken"),
        ("обрывок.xls", bytes.fromhex("d0cf11e0a1b11ae1") + b"....", "broken"),
        ("банк.txt", "1CClientBankExchange\r\nКодировка=Windows\r\n".encode("cp1251"), "bank_statement"),
        ("страница.html", b"<html><body><p>no table</p></body></html>", "no_table"),
        ("~$база.xlsx", b"\x05Anna", "lock_file"),
    ],
)
def test_every_refusal_has_a_sentence(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "клиенты.csv").write_text("Имя;Телефон\nИванов;8 927 111-22-33\n")
    assert codes(tmp_path) == [code]
    assert message(code, value="rar") != code
    assert sum(len(sheet.rows) for source in read([tmp_path]) for sheet in source.sheets) == 1


def test_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    assert codes(tmp_path / "нет такого.xlsx") == ["not_opened"]


def test_litter_of_systems_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "__MACOSX").mkdir()
    for name in ("Thumbs.db", ".DS_Store", "desktop.ini", "__MACOSX/._клиенты.csv"):
        (tmp_path / name).write_bytes(b"x")
    assert list(read([tmp_path])) == []
