"""Whether two names may be one person's, and the keys names are found by."""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from rapidfuzz.distance import Levenshtein

from vatman.clients.models.client import sort_key

SURE = (4, 6, 6)  # letters from which on one slip of the pen is not another name: Мария is not Марина
Likeness = Literal["same", "like", "other"]


class Name(NamedTuple):
    """A person's name, each part as letters only, ё as е."""

    last: str = ""
    first: str = ""
    middle: str = ""

    def __bool__(self) -> bool:
        return any(self)

    @property
    def full(self) -> bool:
        """A last and a whole first name: enough to speak of another person."""
        return bool(self.last) and len(self.first) > 1


def name_of(person: object) -> Name:
    return _name(person.last_name, person.first_name, person.middle_name)  # type: ignore[attr-defined]


@lru_cache(maxsize=20_000)
def _name(*parts: str) -> Name:
    return Name(*(re.sub(r"[^\w]+", "", sort_key(part)) for part in parts))


def likeness(one: Name, other: Name) -> Likeness:
    """«same» for equal names, «like» where one may be the other written otherwise, «other» where they contradict."""
    if one == other:
        return "same"
    straight = [_part(mine, theirs, sure) for mine, theirs, sure in zip(one, other, SURE, strict=True)]
    if "other" not in straight:
        return "like"
    if one.last and one.first and (one.last, one.first) == (other.first, other.last):
        return "like"
    return "like" if _one_word(one, other) or _one_word(other, one) else "other"


def _part(one: str, other: str, sure: int) -> Likeness:
    if not one or not other or one == other:
        return "like"
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return "like" if long.startswith(short) else "other"
    slips = 1 if len(short) < 8 else 2
    return "like" if len(short) >= sure and Levenshtein.distance(one, other, score_cutoff=slips) <= slips else "other"


def _one_word(one: Name, other: Name) -> bool:
    """A single word, taken for the wrong part of the name: «Марина» among last names."""
    words = [part for part in one if part]
    return len(words) == 1 and len(words[0]) > 1 and words[0] in other


def keys_of(name: Name, written: str) -> set[str]:
    """Under which sort keys such a person may stand in the base: as written, and without the middle name."""
    keys = {sort_key(written)}
    if name.last and name.first:
        keys.add(f"{name.last} {name.first}")
    return {key for key in keys if key}


def company_keys(name: str) -> set[str]:
    """Sort keys of an organisation's name, with and without the marks between its words."""
    key = sort_key(name)
    plain = company_key(name)
    return {key, plain} - {""}


@lru_cache(maxsize=20_000)
def company_key(name: str) -> str:
    """The name as words only: «Ромашка-Сервис» and «ромашка сервис» are equal."""
    return " ".join(re.sub(r"[^\w]+", " ", sort_key(name)).split())
