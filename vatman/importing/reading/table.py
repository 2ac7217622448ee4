"""From a grid to a sheet: heading, columns, and the rows that are data and nothing else."""

from collections import Counter

from vatman.importing.reading.body import data_rows
from vatman.importing.reading.grid import Grid, letter
from vatman.importing.reading.header import Header, find_header
from vatman.importing.reading.judge import judge
from vatman.importing.shapes import Column, Problem, Row, Sheet, SheetKind


def find_table(grid: Grid, file: str = "") -> Sheet:
    """`grid` is used up: its rows become the values of the sheet's rows."""
    if not grid.rows:
        return Sheet(grid.name, SheetKind.EMPTY, problems=grid.problems)
    header = find_header(grid)
    rows = data_rows(grid, header)
    kind, why = judge(grid, header, rows)
    if kind is SheetKind.FORM:
        return Sheet(grid.name, kind, why=why, problems=grid.problems)
    sheet = Sheet(grid.name, kind, why=why, rows=rows, problems=grid.problems)
    sheet.header_row = grid.numbers[header.last] if header else None
    sheet.columns = _columns(grid, header, rows)
    sheet.problems += _faults(grid, header, rows, file)
    return sheet


def _columns(grid: Grid, header: Header | None, rows: list[Row]) -> list[Column]:
    titles = header.titles if header else [""] * grid.width
    lent = header.lent if header else set()
    return [
        Column(index, title)
        for index, title in enumerate(titles)
        if title and index not in lent or any(row.values[index] is not None for row in rows)
    ]


def _faults(grid: Grid, header: Header | None, rows: list[Row], file: str) -> list[Problem]:
    if not grid.faults:
        return []
    numbers = {row.number for row in rows}
    titles = header.titles if header else []
    return [
        Problem("formula_error", file, grid.name, number, _name(titles, column), value)
        for (number, column), value in sorted(grid.faults.items())
        if number in numbers
    ]


def _name(titles: list[str], column: int) -> str:
    return (titles[column] if column < len(titles) else "") or letter(column)


def settle_book(sheets: list[Sheet]) -> None:
    """In a book of price lists a page without clients is one of them too: a menu, a leaf without heading."""
    kinds = Counter(sheet.kind for sheet in sheets if sheet.kind is not SheetKind.EMPTY)
    if kinds[SheetKind.PRICE] * 2 < sum(kinds.values()):
        return
    for sheet in sheets:
        if sheet.kind is SheetKind.TABLE and sheet.header_row is None:
            sheet.kind, sheet.why = SheetKind.PRICE, "price_book"
