"""Cells of people: names, phones, letters, messengers."""

import re
from functools import lru_cache
from typing import Any

from ..shapes import ColumnGuess, Field, Value
from . import dates, firms, headings, mails, mixed, people, phones
from .draft import Draft, Frame, Handle
from .text import is_nothing, plain

F = Field

COMPANYS = re.compile(r"компани|организац|фирм|предприят|юр ?лиц|приемн|company|organi[sz]ation|business main")


WAY_KINDS = {
    "mobile": "mobile",
    "cell": "mobile",
    "моб": "mobile",
    "work": "work",
    "раб": "work",
    "home": "home",
    "дом": "home",
    "fax": "fax",
    "факс": "fax",
}


DIGITS_OR_AT = re.compile(r"[\d@]")


MIXED = re.compile(r"(?:\d[\s\-().]*){6,}|@|\bинн\b", re.I)


def _lean(guess: ColumnGuess, frame: Frame) -> str:
    if guess.field != F.COMPANY:
        return "person" if guess.field == F.NAME else "firm"
    return "either" if headings.read(guess.title).meaning == "who" else "only_firm" if frame.names else "firm"


def person(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    lean = _lean(guess, frame)
    order, position = guess.hint if guess.hint == "first" else "last", guess.kind
    spare = guess.field == F.NAME and frame.has_parts and not position

    def handle(draft: Draft, value: Value) -> None:
        text = plain(value)
        if is_nothing(text) or draft.fault(title, text):
            return
        if spare:
            draft.whole = (title, text)
            return
        if DIGITS_OR_AT.search(text) and (guess.field != F.COMPANY or MIXED.search(text)):
            _held(
                draft,
                title,
                mixed.held(text, lean, draft.code or guess.hint.removeprefix("first"), order),
                text,
                position,
            )
            return
        found = mixed.who(text, lean if lean != "only_firm" or draft.has(frame.names) else "firm", order)
        for one in found.people:
            draft.add_person(one, position)
        if found.firm:
            draft.add_firm(found.firm, title, text)
        elif not found.people and not firms.is_nobody(text):
            draft.note(title, text)

    return handle


def _held(draft: Draft, title: str, held: mixed.Held, text: str, position: str) -> None:
    """Everything of a mixed cell into the draft; what is left becomes a note."""
    known = [draft.add_person(one, position) for one in held.people]
    if held.firm:
        draft.add_firm(held.firm, title, text)
    if held.inn and draft.firm and not draft.firm.inn:
        draft.firm.inn = held.inn
    elif held.inn:
        draft.the_firm().inn = held.inn
    for number, owner in held.numbers:
        draft.add_phone(number, "", owner=known[owner] if owner is not None else None)
    for address, owner in held.mails:
        draft.add_way("email", address, address, owner=known[owner] if owner is not None else None)
    for channel, value, raw in held.messengers:
        draft.add_way(channel, value, raw)
    for code, value in held.bad:
        draft.problem(code, title, value)
    if held.rest or held.bad:
        draft.note(title, text)


def part(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    place = {F.LAST_NAME: 0, F.FIRST_NAME: 1, F.MIDDLE_NAME: 2}[guess.field]

    def handle(draft: Draft, value: Value) -> None:
        text = plain(value)
        if not is_nothing(text) and not draft.fault(title, text):
            draft.parts[place] = text

    return handle


def phone(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    code, whose = guess.hint, COMPANYS.search(headings.key(guess.title)) is not None
    kind = guess.kind if guess.kind in ("mobile", "work", "home", "fax") else ""
    types = frame.types.get(guess.index)

    def handle(draft: Draft, value: Value) -> None:
        text = value if type(value) is str else plain(value)
        if (
            types is None
            and (usual := phones.mobile(text))
            and not (text.endswith("000000") and type(value) is not str)
        ):
            return draft.add_way("phone", usual, text, kind or "mobile", "", None, whose)
        found = phones.read(text, draft.code or code)
        if found.bad and draft.landline and found.bad[0][0] == "phone_without_code":
            found = phones.read(text, phones.codes(draft.landline))
        sort = _way_kind(draft.values[types]) if types is not None and types < len(draft.values) else kind
        if type(value) is not str and text.endswith("000000") and len(text) in (10, 11):
            found = phones.Phones((), (("lost_digits", text),))
        for number in found.found:
            draft.add_phone(number, sort, company=whose, may_name=True)
        if found.bad or (found.rest and not is_nothing(found.rest)):
            _odd_phone(draft, title, text, found)
        return None

    return handle


def _odd_phone(draft: Draft, title: str, text: str, found: phones.Phones) -> None:
    """What of a phone's cell is no number: letters, names, lost digits; all of it is told, none is lost."""
    if is_nothing(text) or draft.fault(title, text):
        return None
    if (
        found.bad
        and len(found.bad) == len(found.found)
        and all(problem == "odd_phone" for problem, _value in found.bad)
    ):
        return draft.problem("odd_phone", title, text)
    if not found.bad and ("@" in text or mails.messengers(text).ways):
        return _held(draft, title, mixed.held(text, "person", draft.code), text, "")
    if not found.bad and people.looks(found.rest) >= 0.6:
        owners = [draft.add_person(one, "") for one in people.everyone(found.rest)]
        for way, owner, _company in draft.ways[-len(found.found) :] if found.found else ():
            if owner is None and owners:
                draft.own(way, owners[0])
        return None
    for problem, value in found.bad:
        draft.problem(problem, title, value)
    if not found.found and not found.bad:
        draft.problem("bad_phone", title, text)
    return draft.note(title, text)


@lru_cache(4096)
def _way_kind(value: Any) -> str:
    low = plain(value).lower()
    return next((kind for word, kind in WAY_KINDS.items() if word in low), "")


def email(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    whose, types = COMPANYS.search(headings.key(guess.title)) is not None, frame.types.get(guess.index)

    def handle(draft: Draft, value: Value) -> None:
        text = plain(value)
        found = mails.read(text)
        kind = _way_kind(draft.values[types]) if types is not None and types < len(draft.values) else ""
        for address in found.found:
            draft.add_way("email", address, address, kind, company=whose)
        if not found.bad and not found.rest or is_nothing(text) or draft.fault(title, text):
            return None
        if not found.bad and people.looks(found.rest) >= 0.6:
            draft.maybe_person(found.rest)
            return None
        held = mixed.held(text, "person", draft.code)
        if held.numbers or held.messengers:
            return _held(draft, title, held._replace(mails=()), text, "")
        for wrong in found.bad or (() if found.found else (text,)):
            draft.problem("bad_email", title, wrong)
        draft.note(title, text)
        return None

    return handle


def messenger(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    channel = guess.kind

    def handle(draft: Draft, value: Value) -> None:
        text = plain(value)
        if is_nothing(text) or draft.fault(title, text):
            return
        found = mails.messengers(text, channel)
        for name, name_value, raw in found.ways:
            draft.add_way(name, name_value, raw)
        read = phones.read(text, draft.code) if not found.ways else phones.Phones()
        for number in read.found:
            draft.add_phone(number, "")
            if channel in ("whatsapp", "viber", "telegram", "max"):
                draft.add_way(channel, number.value, number.raw)
        if not found.ways and not read.found:
            draft.custom(title, "text", text)

    return handle


def position(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    def handle(draft: Draft, value: Value) -> None:
        text = plain(value)
        if not is_nothing(text) and not draft.fault(title, text):
            draft.position = " ".join(text.split())

    return handle


def birthday(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    month_first = guess.hint == "mdy"

    def handle(draft: Draft, value: Value) -> None:
        moment = dates.read(value, month_first)
        day = dates.born(moment, frame.today)
        if day:
            draft.birthday = day
        elif moment.day or moment.problem:
            draft.no_day(title, plain(value), moment._replace(problem=moment.problem or "vague_date"))

    return handle
