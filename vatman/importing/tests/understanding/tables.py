"""Small sheets written by hand."""

from datetime import date
from typing import Any

from vatman.importing.shapes import Column, Facts, Row, Sheet, SheetKind
from vatman.importing.understanding import Context, carry, facts, guess

TODAY = date(2026, 11, 24)


def sheet(titles: str, *rows: list[Any], name: str = "Лист1", sections: dict[int, str] | None = None) -> Sheet:
    """`titles` parted by «|»; a sheet without a header has none."""
    columns = [Column(index, title.strip()) for index, title in enumerate(titles.split("|"))]
    header = 1 if any(column.title for column in columns) else None
    lines = [Row(number, values, (sections or {}).get(number, "")) for number, values in enumerate(rows, 2)]
    return Sheet(name, SheetKind.TABLE, header, columns, lines)


def fields(table: Sheet) -> list[str]:
    return [one.field.value for one in guess(table, TODAY)]


def read(table: Sheet, file: str = "клиенты.xlsx") -> list[Facts]:
    guesses = guess(table, TODAY)
    carry(table, guesses)
    context = Context(TODAY, file, table.name)
    return [facts(row, guesses, table, context) for row in table.rows]


def one(titles: str, *values: Any, **more: Any) -> Facts:
    """The facts of a sheet of one row."""
    return read(sheet(titles, list(values), **more))[0]
