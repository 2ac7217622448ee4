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


def carry_out(row: ImportRow, *, by: Any, other: Any, apart: bool) -> None:
    """`other` is the client the row was held back for: it is the one meant, or, `apart`, the row's client is another,
    who then belongs to the one who brought the row."""
    load = Import.objects.select_for_update(of=("self",)).get(pk=row.load_id)
    sheet = ImportSheet.objects.select_related("file").get(pk=row.sheet_id)
    found = Survey({sheet.pk: sheet}, load.today)
    line = line_of((row.pk, sheet.pk, row.number, row.section, row.cells, row.digest, ""), found)
    learn(found, line, again=False)
    course = Course(load, found, by=by, heir=None if apart else other.owner)
    with translation.override(load.language):
        carry_chunk(course, [line], Onto(Card(other, new=False), apart))
    load.totals = {**load.totals, "rows": count_sheets(load)}
    load.save(update_fields=["totals"])
