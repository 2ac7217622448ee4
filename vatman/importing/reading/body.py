"""The rows under the heading: data, sections, totals, repeated headings, footers."""

from collections import Counter
from dataclasses import dataclass

from vatman.importing.reading.cells import DATA_ONLY, Look, look
from vatman.importing.reading.grid import Cells, Grid
from vatman.importing.reading.header import Header, fold
from vatman.importing.reading.words import SECTION, TITLE, TOTAL
from vatman.importing.shapes import Row, Value

TOTAL_STARTS = frozenset(("ито", "все", "общ", "tot", "sub", "gra", "sum", "сре", "ave"))


@dataclass(slots=True)
class Body:
    """What is known of the table while its rows are told apart."""

    grid: Grid
    header: Header | None
    start: int
    last_full: int  # position of the last row with more than one cell
    first_column: int
    usual: Look  # what the first column mostly holds
    wide: set[int]  # rows with a cell merged over several columns
    banners: int = 0  # sections met so far


def data_rows(grid: Grid, header: Header | None) -> list[Row]:
    body = _survey(grid, header)
    heading = grid.rows[header.last][body.first_column] if header else None
    a, b, c = _best_columns(grid, body.start)
    rows: list[Row] = []
    section = ""
    for index in range(body.start, len(grid.rows)):
        cells = grid.rows[index]
        head = cells[body.first_column]
        if cells[a] is None or cells[b] is None or cells[c] is None or head is None or _suspect(head, heading):
            what = _sort_out(body, index, cells)
            if what == "section":
                section = _only(cells)
                body.banners += 1
            if what:
                continue
        rows.append(Row(grid.numbers[index], cells, section))
    return rows


def _suspect(head: Value, heading: Value) -> bool:
    """A row whose first cell may begin a total or repeat the heading."""
    return type(head) is str and (head[:3].lower() in TOTAL_STARTS or head == heading or head[0] == " ")


def _survey(grid: Grid, header: Header | None) -> Body:
    start = header.last + 1 if header else _skip_titles(grid)
    last_full = len(grid.rows) - 1
    while last_full > start and len(grid.rows[last_full]) - grid.rows[last_full].count(None) < 2:
        last_full -= 1
    sample = [cells for cells in grid.rows[start : start + 300] if len(cells) - cells.count(None) > 1]
    first = _first_column(grid, header, sample)
    looks = Counter(look(cells[first]) for cells in sample)
    looks.pop(Look.EMPTY, None)
    usual = looks.most_common(1)[0][0] if looks else Look.EMPTY
    wide = {merge.top for merge in grid.merges if merge.right - merge.left >= min(2, grid.width - 1) > 0}
    return Body(grid, header, start, last_full, first, usual, wide)


def _first_column(grid: Grid, header: Header | None, sample: list[Cells]) -> int:
    for column in range(grid.width):
        if (header and header.titles[column]) or sum(cells[column] is not None for cells in sample) * 2 > len(sample):
            return column
    return 0


def _skip_titles(grid: Grid) -> int:
    """Without a heading, what is above the first full row is a title where it says so, is merged or stands apart."""
    for index, cells in enumerate(grid.rows[:20]):
        if len(cells) - cells.count(None) > 1 or grid.width < 2:
            return index
        number = grid.numbers[index]
        apart = index + 1 < len(grid.rows) and grid.numbers[index + 1] - number > 1
        if not (apart or TITLE.search(_only(cells)) or any(merge.top == number for merge in grid.merges)):
            return index
    return 0


def _best_columns(grid: Grid, start: int) -> tuple[int, int, int]:
    """The three fullest columns: where they are all filled, a row needs no second look."""
    sample = grid.rows[start : start + 500]
    counts = sorted(range(grid.width), key=lambda column: -sum(cells[column] is not None for cells in sample))
    picked = (counts * 3)[:3] if counts else [0, 0, 0]
    return picked[0], picked[1], picked[2]


def _sort_out(body: Body, index: int, cells: Cells) -> str:
    """'blank', 'total', 'heading', 'section', 'footer', or '' for a row of data."""
    for column, value in enumerate(cells):
        if type(value) is str and not value.strip(" \t\r\n\xa0\u200b"):
            cells[column] = None
    filled = [value for value in cells if value is not None]
    if not filled:
        return "blank" if not _has_fault(body, index) else ""
    if is_total(cells):
        return "total"
    if _is_heading(cells, body.header):
        return "heading"
    if len(filled) > 1 or body.grid.width < 2 or _has_fault(body, index):
        return ""
    if index > body.last_full:
        return "footer" if _footer(body, index, filled[0]) else ""
    return "section" if _section(body, index, cells) else ""


def _has_fault(body: Body, index: int) -> bool:
    return bool(body.grid.faults) and any(row == body.grid.numbers[index] for row, _ in body.grid.faults)


def is_total(cells: Cells) -> bool:
    filled = [value for value in cells if value is not None]
    label = next((value for value in filled if isinstance(value, str)), None)
    if label is None or not TOTAL.match(label) or len(label) > 60:
        return False
    if filled.index(label) > 1:
        return False
    return all(value is label or _sum_like(value) for value in filled)


def _sum_like(value: Value) -> bool:
    if not isinstance(value, str):
        return True
    return (
        bool(TOTAL.match(value))
        or len(value) <= 4
        or look(value) in (Look.NUMBER, Look.TEXT)
        and any(map(str.isdigit, value))
    )


def _is_heading(cells: Cells, header: Header | None) -> bool:
    if header is None:
        return False
    pairs = [(fold(value), name) for value, name in zip(cells, header.cells, strict=True) if name]
    return len(pairs) > 1 and sum(own == name for own, name in pairs) >= 0.7 * len(pairs)


def _only(cells: Cells) -> str:
    return next(" ".join(str(value).split()) for value in cells if value is not None)


def _gap_before(body: Body, index: int) -> bool:
    return index > 0 and body.grid.numbers[index] - body.grid.numbers[index - 1] > 1


def _footer(body: Body, index: int, value: Value) -> bool:
    """A remark under the table, or a sum without a label."""
    if body.start >= len(body.grid.rows) - 1 or body.last_full < body.start:
        return False
    if look(value) in DATA_ONLY or body.last_full == body.start and index - body.last_full > 2:
        return False
    for place in range(index, body.last_full, -1):
        if _gap_before(body, place) or is_total(body.grid.rows[place - 1]):
            return True
    return look(value) is Look.NUMBER and index == len(body.grid.rows) - 1


def _section(body: Body, index: int, cells: Cells) -> bool:
    """A city's or a month's name over the rows that belong to it."""
    column = next(place for place, value in enumerate(cells) if value is not None)
    value = cells[column]
    seen = look(value)
    if not isinstance(value, str) or seen in DATA_ONLY or seen is Look.NUMBER or len(value) > 120:
        return False
    if not _data_follows(body, index):
        return False
    if body.grid.numbers[index] in body.wide:
        return True
    if column > body.first_column + 1:
        return False
    score = 3 * bool(SECTION.match(value)) + 3 * (value.strip().casefold().rstrip(" .:") in CITIES)
    score += 3 * (
        body.usual in (Look.NUMBER, Look.DATE, Look.PHONE, Look.EMAIL) and seen in (Look.TEXT, Look.LONG, Look.ADDRESS)
    )
    score -= 4 * (seen in (Look.PERSON, Look.FIRM))
    score += _gap_before(body, index) or index == body.start or is_total(body.grid.rows[index - 1])
    score += value.isupper() + (body.banners > 0) + value.rstrip().endswith(":")
    score += 2 * (column < body.first_column or body.usual is Look.EMPTY)
    return score >= 2


def _data_follows(body: Body, index: int) -> bool:
    """The next row, or the one after a second section row, holds more than one cell."""
    for cells in body.grid.rows[index + 1 : index + 3]:
        if len(cells) - cells.count(None) > 1:
            return not is_total(cells)
    return False


CITIES = frozenset(
    """москва|санкт-петербург|спб|питер|новосибирск|екатеринбург|екб|казань|нижний новгород|н.новгород|челябинск|самара|омск|ростов-на-дону
    |ростов|уфа|красноярск|воронеж|пермь|волгоград|краснодар|саратов|тюмень|тольятти|ижевск|барнаул|ульяновск|иркутск|хабаровск|ярославль
    |владивосток|махачкала|томск|оренбург|кемерово|новокузнецк|рязань|астрахань|набережные челны|пенза|липецк|киров|чебоксары|тула
    |калининград|балашиха|курск|ставрополь|улан-удэ|тверь|магнитогорск|сочи|иваново|брянск|белгород|сургут|владимир|нижний тагил
    |архангельск|чита|калуга|смоленск|волжский|череповец|курган|орёл|орел|вологда|мурманск|тамбов|саранск|якутск|грозный|стерлитамак
    |кострома|новороссийск|петрозаводск|таганрог|нальчик|бийск|псков|энгельс|рыбинск|балаково|подольск|химки|королёв|мытищи|люберцы
    |великий новгород|сызрань|каменск-уральский|миасс|пятигорск|обнинск|одинцово|домодедово|коломна|серпухов|электросталь|минск|гомель
    |алматы|астана|караганда|шымкент|ташкент|бишкек|ереван|баку|тбилиси|севастополь|симферополь|донецк|луганск|йошкар-ола|сыктывкар
    |абакан|норильск|нижневартовск|новый уренгой|ноябрьск|ханты-мансийск|нефтеюганск|салехард|майкоп|элиста|черкесск|владикавказ
    |магадан|южно-сахалинск|петропавловск-камчатский|благовещенск|биробиджан|комсомольск-на-амуре|находка|уссурийск|братск|ангарск""".replace(
        "\n    ", ""
    ).split("|")
)
