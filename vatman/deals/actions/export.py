"""The list of deals as a spreadsheet."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, BinaryIO

import xlsxwriter
from django.db import transaction
from django.utils.translation import gettext as _

from vatman.clients.events import Exported
from vatman.events.recording import record
from vatman.records.copying import chunks
from vatman.team.models import Member

from ..columns import Column
from ..filters import BoardFilter
from ..models import Deal
from ..queries.listing import WITH, make_whole, ordered, rows_of

CHUNK = 1000


@transaction.atomic
def export(filter_: BoardFilter, columns: list[Column], sort: str, file: BinaryIO, *, by: Member) -> int:
    """Writes the rows the member both sees and may take out, in his columns and order. Returns how many."""
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet, bold = book.add_worksheet(_("Сделки")), book.add_format({"bold": True})
    looks = {date: book.add_format({"num_format": "dd.mm.yyyy"}), Decimal: book.add_format({"num_format": "# ##0.00"})}
    for place, column in enumerate(columns):
        sheet.write_string(0, place, str(column.title), bold)
        sheet.set_column(place, place, 14 if column.kind == "num" else 24)
    sheet.freeze_panes(1, 0)
    count = 0
    for count, deal in enumerate(_deals(filter_, columns, sort, by), 1):
        for place, column in enumerate(columns):
            _write(sheet, count, place, column.value(deal), looks)
    book.close()
    filters = {name: str(value) for name, value in filter_.chosen.items()}
    record(Exported(of="deal", rows=count, filters=filters), by.organisation, by=by)
    return count


def _deals(filter_: BoardFilter, columns: list[Column], sort: str, member: Member) -> Iterator[Deal]:
    rows = rows_of(member, filter_).reached_by(member, member.scope("export", "deal"))
    for part in chunks(ordered(rows.select_related(*WITH), sort).iterator(CHUNK), CHUNK):
        make_whole(part, columns)
        yield from part


def _write(sheet: Any, row: int, place: int, value: Any, looks: dict[type, Any]) -> None:
    if value in (None, ""):
        return
    if isinstance(value, date):
        sheet.write_datetime(row, place, value, looks[date])
    elif isinstance(value, Decimal | int):
        sheet.write_number(row, place, value, looks.get(type(value)))
    else:
        sheet.write_string(row, place, str(value)[:32000])
