"""A deal as a row of the list: hundreds of cells stand on a page, so what is the same in every row is worked out once."""

from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .columns import Column
from .models import Deal
from .queries.listing import Row

TICK = '<td class="tick"><input type="checkbox" value="{{pk}}" aria-label="{words}"></td>'
MARKED = {"next": "{next_mark}", "days": "{days_mark}"}


class Pen:
    """Draws the rows of one page. `query` leads from a deal's page back to the list as it is sorted and filtered."""

    def __init__(self, columns: Sequence[Column], query: str, ticks: bool = False) -> None:
        self.query = escape(f"?{query}")
        leads = {"title", columns[0].key}
        cells = (_cell(column, place, column.key in leads) for place, column in enumerate(columns))
        tick = TICK.format(words=escape(_("Выбрать"))) if ticks else ""
        self.shape = f'<tr data-row id="row-{{pk}}">{tick}{"".join(cells)}</tr>\n'

    def draw(self, row: Row) -> SafeString:
        """Asks the database nothing."""
        deal, words = row.deal, {f"cell{place}": escape(said) for place, (_column, said) in enumerate(row.cells)}
        words["cell0"] = words["cell0"] or "—"  # it leads to the deal, so there must be something to press
        return SafeString(self.shape.format(
            pk=deal.pk, address=f"{deal.get_absolute_url()}{self.query}", colour=escape(deal.stage.colour) or "var(--line-strong)",
            next_mark=_next_mark(deal), days_mark=" stuck" if deal.is_rotten else "", **words,
        ))  # fmt: skip


def _cell(column: Column, place: int, leads: bool) -> str:
    """The first cell leads to the deal, and so does its title wherever that stands."""
    words = f"{{cell{place}}}"
    if column.key == "title":
        words = f"<b>{words}</b>"
    elif column.key == "stage":
        words = f'<i class="spot" style="--c: {{colour}}"></i>{words}'
    inside = f'<a href="{{address}}">{words}</a>' if leads else words
    return f'<td class="{column.key} {column.kind}{MARKED.get(column.key, "")}">{inside}</td>'


def _next_mark(deal: Deal) -> str:
    return " late" if deal.is_burning else " none" if deal.lacks_step else ""
