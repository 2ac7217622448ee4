"""Columns seen together: who is the client, which of two dates is the request's, which of two sums is the deal's."""

import re
from typing import TYPE_CHECKING

from ..shapes import Field
from . import headings
from .heading_words import WORDS

if TYPE_CHECKING:
    from .columns import Candidate

F = Field
SINGLE = (
    F.LAST_NAME, F.FIRST_NAME, F.MIDDLE_NAME, F.POSITION, F.BIRTHDAY, F.COMPANY, F.LEGAL_FORM, F.INN, F.KPP, F.OGRN, F.SITE, F.CITY, F.ADDRESS, F.TITLE, F.AMOUNT,
    F.CURRENCY, F.STATUS, F.CREATED, F.CLOSED, F.EXPECTED, F.SOURCE, F.LOST_REASON, F.MANAGER, F.NEXT_CALL, F.EXTERNAL_ID, F.NUMBER,
)  # fmt: skip
OF_DEAL = {F.STATUS, F.AMOUNT, F.NEXT_CALL, F.TITLE, F.EXPECTED, F.CLOSED, F.LOST_REASON}
RANKS = {word: place for words in WORDS.values() for place, word in enumerate(words.split("|"))}
SUBJECTS = ("наименование", "название", "название объекта")


def settle(candidates: "list[Candidate]", headless: bool) -> None:
    _days(candidates)
    _types(candidates)
    _who(candidates)
    _names(candidates)
    _unknown_people(candidates)
    _made(candidates)
    for field in SINGLE:
        _only_one(candidates, field)
    if headless:
        _nameless_firm(candidates)


def _days(candidates: "list[Candidate]") -> None:
    """A date for a heading: notes of that day, unless numbers stand beneath (a plan by months)."""
    for one in candidates:
        if one.meaning == "day":
            numeric = one.profile.share("number", "money") >= 0.6
            one.take(
                F.CUSTOM if numeric else F.NOTE,
                0.8 if one.profile.filled else 0.3,
                "heading",
                "" if numeric else one.heading.kind,
            )


def _types(candidates: "list[Candidate]") -> None:
    """«Phone 1 - Type» tells of «Phone 1 - Value»; of any other column it is a field of its own."""
    for one in candidates:
        if one.meaning == "type" and not re.match(r"phone|e mail|email|телефон", headings.key(one.title)):
            one.take(F.CUSTOM, 0.5, "none")


def _who(candidates: "list[Candidate]") -> None:
    """«Клиент», «Наименование»: firms or people by their cells. A second one that is neither is what they want."""
    known = any(one.meaning in (F.NAME, F.COMPANY) and one.profile.filled for one in candidates)
    for one in sorted((one for one in candidates if one.meaning == "who"), key=_who_rank):
        share = one.profile.share
        sure = share("firm") + share("person") >= 0.3
        if known and not sure and headings.key(one.title) in SUBJECTS:
            one.take(F.TITLE, 0.5, "content")
            continue
        if share("mixed") >= 0.5:
            one.take(F.WAYS, 0.8, "both")
            continue
        human = share("person") > share("firm") and (share("person") >= 0.3 or share("firm") == 0)
        human = human and (share("full_name") > 0.2 or share("person") >= 0.6)
        human = human or (
            share("words") >= 0.7
            and share("firm") < 0.2
            and "name" in one.title.lower()
            and not one.title.lower().startswith("account")
        )
        part = share("person") if human else share("firm")
        one.take(
            F.NAME if human else F.COMPANY,
            round(0.6 + 0.35 * part, 2) if one.profile.filled else 0.3,
            "both" if part >= 0.3 else "heading",
        )
        known = True


def _who_rank(one: "Candidate") -> tuple[bool, int]:
    return headings.key(one.title) in SUBJECTS, RANKS.get(headings.key(one.title), 99)


def _names(candidates: "list[Candidate]") -> None:
    """«Имя» with full names where no «Фамилия» stands beside; headings of first and last name that are swapped."""
    has = {one.meaning: one for one in candidates if one.profile.filled}
    last, first = has.get(F.LAST_NAME), has.get(F.FIRST_NAME)
    if (
        last
        and first
        and last.profile.share("first") >= 0.7
        and first.profile.share("surname") >= 0.6
        and first.profile.share("first") < 0.4
    ):
        last.take(F.FIRST_NAME, 0.8, "content")
        first.take(F.LAST_NAME, 0.8, "content")
    if (
        first
        and not last
        and F.MIDDLE_NAME not in has
        and F.NAME not in has
        and (first.profile.share("full_name") > 0.1 or first.profile.share("first") < 0.5)
    ):
        first.take(F.NAME, 0.85, "both")
    if last and not first and last.profile.share("full_name") >= 0.3:
        last.take(F.NAME, 0.8, "both")


def _unknown_people(candidates: "list[Candidate]") -> None:
    """People or firms under an unknown heading are the client only where no other column is."""
    parts = {F.NAME, F.LAST_NAME, F.FIRST_NAME, F.WAYS}
    for field, rivals in ((F.NAME, parts), (F.COMPANY, {F.COMPANY})):
        found = [one for one in candidates if one.meaning == field and not one.heading.meaning]
        rival = any(one.meaning in rivals and one.profile.filled for one in candidates if one not in found)
        found.sort(key=lambda one: -one.profile.share("full_name") if field == F.NAME else -one.profile.share("firm"))
        for one in found if rival else found[1:]:
            if one.title or field == F.COMPANY:
                one.take(F.CUSTOM, 0.5, "none")


def _made(candidates: "list[Candidate]") -> None:
    """«Дата создания» is the request's date in a list of deals, and only a fact in a list of contacts."""
    deals = any(one.meaning in OF_DEAL and one.profile.filled for one in candidates)
    other = any(one.meaning == F.CREATED and one.profile.filled for one in candidates)
    for one in candidates:
        if one.meaning == "made":
            is_request = deals and not other
            one.take(F.CREATED if is_request else F.CUSTOM, one.confidence, one.reason)
            other = other or is_request


def _only_one(candidates: "list[Candidate]", field: Field) -> None:
    """The best of several columns keeps the field, the others are kept as they are."""
    rivals = [one for one in candidates if one.meaning == field]
    if len(rivals) < 2:
        return
    best = max(rivals, key=_strength)
    for one in rivals:
        if one is not best:
            one.take(F.CUSTOM, 0.5, one.reason)


def _strength(one: "Candidate") -> tuple[bool, bool, float, int, int]:
    title = headings.key(one.title)
    return (
        one.profile.filled > 0, one.reason in ("both", "heading"), round(one.heading.confidence, 1), -RANKS.get(title, 99) if one.field != F.COMPANY else 0,
        -one.index,
    )  # fmt: skip


def _nameless_firm(candidates: "list[Candidate]") -> None:
    """Without headings, the first column of varied texts that is nothing else names the client."""
    if any(one.meaning in (F.NAME, F.COMPANY, F.LAST_NAME, F.WAYS) for one in candidates if one.meaning == F.COMPANY):
        return
    for one in candidates:
        plain = (
            one.profile.share("number", "date", "money", "bool", "long", "city", "address", "status", "phone", "email")
            < 0.4
        )
        if (
            one.meaning == F.CUSTOM
            and one.profile.filled >= 0.3 * one.profile.total
            and plain
            and one.profile.distinct > 0.6
            and one.profile.length > 2
        ):
            one.take(F.COMPANY, 0.5, "content")
            return
