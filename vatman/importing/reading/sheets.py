"""Books of xls, xlsx, xlsb and ods by calamine, one grid per visible sheet."""

import zipfile
import zlib
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import python_calamine as calamine

from vatman.importing.reading.faults import Found, faults_of_xls, search
from vatman.importing.reading.grid import ERRORS, Cells, Grid, Merge
from vatman.importing.reading.limits import Unreadable
from vatman.importing.reading.package import measure
from vatman.importing.shapes import Problem, Value


def grids(path: Path, name: str, problems: list[Problem]) -> Iterator[Grid]:
    """Visible sheets in their order; hidden ones and pictures are named in `problems`."""
    package = measure(path)
    with _opened(path) as book, ThreadPoolExecutor(1) as aside:
        searching = aside.submit(search, path, package.parts)
        for index, meta in enumerate(book.sheets_metadata):
            if meta.typ is not calamine.SheetTypeEnum.WorkSheet:
                continue
            if meta.visible is not calamine.SheetVisibleEnum.Visible:
                problems.append(Problem("hidden_sheet", name, meta.name))
            elif package.huge(meta.name):
                problems.append(Problem("huge_sheet", name, meta.name))
            elif (grid := _sheet(book, index, meta.name, name, problems)) is not None:
                found = _result(searching)
                grid.faults.update(found.faults.get(meta.name, {}) or faults_of_xls(path, index))
                if not found.plain:
                    tidy(grid)
                yield grid


def _result(searching: Future[Found]) -> Found:
    try:
        return searching.result()
    except (zipfile.BadZipFile, OSError, EOFError, zlib.error) as broken:
        raise Unreadable("broken", str(broken)[:200]) from broken


@contextmanager
def _careful() -> Iterator[None]:
    """Whatever calamine meets in a damaged book becomes a word for that book."""
    try:
        yield
    except calamine.PasswordError as locked:
        raise Unreadable("password") from locked
    except (calamine.CalamineError, OSError, ValueError) as broken:
        raise Unreadable("broken", str(broken)[:200]) from broken
    except BaseException as panic:  # a panic of the Rust side is no Exception
        if type(panic).__name__ != "PanicException":
            raise
        raise Unreadable("broken", str(panic)[:200]) from panic


def _opened(path: Path) -> calamine.CalamineWorkbook:
    with _careful():
        return calamine.CalamineWorkbook.from_path(path)


def _sheet(book: calamine.CalamineWorkbook, index: int, title: str, name: str, problems: list[Problem]) -> Grid | None:
    try:
        with _careful():
            return _filled(book.get_sheet_by_index(index), title)
    except Unreadable as broken:
        problems.append(Problem("broken_sheet", name, title, value=broken.value))
        return None


def _filled(sheet: calamine.CalamineSheet, title: str) -> Grid:
    grid = Grid(title)
    if sheet.end is None:
        return grid
    grid.width = sheet.end[1] + 1
    blank, margin = [""] * sheet.width, [None] * (grid.width - sheet.width)
    for number, row in enumerate(sheet.iter_rows(), 1):
        if row != blank:
            cells: Cells = [value if value or value.__class__ is not str else None for value in row]  # type: ignore[misc]
            grid.numbers.append(number)
            grid.rows.append(margin + cells if margin else cells)
    grid.merges = [
        Merge(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    ]
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
