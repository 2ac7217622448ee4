"""Where the heading of a table stands: one row, several joined, or none at all."""

import re
from collections import Counter
from dataclasses import dataclass

from vatman.importing.reading.cells import DATA_ONLY, SPECIFIC, Look, look
from vatman.importing.reading.grid import Cells, Grid, Merge
from vatman.importing.reading.words import TOTAL, heading_word
from vatman.importing.shapes import Value

TOP = 40  # rows among which a heading is looked for
BELOW = 60  # rows under it that it is compared with
BEST = 2.0  # all cells are words of headings
ENOUGH = 0.55  # mean score of a cell of a real heading
IDENTIFIER = re.compile(r"[A-Za-z]+(?:_[A-Za-z0-9]+)+$|[a-z]+(?:[A-Z][a-z]+)+$")
MONTH = re.compile(
    r"(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Header:
    first: int  # positions in grid.rows
    last: int
    titles: list[str]  # one per column, "" where it has none
    cells: list[str]  # the last row alone, folded: by it a repeated heading is known
    lent: set[int]  # columns whose title is only a part of a merged cell


def fold(value: Value) -> str:
    return " ".join(str(value).split()).casefold().replace("ё", "е") if value is not None else ""


def find_header(grid: Grid) -> Header | None:
    spread = _spread(grid)
    best, chosen = 0.0, -1
    for index in range(min(TOP, len(grid.rows))):
        score = _score(grid, spread, index)
        if score > best * 1.15 and score >= ENOUGH:
            best, chosen = score, index
            if best * 1.15 >= BEST:
                break
    if chosen < 0 or _much_data_above(grid, spread, chosen):
        return None
    first, last = _block(grid, spread, chosen)
    titles = _titles(grid, spread, first, last)
    owned = {column for cells in grid.rows[first : last + 1] for column, value in enumerate(cells) if value is not None}
    return Header(first, last, titles, [fold(value) for value in grid.rows[last]], set(range(grid.width)) - owned)


def _spread(grid: Grid) -> list[Cells]:
    """The top rows with merged cells filled over their whole range."""
    rows = [list(cells) for cells in grid.rows[: TOP + 4]]
    place = {number: index for index, number in enumerate(grid.numbers[: TOP + 4])}
    for merge in grid.merges:
        if merge.top not in place or merge.left >= grid.width:
            continue
        value = rows[place[merge.top]][merge.left]
        if value is None:
            continue
        for number in range(merge.top, merge.bottom + 1):
            if number in place:
                row = rows[place[number]]
                for column in range(merge.left, min(merge.right + 1, grid.width)):
                    if row[column] is None:
                        row[column] = value
    return rows


def _filled(cells: Cells) -> int:
    return len(cells) - cells.count(None)


def _score(grid: Grid, spread: list[Cells], index: int) -> float:
    cells = spread[index]
    own = [column for column, value in enumerate(cells) if value is not None]
    if not own or _banner(grid, index):
        return 0.0
    below = [row for row in grid.rows[index + 1 : index + 1 + BELOW] if not _same(row, grid.rows[index])]
    total = sum(_cell_score(cells[column], column, below) for column in own) / len(own)
    return min(total, BEST) * _coverage(own, below, grid.width)


def _coverage(own: list[int], below: list[Cells], width: int) -> float:
    """The share of the columns that hold data below which this row names."""
    if not below:
        return 1.0 if width == 1 or len(own) > 1 else 0.0
    full = [row for row in below if _filled(row) > 1] or below
    live = [column for column in range(width) if sum(row[column] is not None for row in full) > len(full) * 0.15]
    if not live:
        return 1.0
    named = sum(column in own for column in live) / len(live)
    return named if named >= 0.5 or len(own) >= 4 and named > 0.3 else 0.0


def _cell_score(value: Value, column: int, below: list[Cells]) -> float:
    seen = look(value)
    if seen in DATA_ONLY:
        return -3.0
    if seen is Look.NUMBER:
        return 0.3 if isinstance(value, int | float) and 1990 <= value <= 2100 else -1.0
    if seen is Look.DATE:
        return -0.3
    text = str(value).strip()
    name = fold(value)
    under = [row[column] for row in below if row[column] is not None]
    if sum(fold(other) == name for other in under[:40]) > 0 and len(under) > 1:
        return -1.5
    return _word_score(text, seen, under)


def _word_score(text: str, seen: Look, under: Cells) -> float:
    if seen in (Look.URL, Look.PERSON, Look.FIRM):
        return -2.0
    if heading_word(text) and not (seen is Look.ADDRESS and _usual(under) is Look.ADDRESS and len(text) > 25):
        return 2.0
    if IDENTIFIER.match(text) or MONTH.match(text):
        return 1.5
    if seen is Look.LONG:
        return -0.5
    usual = _usual(under)
    if usual in SPECIFIC:
        return -1.0 if usual is seen else 1.0
    return 0.2 - 0.3 * any(map(str.isdigit, text))


def _usual(under: Cells) -> Look:
    """What most of a column looks like."""
    looks = Counter(look(value) for value in under[:20])
    if not looks:
        return Look.EMPTY
    commonest, times = looks.most_common(1)[0]
    return commonest if times * 2 > sum(looks.values()) else Look.TEXT


def _same(row: Cells, other: Cells) -> bool:
    pairs = [(fold(a), fold(b)) for a, b in zip(row, other, strict=False) if b is not None]
    return len(pairs) > 1 and sum(a == b for a, b in pairs) >= 0.7 * len(pairs)


def _banner(grid: Grid, index: int) -> bool:
    """A title: one cell alone, or one merged over nearly all the table."""
    cells = grid.rows[index]
    return grid.width > 1 and _filled(cells) == 1 and any(_filled(row) > 1 for row in grid.rows[index + 1 : index + 30])


def _much_data_above(grid: Grid, spread: list[Cells], chosen: int) -> bool:
    need = max(2.0, 0.5 * _filled(spread[chosen]))
    return sum(_filled(grid.rows[index]) >= need for index in range(chosen)) >= 3


def _block(grid: Grid, spread: list[Cells], chosen: int) -> tuple[int, int]:
    first = last = chosen
    while first > 0 and _joins_above(grid, spread, first - 1):
        first -= 1
    while last + 1 < len(spread) and last - first < 4 and _joins_below(grid, spread, last + 1):
        last += 1
    return first, last


def _across(grid: Grid, number: int) -> list[Merge]:
    return [merge for merge in grid.merges if merge.top <= number <= merge.bottom and merge.right > merge.left]


def _down(grid: Grid, number: int) -> list[Merge]:
    return [merge for merge in grid.merges if merge.top <= number < merge.bottom]


def _plain(cells: Cells) -> bool:
    return all(
        value is None or look(value) in (Look.TEXT, Look.ADDRESS, Look.LONG) and len(str(value)) <= 70
        for value in cells
    )


def _joins_above(grid: Grid, spread: list[Cells], index: int) -> bool:
    """A row of groups over the heading: «Контактное лицо» over «ФИО» and «Телефон»."""
    if grid.numbers[index + 1] - grid.numbers[index] != 1 or not _plain(grid.rows[index]):
        return False
    cells = [str(value).strip() for value in grid.rows[index] if value is not None]
    if any(text.endswith(":") for text in cells):
        return False
    groups = _across(grid, grid.numbers[index])
    if groups:
        return all(merge.right - merge.left + 1 < 0.8 * grid.width for merge in groups) and (
            len(cells) > 1 or groups[0].left > 0
        )
    if _down(grid, grid.numbers[index]):
        return True
    return (
        len(cells) > 1
        and sum(map(heading_word, cells)) >= 0.6 * len(cells)
        and _filled(grid.rows[index + 1]) >= len(cells)
    )


def _joins_below(grid: Grid, spread: list[Cells], index: int) -> bool:
    """A second row of the heading: what stands under a group, or the numbers of the columns."""
    if grid.numbers[index] - grid.numbers[index - 1] != 1:
        return False
    row, above = grid.rows[index], grid.rows[index - 1]
    if _counting(row):
        return True
    if not _plain(row):
        return False
    own = [column for column, value in enumerate(row) if value is not None]
    groups = _across(grid, grid.numbers[index - 1])
    if groups and own:
        return all(
            any(merge.left <= column <= merge.right for merge in groups) or above[column] is None for column in own
        )
    downward = _down(grid, grid.numbers[index - 1])
    if downward and own:
        return all(not any(merge.left <= column <= merge.right for merge in downward) for column in own)
    gaps = [column for column in own if above[column] is None]
    words = sum(heading_word(str(row[column])) for column in own)
    return len(own) > 1 and len(gaps) * 2 >= len(own) and words >= 0.7 * len(own) and not TOTAL.match(str(row[own[0]]))


def _counting(row: Cells) -> bool:
    """1, 2, 3, … under a printed heading."""
    values = [value for value in row if value is not None]
    if len(values) < 3:
        return False
    return all(fold(value) in (str(place), f"{place}.0", f"({place})") for place, value in enumerate(values, 1))


def _titles(grid: Grid, spread: list[Cells], first: int, last: int) -> list[str]:
    if _counting(grid.rows[last]) and last > first:
        last -= 1
    titles: list[list[str]] = [[] for _ in range(grid.width)]
    for index in range(first, last + 1):
        row = _groups_filled(grid, spread[index], last_row=index == last, below=spread[last])
        for column, value in enumerate(row):
            text = _title(value)
            if text and text not in titles[column]:
                titles[column].append(text)
    return [" ".join(parts) for parts in titles]


def _groups_filled(grid: Grid, cells: Cells, *, last_row: bool, below: Cells) -> Cells:
    """Where the file keeps no merges, a group reaches right to the next one over named columns."""
    if last_row or grid.merges:
        return cells
    filled, current = list(cells), None
    for column, value in enumerate(cells):
        if value is not None:
            current = value
        elif below[column] is not None:
            filled[column] = current
    return filled


def _title(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if hasattr(value, "strftime"):
        return value.strftime("%d.%m.%Y") if hasattr(value, "year") else value.strftime("%H:%M")
    return " ".join(str(value).split())
