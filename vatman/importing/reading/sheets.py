"""Books of xls, xlsx, xlsb and ods by calamine, one grid per visible sheet."""

import gc
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import python_calamine as calamine

from vatman.importing.reading.faults import faults_of, measure
from vatman.importing.reading.grid import ERRORS, Grid, Merge
from vatman.importing.reading.limits import Unreadable
from vatman.importing.shapes import Problem, Value


def grids(path: Path, name: str, problems: list[Problem]) -> Iterator[Grid]:
    """Visible sheets in their order; hidden ones and pictures are named in `problems`."""
    facts = measure(path)
    try:
        book = calamine.CalamineWorkbook.from_path(path)
    except calamine.PasswordError as locked:
        raise Unreadable("password") from locked
    except (calamine.CalamineError, OSError, ValueError) as broken:
        raise Unreadable("broken", str(broken)[:200]) from broken
    except BaseException as panic:  # a panic of the Rust side is no Exception
        if type(panic).__name__ != "PanicException":
            raise
        raise Unreadable("broken", str(panic)[:200]) from panic
    with book:
        for index, meta in enumerate(book.sheets_metadata):
            if meta.typ is not calamine.SheetTypeEnum.WorkSheet:
                continue
            if meta.visible is not calamine.SheetVisibleEnum.Visible:
                problems.append(Problem("hidden_sheet", name, meta.name))
                continue
            if facts.cells(meta.name) is None:
                problems.append(Problem("huge_sheet", name, meta.name))
                continue
            grid = _sheet(book, index, meta.name, name, problems)
            if grid is not None:
                grid.faults.update(faults_of(path, index, meta.name, facts))
                if not facts.plain:
                    tidy(grid)
                yield grid


def _sheet(book: calamine.CalamineWorkbook, index: int, title: str, name: str, problems: list[Problem]) -> Grid | None:
    collecting = gc.isenabled()
    gc.disable()  # a hundred thousand new lists would be searched for cycles again and again
    try:
        return _filled(book.get_sheet_by_index(index), title)
    except calamine.CalamineError as broken:
        problems.append(Problem("broken_sheet", name, title, value=str(broken)[:200]))
        return None
    finally:
        if collecting:
            gc.enable()


def _filled(sheet: calamine.CalamineSheet, title: str) -> Grid:
    grid = Grid(title)
    if sheet.end is None:
        return grid
    grid.width = sheet.end[1] + 1
    blank, margin = [""] * sheet.width, [None] * (grid.width - sheet.width)
    for number, row in enumerate(sheet.iter_rows(), 1):
        if row != blank:
            grid.numbers.append(number)
            grid.rows.append(margin + [value if value or value.__class__ is not str else None for value in row])
    grid.merges = [Merge(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()]
    return grid


def tidy(grid: Grid) -> None:
    """What calamine leaves: errors written as text, spans of time, which no field takes."""
    for number, cells in zip(grid.numbers, grid.rows, strict=True):
        for column, value in enumerate(cells):
            if value.__class__ is str:
                if value[0] == "#" and value.strip() in ERRORS:
                    grid.faults[number, column] = value.strip()
                    cells[column] = None
            elif value.__class__ is timedelta:
                cells[column] = _clock(value)


def _clock(span: timedelta) -> Value:
    minutes, seconds = divmod(int(span.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
