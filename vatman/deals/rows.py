"""A deal as a row of the list: hundreds of cells stand on a page, and as a template they took half of its drawing."""

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from .columns import Column
from .models import Deal
from .queries.listing import Row


def draw(row: Row, query: str) -> SafeString:
    """Asks the database nothing. `query` leads from the deal's page back to the list as it is sorted and filtered."""
    address = f"{row.deal.get_absolute_url()}?{query}"
    leads = {"title", row.cells[0][0].key}
    cells = [_cell(column, words, row.deal, address if column.key in leads else "") for column, words in row.cells]
    return format_html('<tr data-row id="row-{}">{}</tr>\n', row.deal.pk, SafeString("".join(cells)))


def _cell(column: Column, words: str, deal: Deal, address: str) -> SafeString:
    return format_html(
        '<td class="{} {}{}">{}</td>',
        column.key,
        column.kind,
        _mark(column, deal),
        _inside(column, words, deal, address),
    )


def _inside(column: Column, words: str, deal: Deal, address: str) -> SafeString:
    """The first cell leads to the deal, and so does its title wherever that stands."""
    if column.key == "title":
        return format_html('<a href="{}"><b>{}</b></a>', address, words)
    if address:
        return format_html('<a href="{}">{}</a>', address, words or "—")
    if column.key == "stage":
        return format_html('<i class="spot" style="--c: {}"></i>{}', deal.stage.colour or "var(--line-strong)", words)
    return conditional_escape(words)


def _mark(column: Column, deal: Deal) -> str:
    """What burns, lacks a step or is stuck is seen in the cell that says so."""
    if column.key == "next":
        return " late" if deal.is_burning else " none" if deal.lacks_step else ""
    return " stuck" if column.key == "days" and deal.is_rotten else ""
