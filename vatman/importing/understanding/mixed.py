"""A cell that holds several things: a firm and a person, a name with phones and letters beside it."""

import re
from functools import lru_cache
from typing import NamedTuple

from vatman.clients.requisites import is_inn

from . import firms, mails, people, phones
from .firms import Named as Firm
from .people import Named as Person
from .phones import Number
from .text import is_nothing, tidy


class Who(NamedTuple):
    people: tuple[Person, ...] = ()
    firm: Firm | None = None


class Held(NamedTuple):
    """Everything of a mixed cell. `owner` of a number or address is the place in `people`, None for nobody named."""

    people: tuple[Person, ...] = ()
    firm: Firm | None = None
    numbers: tuple[tuple[Number, int | None], ...] = ()
    mails: tuple[tuple[str, int | None], ...] = ()
    messengers: tuple[tuple[str, str, str], ...] = ()
    inn: str = ""
    bad: tuple[tuple[str, str], ...] = ()
    rest: str = ""


PARTS = re.compile(r"\s*[\n;/|]\s*|,\s+|\s+[-–—]\s+|\s*[()]\s*")
INN = re.compile(r"\bинн[\s:№]*(\d{10}(?:\d\d)?)(?!\d)", re.I)
SPLIT_MAIL = re.compile(r"\s*[,;]?\s*(?:e-?mail|почта|эл\.?\s?почта|mail)?\s*:?\s*$", re.I)


def who(text: str, lean: str, order: str = "last") -> Who:
    """`lean`: what the column is; "person", "either" (a surname or first name alone is a person), "firm" (a whole human
    name is a person) or "only_firm"."""
    if lean != "only_firm" and (person := people.quick(text)):
        return Who((person,))
    if firm := firms.quick(text):
        return Who((), firm)
    return _who(text, lean, order)


@lru_cache(32768)
def _who(text: str, lean: str, order: str) -> Who:
    if firms.is_nobody(text):
        return Who()
    firm, human = firms.looks(text), people.looks(text)
    if lean == "person" and firm < 0.8 and (human or firm < 0.45 or not _is_title(text)):
        return Who(people.everyone(text, order))
    if (found := _both(text, order)) is not None:
        return found
    if human >= {"only_firm": 2, "either": 0.6}.get(lean, 0.9):
        return Who(people.everyone(text, order))
    if lean == "person" and firm < 0.8:
        return Who(people.everyone(text, order))
    return Who((), firms.firm(text))


def _is_title(text: str) -> bool:
    return any(char.isdigit() for char in text)


def _both(text: str, order: str) -> Who | None:
    """«ООО Ромашка, Иванов Иван», «Ромашка (Марина)»: a firm and its people. None where it is one thing."""
    parts = [part for part in PARTS.split(text) if part and not is_nothing(part)]
    if len(parts) < 2 or len(parts) > 5:
        return None
    humans = [part for part in parts if people.looks(part) >= 0.7 and firms.looks(part) < 0.8]
    others = [part for part in parts if part not in humans]
    if not humans or not others or firms.looks(", ".join(others)) < 0.4:
        return Who(people.everyone(text, order)) if humans and not others else None
    firm = next((part for part in others if firms.looks(part) >= 0.8), others[0])
    duties = [part for part in others if part is not firm]
    named = [person for part in humans for person in people.everyone(part, order)]
    if duties:
        named[-1] = named[-1]._replace(position=", ".join(duties))
    if firms.looks(firm) < 0.8 and all(one.empty for one in people.everyone(firm, order)):
        return Who(people.everyone(text, order))
    return Who(tuple(named), firms.firm(firm))


@lru_cache(32768)
def held(text: str, lean: str = "person", code: str = "", order: str = "last") -> Held:
    """A cell of words, numbers and addresses, each given to the person named beside it."""
    inn = INN.search(text)
    text = INN.sub(" ", text) if inn else text
    chat = mails.messengers(text) if "@" in text or "." in text or ":" in text else mails.Found((), text)
    text, addresses, bad = _mails(chat.rest if chat.ways else text)
    read = phones.read(text, code)
    kept = _Keeper(lean, order)
    for part in (
        re.split(r",\s*(?![^«]*»)", read.rest) if read.rest and not read.found else ([read.rest] if read.rest else [])
    ):
        kept.words(part)
    numbers = []
    for number in read.found:
        note = kept.words(number.note, beside=True)
        numbers.append((number._replace(note=note), kept.current()))
    letters = [(address, kept.beside(words)) for address, words in addresses]
    return Held(
        tuple(kept.people), kept.firm, tuple(numbers), tuple(letters), chat.ways, inn[1] if inn and is_inn(inn[1]) else "",
        (*(("bad_email", one) for one in bad), *read.bad), ", ".join(kept.rest),
    )  # fmt: skip


def _mails(text: str) -> tuple[str, list[tuple[str, str]], tuple[str, ...]]:
    """(text without addresses, each address with the words before it, what only looks like one)."""
    if "@" not in text:
        return text, [], ()
    read = mails.read(text)
    addresses = [(address, "") for address in read.found]
    left = mails.MAIL.sub("; ", text)
    for wrong in read.bad:
        left = left.replace(wrong, " ")
    left = re.sub(r"(?:\b(?:e-?mail|почта|эл\.?\s?почта|mail|мыло)\b\.?\s*:?\s*)(?=[;\s]|$)", " ", left, flags=re.I)
    return tidy(left).strip(" ;,"), addresses, read.bad


class _Keeper:
    """Sorts words beside numbers into people, a firm and remarks."""

    def __init__(self, lean: str, order: str) -> None:
        self.lean, self.order = lean, order
        self.people: list[Person] = []
        self.firm: Firm | None = None
        self.rest: list[str] = []

    def current(self) -> int | None:
        return len(self.people) - 1 if self.people else None

    def beside(self, _words: str) -> int | None:
        return 0 if self.people else None

    def words(self, text: str, beside: bool = False) -> str:
        """Takes names out of a remark; returns what stays a remark of the number."""
        if not text or is_nothing(text):
            return ""
        remark = []
        for part in text.split(", ") if beside else [text]:
            found = who(part, "firm") if not _is_plain_remark(part) else Who()
            if people.looks(part) >= 0.6 or found.people:
                self.people += found.people or people.everyone(part, self.order)
                self.firm = self.firm or (found.firm if found.people else None)
            elif found.firm and self.firm is None and (firms.looks(part) >= 0.8 or self.lean != "person"):
                self.firm = found.firm
            elif not beside or (self.lean == "person" and not self.people and self._a_name(part)):
                self._strange(part)
            else:
                remark.append(part)
        return ", ".join(remark)

    def _a_name(self, part: str) -> bool:
        return part[:1].isupper() and len(part.split()) < 4 and not any(char.isdigit() for char in part)

    def _strange(self, part: str) -> None:
        """Words no list knows: in a column of people a short one is a name, else a remark of the row."""
        named = (
            people.everyone(part, self.order)
            if self.lean == "person" and self._a_name(part) and not self.people
            else ()
        )
        if named and not named[0].empty:
            self.people += named
        else:
            self.rest.append(part)


def _is_plain_remark(part: str) -> bool:
    return part.startswith("доб. ") or any(char.isdigit() for char in part) and "«" not in part
