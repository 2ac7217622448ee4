"""Cells of an organisation: requisites, city, address, site."""

import re
from functools import lru_cache

from vatman.clients.requisites import is_inn, is_kpp, is_ogrn

from ..shapes import ColumnGuess, Value
from . import cities, legal, mails
from .draft import Draft, Frame, Handle
from .text import is_nothing, plain


def requisite(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    name = guess.field.value.removeprefix("company.")

    def handle(draft: Draft, value: Value) -> None:
        text = plain(value)
        if is_nothing(text) or draft.fault(title, text):
            return
        found = requisites(text)
        firm = draft.the_firm()
        for key, number in found:
            setattr(firm, key, getattr(firm, key) or number)
        if name not in dict(found):
            draft.problem(f"bad_{name}", title, text)
            draft.note(title, text)

    return handle


@lru_cache(65536)
def requisites(text: str) -> tuple[tuple[str, str], ...]:
    """«7707083893/773601001» → its ИНН and КПП; a nought that Excel ate in front is given back where the checksum agrees."""
    found: dict[str, str] = {}
    for digits in re.findall(r"\d+", re.sub(r"(?<=\d) (?=\d)", "", text)):
        if is_inn(digits) or (len(digits) in (9, 11) and is_inn("0" + digits) and "inn" not in found):
            found.setdefault("inn", digits if is_inn(digits) else "0" + digits)
        elif is_ogrn(digits):
            found.setdefault("ogrn", digits)
        elif is_kpp(digits) or (len(digits) == 8 and is_kpp("0" + digits)):
            found.setdefault("kpp", digits.zfill(9))
    return tuple(found.items())


def kpp(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    def handle(draft: Draft, value: Value) -> None:
        text = plain(value)
        if is_nothing(text) or text == "0" or draft.fault(title, text):
            return
        digits = text.replace(" ", "").zfill(9)
        if is_kpp(digits) and len(text) > 7:
            draft.the_firm().kpp = digits
        else:
            draft.problem("bad_kpp", title, text)
            draft.note(title, text)

    return handle


def of_firm(guess: ColumnGuess, title: str, frame: Frame) -> Handle:
    name = guess.field.value.removeprefix("company.")

    def handle(draft: Draft, value: Value) -> None:
        text = plain(value)
        if is_nothing(text) or draft.fault(title, text):
            return
        if name == "city":
            city = cities.find(text)
            draft.the_firm().city = city[0] if city else cities.LEAD.sub("", text).replace("\n", ", ")
            draft.code = city[1] if city else draft.code
        elif name == "site":
            site = draft.the_firm().site = mails.site(text) or text
            if len(text) > len(site) + 2:
                draft.custom(title, "text", text)
        else:
            setattr(
                draft.the_firm(),
                name,
                legal.short(text) if name == "legal_form" and len(text) < 90 else " ".join(text.split()),
            )

    return handle
