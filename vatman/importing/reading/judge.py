"""Whether a sheet lists clients or deals, prices goods, or is a printed form."""

from collections import Counter
from dataclasses import dataclass

from vatman.importing.reading.cells import REACH, Look, look
from vatman.importing.reading.grid import Grid
from vatman.importing.reading.header import Header
from vatman.importing.reading.words import CLIENT, DEAL, FORM, GOODS, PRICE, PRICE_TITLE, SIGNED, STOCK
from vatman.importing.shapes import Row, SheetKind


@dataclass(slots=True)
class Marks:
    """What speaks for each kind."""

    client: int = 0  # headings
    deal: int = 0
    goods: int = 0
    price: int = 0
    reach: int = 0  # columns whose cells are phones, e-mails, people or firms
    dates: int = 0  # columns of dates
    titled_price: bool = False


def judge(grid: Grid, header: Header | None, rows: list[Row]) -> tuple[SheetKind, str]:
    if not grid.rows:
        return SheetKind.EMPTY, ""
    marks = _marks(grid, header, rows)
    if marks.client > 1 or (marks.client and marks.reach) or marks.reach > 1:
        return (SheetKind.FORM, "form_layout") if _drawn(grid) else (SheetKind.TABLE, "")
    form = _form(grid, header, marks)
    if form:
        return SheetKind.FORM, form
    price = _price(grid, header, marks, rows)
    return (SheetKind.PRICE, price) if price else (SheetKind.TABLE, "")


def _marks(grid: Grid, header: Header | None, rows: list[Row]) -> Marks:
    marks = Marks(titled_price=any(PRICE_TITLE.search(text) for text in [grid.title, *_titles_above(grid, header)]))
    for title in header.titles if header else ():
        if not title or len(title) > 120:
            continue
        priced = bool(PRICE.search(title))
        marks.price += priced
        marks.client += bool(CLIENT.search(title)) and not priced  # «цена для агента» names no client
        marks.deal += bool(DEAL.search(title)) and not priced
        marks.goods += bool(GOODS.search(title))
    sample = rows[:: max(1, len(rows) // 100)][:120]
    for column in range(grid.width):
        looks = Counter(look(row.values[column]) for row in sample)
        looks.pop(Look.EMPTY, None)
        count = sum(looks.values())
        if count < min(2, len(sample)) or count * 5 < len(sample):
            continue
        marks.reach += sum(looks[kind] for kind in REACH) * 2 > count
        marks.dates += looks[Look.DATE] * 2 > count
    return marks


def _titles_above(grid: Grid, header: Header | None) -> list[str]:
    upto = header.first if header else min(6, len(grid.rows))
    return [str(value) for cells in grid.rows[:upto] for value in cells if isinstance(value, str)]


def _drawn(grid: Grid) -> bool:
    """A blank drawn with cells: very wide, mostly empty, merged all over."""
    if grid.width < 15:
        return False
    across = {merge.top for merge in grid.merges if merge.right > merge.left}
    filled = sum(len(cells) - cells.count(None) for cells in grid.rows)
    return len(across) * 4 >= len(grid.rows) and filled < 0.25 * grid.width * len(grid.rows)


def _form(grid: Grid, header: Header | None, marks: Marks) -> str:
    if _drawn(grid):
        return "form_layout"
    if not any(FORM.search(text) for text in _titles_above(grid, header)[:25]):
        return ""
    tail = [str(value) for cells in grid.rows[-25:] for value in cells if isinstance(value, str)]
    signed = any(SIGNED.search(text) for text in tail)
    return "form_words" if signed or len(grid.merges) >= 15 or header is None else ""


def _price(grid: Grid, header: Header | None, marks: Marks, rows: list[Row]) -> str:
    if marks.client or marks.reach:
        return "price_title" if marks.titled_price and marks.price and marks.goods and not marks.deal else ""
    if marks.titled_price and not marks.deal:
        return "price_title"
    if header and marks.price and marks.goods and not marks.deal and not marks.dates:
        return "price_headings"
    if header and marks.goods > 3 and marks.deal < 2 and not marks.dates and any(map(STOCK.search, header.titles)):
        return "goods_headings"
    return ""
