"""Rows under a merged or blank client cell: further contacts, calls or orders of the client above."""

from ..shapes import ColumnGuess, Field, Row, Sheet
from . import dates

F = Field
FIRM = frozenset([F.COMPANY, F.LEGAL_FORM, F.INN, F.KPP])
PERSON = frozenset([F.NAME, F.LAST_NAME, F.FIRST_NAME, F.MIDDLE_NAME, F.PHONE, F.EMAIL, F.MESSENGER, F.WAYS])
BESIDE = PERSON | {F.POSITION, F.BIRTHDAY, F.NOTE, F.LAST_CALL, F.NEXT_CALL, F.TYPE}


def carry(sheet: Sheet, guesses: list[ColumnGuess]) -> int:
    """Writes the client of the row above into the rows that go on with it; returns how many they are.

    A row that names nobody at all belongs to the client above it, a row of a person alone to the firm above it.
    A row with an id of its own is a record by itself: its empty client is not known, and is nobody else's.
    """
    firm = [one.index for one in guesses if one.field in FIRM]
    person = [one.index for one in guesses if one.field in PERSON]
    own = [one.index for one in guesses if one.field not in BESIDE and one.field not in FIRM]
    if not firm and not person:
        return 0
    ids = [one.index for one in guesses if one.field == F.EXTERNAL_ID]
    carried, head = 0, None
    strays = _strays(sheet, firm + person, [one.index for one in guesses if one.field == F.NOTE])
    for row in sheet.rows:
        if id(row) in strays:
            continue
        itself = any(_has(row, place) for place in ids)
        if head and not itself and head.section == row.section and row.number == head.number + 1:
            taken = _missing(head, row, firm, person, own)
            if taken:
                _fill(head, row, taken)
                carried += 1
        head = row if any(_has(row, place) for place in (*firm, *person)) else None
    return carried


def _strays(sheet: Sheet, identity: list[int], notes: list[int]) -> set[int]:
    """A single row of mere words, without a day in it, is a remark of nobody; several are the habit of the file."""
    lone = [row for row in sheet.rows if not any(_has(row, place) for place in identity)]
    words = [row for row in lone if all(place in notes or not _has(row, place) for place in range(len(row.values)))]
    dated = {
        id(row)
        for row in words
        if any(dates.SHORT.search(str(row.values[place])) for place in notes if _has(row, place))
    }
    return {id(row) for row in words} - dated if len(lone) < 2 else set()


def _missing(head: Row, row: Row, firm: list[int], person: list[int], own: list[int]) -> list[int]:
    if not any(_has(row, place) for place in (*firm, *person)):
        return [*firm, *person] if any(value not in (None, "") for value in row.values) else []
    alone = firm and not any(_has(row, place) for place in firm) and any(_has(head, place) for place in firm)
    if alone and any(_has(head, place) for place in own) and not any(_has(row, place) for place in own):
        return firm
    return []


def _fill(head: Row, row: Row, places: list[int]) -> None:
    row.values.extend([None] * (len(head.values) - len(row.values)))
    for place in places:
        if _has(head, place):
            row.values[place] = head.values[place]


def _has(row: Row, place: int) -> bool:
    return place < len(row.values) and row.values[place] not in (None, "")
