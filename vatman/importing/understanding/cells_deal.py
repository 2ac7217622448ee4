"""Cells of a deal: its sum, status, days, who leads it, when to call."""

import re
from datetime import date
from functools import lru_cache

from ..shapes import ColumnGuess, Field, Status, Value
from . import dates, money, people, statuses
from .draft import Draft, Frame, Handle
from .text import is_nothing, plain

F = Field


def amount(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    scale, currency = money.heading(guess.title)

    def handle(draft: Draft, value: Value) -> None:
        found = money.read(value, scale)
        deal = draft.the_deal()
        deal.amount = found.amount
        deal.currency = found.currency or currency or "RUB"
        if found.problem:
            draft.problem(found.problem, title, plain(value))
        if found.problem or found.note:
            draft.note(title, plain(value))

    return handle


def currency(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    def handle(draft: Draft, value: Value) -> None:
        text = plain(value)
        code = next((code for code, shape in money.BYN_FIRST if shape.search(f" {text}") or code == text.upper()), "")
        if code:
            draft.currency = code
        elif not is_nothing(text):
            draft.custom(title, "text", text)

    return handle


def status(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    def handle(draft: Draft, value: Value) -> None:
        text = plain(value)
        if not text or (is_nothing(text) and text not in ("-", "—", "–", "нет")) or draft.fault(title, text):
            return
        meaning, reason = statuses.meaning(text)
        draft.the_deal().status = Status(text, meaning, reason)
        draft.facts.stop = draft.facts.stop or meaning == "stop"

    return handle


def text_of_deal(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    name = guess.field.value.removeprefix("deal.")

    def handle(draft: Draft, value: Value) -> None:
        text = plain(value)
        if not is_nothing(text) and not draft.fault(title, text):
            setattr(draft.the_deal(), name, " ".join(text.split()))

    return handle


def day(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    """Dates of a deal: the request's day is past, the expected one comes after it."""
    name, month_first = guess.field.value.removeprefix("deal."), guess.hint == "mdy"
    aim = "future" if guess.field == F.EXPECTED else "past"

    def handle(draft: Draft, value: Value) -> None:
        moment = dates.read(value, month_first)
        day = dates.settle(moment, aim, frame.today, frame.period, draft.began)
        if day and _sane(day, frame.today):
            setattr(draft.the_deal(), name, day)
            if name == "created_on":
                draft.began = day
            if moment.rest:
                draft.note(title, plain(value))
        elif moment.day or moment.problem:
            draft.no_day(title, plain(value), moment)

    return handle


def _sane(day: date, today: date) -> bool:
    return 1990 <= day.year <= today.year + 20


def next_call(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    month_first = guess.hint == "mdy"

    def handle(draft: Draft, value: Value) -> None:
        moment = dates.read(value, month_first)
        day = dates.settle(moment, "future", frame.today, frame.period, draft.began)
        if day and _sane(day, frame.today):
            draft.call(day, moment.at, moment.rest)
        elif moment.day or moment.problem:
            draft.no_day(title, plain(value), moment)

    return handle


def manager(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    def handle(draft: Draft, value: Value) -> None:
        text = plain(value)
        if is_nothing(text) or draft.fault(title, text):
            return
        first, *others = managers(text)
        draft.facts.manager = first
        draft.facts.participants = others

    return handle


@lru_cache(16384)
def managers(text: str) -> tuple[str, ...]:
    """«Марина/Павел» → the owner and the second one. «Иванов, Иван» is one."""
    parts = tuple(part.strip() for part in re.split(r"\s*[/;\n|+&]\s*|,\s+|\s+и\s+", text) if part.strip())
    return (
        parts
        if len(parts) > 1 and all(part[:1].isalpha() for part in parts) and len(people.everyone(text)) > 1
        else (text,)
    )
