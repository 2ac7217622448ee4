"""Cells that are kept as they stand: notes, tags, past calls, fields of one's own."""

import re
from datetime import date
from decimal import Decimal

from ..shapes import ColumnGuess, NoteFacts, Value
from . import dates, headings, money
from .draft import Draft, Frame, Handle
from .text import is_nothing, plain


def last_call(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    """A past contact is a note of its day, never a task."""
    month_first = guess.hint == "mdy"

    def handle(draft: Draft, value: Value) -> None:
        text = plain(value)
        if is_nothing(text) or draft.fault(title, text):
            return None
        moment = dates.read(value, month_first)
        day = dates.settle(moment, "past", frame.today, frame.period, None) if len(text) < 400 else None
        if day is None:
            if moment.problem == "bad_date":
                draft.problem("bad_date", title, text)
            return draft.note(title, text)
        words = moment.rest if text[:1].isdigit() else text
        draft.facts.notes.append(NoteFacts(words if moment.rest else title, day))
        return None

    return handle


def note(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    """The first column of notes speaks for itself, the others by their title; a day for a title is the note's day."""
    on = _iso(guess.kind, frame) if guess.kind else None
    lead = (
        ""
        if on or not guess.title or (frame.notes == 0 and headings.read(guess.title).meaning == "note")
        else f"{title}: "
    )
    frame.notes += 0 if on else 1

    def handle(draft: Draft, value: Value) -> None:
        text = plain(value)
        if not is_nothing(text) and not draft.fault(title, text):
            draft.facts.notes.append(NoteFacts(lead + text, on))

    return handle


def _iso(kind: str, frame: Frame) -> date | None:
    found = re.fullmatch(r"(\d{4}|-)-(\d\d)-(\d\d)", kind)
    if not found:
        return None
    moment = dates.Moment(int(found[1]) if found[1] != "-" else None, int(found[2]), int(found[3]))
    return dates.settle(moment, "past", frame.today, frame.period)


def tags(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    def handle(draft: Draft, value: Value) -> None:
        text = plain(value)
        if not is_nothing(text):
            draft.facts.tags += [tag.strip(" *#") for tag in re.split(r"[,;\n]|\s*:::\s*", text) if tag.strip(" *#")]

    return handle


def external(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    def handle(draft: Draft, value: Value) -> None:
        if not is_nothing(text := plain(value)):
            draft.facts.external_id = text

    return handle


def custom(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    kind, month_first = guess.custom_kind, guess.hint == "mdy"
    scale = money.heading(guess.title)[0]

    def handle(draft: Draft, value: Value) -> None:
        text = plain(value)
        if not text or text in ("-", "—") or (is_nothing(text) and kind != "bool") or draft.fault(title, text):
            return
        made = _valued(value, kind, scale, month_first, frame)
        if made is None:
            draft.note(title, text)
        else:
            draft.custom(title, kind, made)

    return handle


def _valued(value: Value, kind: str, scale: int, month_first: bool, frame: Frame) -> Value:
    """The value of its column's kind; None where it is of another."""
    if kind == "date":
        return dates.settle(dates.read(value, month_first), "near", frame.today, frame.period)
    if kind in ("number", "money"):
        found = money.read(value, scale if kind == "money" else 1)
        amount = found.amount if not found.problem and not found.note else None
        return amount if kind == "money" or amount is None else _exact(value, amount)
    if kind == "bool":
        return value if isinstance(value, bool) else BOOLS.get(plain(value).lower())
    return plain(value)


def _exact(value: Value, amount: Decimal) -> Decimal:
    """A number keeps all its decimals; a whole one has none."""
    exact = Decimal(str(value)) if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool) else amount
    return (
        exact.quantize(Decimal(1)) if exact == exact.to_integral_value() and abs(exact) < 10**15 else exact.normalize()
    )


BOOLS = {
    "да": True,
    "yes": True,
    "true": True,
    "истина": True,
    "есть": True,
    "y": True,
    "+": True,
    "v": True,
    "✓": True,
    "✔": True,
} | dict.fromkeys(["нет", "no", "false", "ложь", "n", "-"], False)
