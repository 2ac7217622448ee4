"""Tables kept as text: any usual encoding, separated by ; , TAB or |."""

import csv
import io
from collections import Counter
from pathlib import Path

from vatman.importing.reading.cells import REACH, Look, look
from vatman.importing.reading.encoding import decode
from vatman.importing.reading.grid import Cells, Grid, grid_of
from vatman.importing.shapes import Value

SEPARATORS = ("\t", ";", ",", "|")
LINES = 200  # looked at to find the separator
csv.field_size_limit(16 * 2**20)


def grid(path: Path, name: str) -> Grid:
    text = decode(path.read_bytes())
    return grid_of(Path(name).stem, rows(text))


def rows(text: str) -> list[Cells]:
    """Records in their order, blank ones too, so that their places are the rows a spreadsheet shows."""
    text, separator = _named_separator(text)
    text = text.replace("\0", "")
    separator = separator or separator_of(text)
    if separator is None:
        return [[line] for line in text.splitlines()]
    if text.count('"') % 2:  # a stray one would take all that follows into its cell
        return _line_by_line(text, separator)
    quoted = _records(text, separator)
    return _line_by_line(text, separator) if _swallowed(quoted, text) else quoted


def _named_separator(text: str) -> tuple[str, str | None]:
    """«sep=;» in the first line, as Excel writes and reads it."""
    first, _, rest = text.partition("\n")
    if first.strip().strip('"').lower().startswith("sep=") and len(first.strip().strip('"')) == 5:
        return rest, first.strip().strip('"')[4]
    return text, None


def separator_of(text: str) -> str | None:
    """The separator that cuts the lines into most equal rows; None for plain lines."""
    head = "\n".join(text[:400_000].splitlines()[:LINES])
    best, chosen = 0.0, None
    for separator in SEPARATORS:
        counts = [len(record) for record in _records(head, separator) if any(record)]
        score = _evenness(counts)
        if separator == "," and chosen and head.count(chosen) >= len(counts):
            score *= 0.8  # commas stand inside addresses and sums too
        if score > best:
            best, chosen = score, separator
    return chosen if best >= 0.5 else None


def _evenness(counts: list[int]) -> float:
    if not counts:
        return 0.0
    times = Counter(counts)
    width, most = max(times.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
    if width < 2:
        return 0.0
    cut = sum(count > 1 for count in counts) / len(counts)
    return (most / len(counts)) * 0.7 + cut * 0.3 + min(width, 12) * 0.02


def _records(text: str, separator: str) -> list[Cells]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
    try:
        return [list[Value](record) for record in reader]
    except csv.Error:
        return _line_by_line(text, separator)


def _line_by_line(text: str, separator: str) -> list[Cells]:
    """Where quotation marks cannot be trusted: a line is a row, and only a line with pairs of marks heeds them."""
    records: list[Cells] = []
    for line in text.splitlines():
        if line.count('"') % 2:
            records.append([cell.strip().strip('"') for cell in line.split(separator)])
        else:
            records.extend(
                list[Value](cells) for cells in csv.reader([line], delimiter=separator, skipinitialspace=True)
            )
    return records


def _swallowed(records: list[Cells], text: str) -> bool:
    """Whether a stray quotation mark has taken many lines into one cell."""
    longest = max((str(cell).count("\n") for record in records for cell in record), default=0)
    return longest > 30 and len(records) * 2 < text.count("\n")


def plain_text(grid: Grid) -> bool:
    """Prose, a letter or a log cut at its commas, and no list."""
    cells = [str(value) for row in grid.rows[:200] for value in row if value is not None]
    if not cells or grid.width > 12:
        return False
    looks = Counter(map(look, cells))
    if sum(looks[kind] for kind in REACH | {Look.NUMBER, Look.URL, Look.DATE}) * 4 > len(cells):
        return False
    length = sum(map(len, cells)) / len(cells)
    if grid.width == 1:
        return length > 45
    loose = sum(cell[0].islower() or cell[-1] in ".!?" for cell in cells)
    return length > 18 and loose * 2 >= len(cells)
