"""A column's title → what it means, by tables first, then by its words, then by likeness."""

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from ..shapes import Field
from . import dates
from .heading_words import SHAPES, WORDS
from .text import fold, tidy


class Heading(NamedTuple):
    """`meaning` is a Field's value, or "who" (people or firms), "made" (created in some program), "type" (kind of the way in the next column), "day" (a date)."""

    meaning: str = ""
    kind: str = ""
    confidence: float = 0.0

    @property
    def field(self) -> Field | None:
        return Field(self.meaning) if self.meaning in Field._value2member_map_ else None


CAMEL = re.compile(r"(?<=[a-zа-яё])(?=[A-ZА-ЯЁ][a-zа-яё])")
MARKS = re.compile(r"[^\w№#+\-−$€₽\s]|_")
OWNERS = re.compile(
    r" (?:клиента|контакта|покупателя|заказчика|контрагента|партнера|агента|плательщика|абонента|лица|customer|client|person|partner|contact|deal|company)$"
)
PREFIXES = re.compile(
    r"^(?:person|deal|contact|organization|lead|customer|client|partner|контакт|компания|сделка|лид|primary|основной|основная|main|наш) (?=\w)"
)
COUNTED = re.compile(r"(?:(?<=\D)|^)\s*№?\s*\d{1,2}$|^\d{1,2}(?:\s*[-.)]?\s*(?:й|ый|ой|я|ая)?)?\s+(?=\D)")


@lru_cache(16384)
def key(title: str) -> str:
    """«Нас. пункт*» → «нас пункт», «КлиентКод» → «клиент код», «e-mail:» → «e mail»."""
    text = MARKS.sub(" ", fold(CAMEL.sub(" ", tidy(title)))).replace("\n", " ")
    if text.strip() not in ("+ -", "+ −", "+-", "+/-"):
        text = text.replace("-", " ").replace("−", " ")
    return " ".join(text.split())


def _table() -> dict[str, str]:
    return {word: meaning for meaning, words in WORDS.items() for word in words.split("|")}


TABLE = _table()
LONG = [word for word, meaning in TABLE.items() if len(word) > 4 and meaning != "external_id"]
SHAPED = [(re.compile(shape), meaning) for shape, meaning in SHAPES]


def _made(meaning: str, confidence: float) -> Heading:
    name, _, kind = meaning.partition(":")
    return Heading(name, kind, confidence)


@lru_cache(16384)
def read(title: str) -> Heading:
    """Sure (1.0) for a heading of the tables, less for one told by its words (0.85) or by likeness (0.75); empty if unknown."""
    word = key(title)
    if not word:
        return Heading()
    if day := _day(title):
        return Heading("day", day, 1.0)
    for form, confidence in _forms(word):
        if form in TABLE:
            return _made(TABLE[form], confidence)
    for shape, meaning in SHAPED:
        if shape.search(word):
            return _made(meaning, 0.85)
    return _alike(word)


def _forms(word: str) -> list[tuple[str, float]]:
    """The heading itself, without its number («Телефон 2»), without whose it is («Телефон агента»)."""
    bare = COUNTED.sub("", word).strip() or word
    forms = [(word, 1.0), (bare, 0.98), (COUNTED.sub("", bare).strip() or bare, 0.98)]
    forms += [(OWNERS.sub("", form), 0.95) for form in (word, bare)]
    forms += [(PREFIXES.sub("", form), 0.9) for form in (word, bare)]
    return forms


def _alike(word: str) -> Heading:
    """«Телефн», «Коментарии»: one slip in a long word."""
    if len(word) < 5:
        return Heading()
    cutoff = 88 if len(word) > 7 else 85
    near = process.extractOne(word, LONG, scorer=fuzz.ratio, score_cutoff=cutoff)
    return _made(TABLE[near[0]], 0.75) if near and near[0][0] == word[0] else Heading()


@lru_cache(4096)
def _day(title: str) -> str:
    """A date as a heading («12.03.2024», «12.03», a timestamp): notes stand beneath. As ISO or «--03-12»."""
    if not re.fullmatch(
        r"\s*(?:\d{1,4}[./-]\d{1,2}(?:[./-]\d{2,4})?|\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d)?)(?:\s?г\.?)?\s*", title
    ):
        return ""
    moment = dates.read(title.strip())
    if moment.problem or not moment.day:
        return ""
    return f"{moment.year or '-'}-{moment.month:02}-{moment.day:02}"


MONEY = re.compile(
    r"предопл|остат|долг|марж|задолж|прибыл|себестоим|аванс|сумм|стоим|цена|оплач|оплат|бюджет|чек|руб|₽|\$|€|price|cost|amount|revenue|value|выручк|оборот"
)


def is_money(title: str) -> bool:
    """A title of sums: «Остаток», «Маржа»."""
    return MONEY.search(key(title)) is not None
