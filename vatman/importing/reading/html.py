"""Tables of HTML pages, which many programs save as .xls; XML books of Excel 2003; web archives (.mht)."""

import email
import email.policy
import re
from pathlib import Path

from lxml import etree
from lxml import html as lxml_html

from vatman.importing.reading.encoding import decode
from vatman.importing.reading.grid import Cells, Grid, Merge, grid_of
from vatman.importing.reading.limits import Unreadable

MAX_SPAN = 200
SHEET = re.compile(r"<x:Name>([^<]{1,100})</x:Name>", re.IGNORECASE)


def html_grids(data: bytes, name: str) -> list[Grid]:
    text = decode(data, declared=True)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        page = lxml_html.document_fromstring(text, parser=lxml_html.HTMLParser(huge_tree=True, encoding=None))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as broken:
        raise Unreadable("broken") from broken
    tables = [table for table in page.iter("table") if _own_rows(table) and not _layout(table)]
    titles = [title for title in SHEET.findall(text)]
    grids = [_grid(table, titles[place] if place < len(titles) else "", place) for place, table in enumerate(tables)]
    grids = [grid for grid in grids if grid.rows]
    if len(grids) == 1 and grids[0].name.startswith("Таблица"):
        grids[0].name = Path(name).stem
    return grids


def _own_rows(table: lxml_html.HtmlElement) -> list[lxml_html.HtmlElement]:
    return table.xpath("./tr|./thead/tr|./tbody/tr|./tfoot/tr")


def _layout(table: lxml_html.HtmlElement) -> bool:
    """A table that only holds other tables in their places."""
    return bool(table.xpath(".//table")) and len(_own_rows(table)) <= 3


def _grid(table: lxml_html.HtmlElement, title: str, place: int) -> Grid:
    rows: list[Cells] = []
    merges: list[Merge] = []
    taken: dict[tuple[int, int], bool] = {}
    for number, line in enumerate(_own_rows(table), 1):
        cells: Cells = []
        for cell in line.xpath("./td|./th"):
            while taken.get((number, len(cells))):
                cells.append(None)
            right, down = _span(cell, "colspan"), _span(cell, "rowspan")
            if right > 1 or down > 1:
                merges.append(Merge(number, len(cells), number + down - 1, len(cells) + right - 1))
                taken.update({(number + i, len(cells) + j): True for i in range(down) for j in range(right)})
            cells.append(_text(cell))
            cells.extend([None] * (right - 1))
        rows.append(cells)
    return grid_of(title or f"Таблица {place + 1}", rows, merges)


def _span(cell: lxml_html.HtmlElement, name: str) -> int:
    found = re.match(r"\s*(\d{1,4})", cell.get(name, ""))
    return min(max(int(found[1]), 1), MAX_SPAN) if found else 1


def _text(cell: lxml_html.HtmlElement) -> str:
    for line_break in cell.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    text = "\n".join(" ".join(line.split()) for line in cell.text_content().split("\n"))
    exact = cell.get("x:num") or ""
    return exact if re.search(r"\d[.,]\d+E\+\d", text, re.IGNORECASE) and exact else text.strip()


def xml_grids(data: bytes) -> list[Grid]:
    """SpreadsheetML of Excel 2003, as 1C and old programs write it."""
    try:
        book = etree.fromstring(
            data, etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=True)
        )
    except etree.XMLSyntaxError as broken:
        raise Unreadable("broken") from broken
    if book is None:
        raise Unreadable("broken")
    return [_xml_grid(sheet) for sheet in book.iter("{*}Worksheet")]


def _xml_grid(sheet: etree._Element) -> Grid:
    rows: list[Cells] = []
    merges: list[Merge] = []
    for line in sheet.iter("{*}Row"):
        start = int(_attribute(line, "Index") or len(rows) + 1)
        rows.extend([] for _ in range(min(start - 1 - len(rows), 1_048_576)))
        cells: Cells = []
        for cell in line.iterchildren("{*}Cell"):
            place = int(_attribute(cell, "Index") or len(cells) + 1) - 1
            cells.extend([None] * min(place - len(cells), 16_384))
            right, down = int(_attribute(cell, "MergeAcross") or 0), int(_attribute(cell, "MergeDown") or 0)
            if right or down:
                merges.append(Merge(len(rows) + 1, len(cells), len(rows) + 1 + down, len(cells) + right))
            cells.append(_xml_value(cell))
            cells.extend([None] * min(right, 16_384))
        rows.append(cells)
    return grid_of(_attribute(sheet, "Name") or "Лист", rows, merges)


def _attribute(node: etree._Element, name: str) -> str:
    return next((str(value) for key, value in node.attrib.items() if etree.QName(str(key)).localname == name), "")


def _xml_value(cell: etree._Element) -> str | float | None:
    data = next(cell.iterchildren("{*}Data"), None)
    if data is None:
        return None
    text = "".join(str(part) for part in data.itertext())
    kind = _attribute(data, "Type")
    if kind == "Number":
        try:
            return float(text)
        except ValueError:
            return text
    return text[:10] if kind == "DateTime" and text.endswith("T00:00:00.000") else text


def mhtml_grids(data: bytes, name: str) -> list[Grid]:
    message = email.message_from_bytes(data, policy=email.policy.default)
    grids: list[Grid] = []
    for part in message.walk():
        if part.get_content_type() == "text/html":
            body = part.get_payload(decode=True)
            grids += html_grids(body, name) if isinstance(body, bytes) else []
    if not grids:
        raise Unreadable("no_table")
    return grids
