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
    quoted = _records(text, separator, csv.QUOTE_MINIMAL)
    if _swallowed(quoted, text):
        return _records(text, separator, csv.QUOTE_NONE)
    return quoted


def _named_separator(text: str) -> tuple[str, str | None]:
    """«sep=;» in the first line, as Excel writes and reads it."""
    first, _, rest = text.partition("\n")
    if first.strip().strip('"').lower().startswith("sep=") and len(first.strip().strip('"')) == 5:
        return "\n" + rest, first.strip().strip('"')[4]
    return text, None


def separator_of(text: str) -> str | None:
    """The separator that cuts the lines into most equal rows; None for plain lines."""
    head = "\n".join(text[:400_000].splitlines()[:LINES])
    best, chosen = 0.0, None
    for separator in SEPARATORS:
        counts = [len(record) for record in _records(head, separator, csv.QUOTE_MINIMAL) if any(record)]
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


def _records(text: str, separator: str, quoting: int) -> list[Cells]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=quoting, skipinitialspace=True)
    records: list[Cells] = []
    try:
        records.extend(list[Value](record) for record in reader)
    except csv.Error:
        return [list[Value](line.split(separator)) for line in text.splitlines()]
    return records


def _swallowed(records: list[Cells], text: str) -> bool:
    """Whether a stray quotation mark has taken many lines into one cell."""
    longest = max((str(cell).count("\n") for record in records for cell in record), default=0)
    return longest > 30 and len(records) * 2 < text.count("\n")


def plain_text(grid: Grid) -> bool:
    """One column of prose: a letter, a log, no list."""
    if grid.width != 1 or not grid.rows:
        return False
    looks = Counter(look(row[0]) for row in grid.rows[:200])
    telling = sum(looks[kind] for kind in REACH | {Look.NUMBER, Look.URL, Look.DATE})
    lengths = [len(str(row[0])) for row in grid.rows[:200]]
    return telling * 3 < len(lengths) and sum(lengths) / len(lengths) > 45
