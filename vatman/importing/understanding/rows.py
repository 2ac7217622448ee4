"""One row → its facts. A sheet's columns are prepared once, each cell then costs one call."""

import re
from typing import Any

from ..shapes import ColumnGuess, Facts, Field, Row, Sheet
from . import cells, dates, headings
from .context import Context
from .draft import Draft, Frame, Handle

F = Field
FIRST = (
    F.CITY,
    F.CREATED,
    F.CURRENCY,
    F.NAME,
    F.LAST_NAME,
    F.FIRST_NAME,
    F.MIDDLE_NAME,
    F.COMPANY,
    F.WAYS,
)  # what others lean on
PEOPLE = (F.NAME, F.LAST_NAME, F.FIRST_NAME, F.WAYS)
HALF = re.compile(r" (?:type|label|value|метка|тип)$")


class Reader:
    """Reads rows of one sheet."""

    def __init__(self, guesses: list[ColumnGuess], context: Context) -> None:
        year, month = dates.find_period(context.sheet_name)
        other_year, other_month = dates.find_period(context.file_name)
        frame = Frame(
            context.today,
            context.file_name,
            context.sheet_name,
            (year or other_year, month or (None if year else other_month)),
        )
        frame.names = tuple(guess.index for guess in guesses if guess.field in PEOPLE)
        frame.has_parts = sum(guess.field in (F.LAST_NAME, F.FIRST_NAME) for guess in guesses) > 1
        frame.types = _types(guesses)
        self.frame, self.steps = frame, self._steps(guesses, frame)

    def _steps(self, guesses: list[ColumnGuess], frame: Frame) -> list[tuple[int, Handle]]:
        made = [(guess, cells.make(guess, frame)) for guess in guesses]
        ordered = sorted(made, key=lambda pair: FIRST.index(pair[0].field) if pair[0].field in FIRST else len(FIRST))
        return [(guess.index, handle) for guess, handle in ordered if handle]

    def facts(self, row: Row) -> Facts:
        values = row.values
        draft, width = Draft(self.frame, row.number, values, row.section), len(values)
        for index, handle in self.steps:
            if index < width:
                value = values[index]
                if value is not None and value != "":
                    handle(draft, value)
        return draft.finish(row.section)


def _types(guesses: list[ColumnGuess]) -> dict[int, int]:
    """«Phone 1 - Value» → the place of «Phone 1 - Type»."""
    kinds = {HALF.sub("", headings.key(guess.title)): guess.index for guess in guesses if guess.field == F.TYPE}
    return {
        guess.index: kinds[name]
        for guess in guesses
        if guess.field in (F.PHONE, F.EMAIL) and (name := HALF.sub("", headings.key(guess.title))) in kinds
    }


_last: tuple[Any, Any, Reader] | None = None


def facts(row: Row, guesses: list[ColumnGuess], sheet: Sheet, context: Context) -> Facts:
    """What one row says. The preparation of the last sheet is kept: give the same `guesses` list for all its rows."""
    global _last
    if _last is None or _last[0] is not guesses or _last[1] != context:
        _last = (guesses, context, Reader(guesses, context))
    return _last[2].facts(row)
