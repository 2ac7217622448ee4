"""A row that was held back is carried out after all, as a person has decided."""

from typing import Any

from django.utils import translation

from ..models import Import, ImportRow, ImportSheet
from .cards import Card
from .carry import Onto
from .chunk import carry_chunk
from .course import Course
from .survey import Survey, learn, line_of
from .totals import count_sheets


def carry_out(row: ImportRow, *, by: Any, onto: tuple[str, Any] | None) -> None:
    """`onto` is the client meant, by word and card; None makes a card of its own for who brought the row."""
    load = Import.objects.select_for_update(of=("self",)).get(pk=row.load_id)
    sheet = ImportSheet.objects.select_related("file").get(pk=row.sheet_id)
    found = Survey({sheet.pk: sheet}, load.today)
    line = line_of((row.pk, sheet.pk, row.number, row.section, row.cells, row.digest, ""), found)
    learn(found, line, again=False)
    card = Card(onto[1], new=False) if onto and onto[1] else None
    with translation.override(load.language):
        carry_chunk(Course(load, found, by=by, heir=card.obj.owner if card else None), [line], Onto(card))
    load.totals = {**load.totals, "rows": count_sheets(load)}
    load.save(update_fields=["totals"])
