"""What a format gives and the table finder takes: a sheet as bare cells, without blank rows."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from vatman.importing.shapes import Problem, Value

Cells = list[Value]


WIDE = 400  # columns


class Merge(NamedTuple):
    """A merged range; rows as Excel shows them (from 1), columns from 0, ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Grid:
    """`numbers[i]` is the row of the sheet that `rows[i]` stands in; all rows are `width` cells, None where empty."""

    name: str
    numbers: list[int] = field(default_factory=list)
    rows: list[Cells] = field(default_factory=list)
    width: int = 0
    merges: list[Merge] = field(default_factory=list)
    faults: dict[tuple[int, int], str] = field(default_factory=dict)  # (row, column) → «#N/A»
    title: str = ""  # what the file says of itself, for judging: names of file and sheet
    problems: list[Problem] = field(default_factory=list)


def letter(index: int) -> str:
    """0 → A, 26 → AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def narrow(grid: Grid) -> None:
    """Leaves the blank columns of a very wide sheet out: one forgotten cell at its end makes thousands of them."""
    if grid.width <= WIDE:
        return
    kept = sorted({column for cells in grid.rows for column, value in enumerate(cells) if value is not None})
    grid.rows = [[cells[column] for column in kept] for cells in grid.rows]
    grid.width = len(kept)
    place = {column: index for index, column in enumerate(kept)}
    grid.faults = {(row, place[column]): text for (row, column), text in grid.faults.items() if column in place}
    grid.merges = [
        Merge(merge.top, bisect_left(kept, merge.left), merge.bottom, bisect_right(kept, merge.right) - 1)
        for merge in grid.merges
    ]


def grid_of(name: str, table: list[Cells], merges: list[Merge] | None = None) -> Grid:
    """A grid from rows of unequal length; texts that are an error of a formula become faults."""
    grid = Grid(name=name, width=max(map(len, table), default=0), merges=merges or [])
    for number, cells in enumerate(table, 1):
        for column, value in enumerate(cells):
            if isinstance(value, str):
                text = value.strip(" \t\r\n\xa0\u200b\ufeff")
                if text in ERRORS:
                    grid.faults[number, column] = text
                    text = ""
                cells[column] = text or None
        if any(value is not None for value in cells):
            cells.extend([None] * (grid.width - len(cells)))
            grid.numbers.append(number)
            grid.rows.append(cells)
    return grid


ERRORS = frozenset(
    [
        "#NULL!",
        "#DIV/0!",
        "#VALUE!",
        "#REF!",
        "#NAME?",
        "#NUM!",
        "#N/A",
        "#GETTING_DATA",
        "#SPILL!",
        "#CALC!",
        "#ПУСТО!",
        "#ДЕЛ/0!",
        "#ЗНАЧ!",
        "#ССЫЛКА!",
        "#ССЫЛ!",
        "#ИМЯ?",
        "#ЧИСЛО!",
        "#Н/Д",
    ]
)
