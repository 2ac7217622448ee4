"""A cell → the people named in it. Knows ФИО in any order, initials, capitals, positions beside the name."""

import re
from functools import lru_cache
from typing import NamedTuple

from . import naming
from .naming import is_first, is_initial, is_patronymic, is_position, is_surname, proper
from .text import CYRILLIC, WORD, is_nothing, tidy, unmix


class Named(NamedTuple):
    last: str = ""
    first: str = ""
    middle: str = ""
    position: str = ""

    @property
    def empty(self) -> bool:
        return not (self.last or self.first or self.middle)


GLUED = re.compile(r"(?<=[а-яё])(?=[А-ЯЁ][а-яё.])")
TOKEN = re.compile(r"[^\W\d_]+(?:[-'’`][^\W\d_]+)*\.?")
PAREN = re.compile(r"[(\[]([^)\]]*)[)\]]?")
BETWEEN = re.compile(r"\s*[\n;/|]\s*|\s*,\s+|,(?=[^\W\d])|\s+(?:и|&|\+)\s+|\s+[-–—]\s+")
ORDERS = ("last", "first")


WHOLE = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?(?: [А-ЯЁ][а-яё]+){1,2}")


def quick(text: str) -> Named | None:
    """The usual case at once: «Иванов Иван Иванович», «Иванов Иван», well written; None for all else."""
    if not WHOLE.fullmatch(text):
        return None
    last, first, *middle = text.split(" ")
    if (
        middle
        and is_patronymic(middle[0])
        and _is_surname_here(last)
        and not is_patronymic(first)
        and not is_firmish(first)
    ):
        return Named(last, first, middle[0])
    if not middle and is_first(first) and is_surname(last) and _is_surname_here(last):
        return Named(last, first)
    return None


@lru_cache(65536)
def _is_surname_here(word: str) -> bool:
    return not is_first(word) and not is_firmish(word) and not is_position(word)


@lru_cache(65536)
def is_firmish(word: str) -> bool:
    """A firm's or a position's word."""
    from .firms import is_firm_word

    return is_firm_word(word) or is_position(word)


@lru_cache(32768)
def name(text: str, order: str = "last") -> Named | None:
    """One person. `order` says which word comes first where the words do not («Лев Роман»): "last" or "first".

    None where nothing in the text can be a name; only a position («секретарь») gives an empty name with it.
    """
    text = naming.HONORIFIC.sub("", unmix(tidy(text)))
    remark = ""
    if "(" in text or "[" in text:
        remark = " ".join(PAREN.findall(text)).strip()
        text = PAREN.sub(" ", text)
    tokens = TOKEN.findall(GLUED.sub(" ", text) if CYRILLIC.search(text) else text)
    words, duties = _duties(tokens)
    position = " ".join([*duties, remark]).strip().replace("и. о.", "и.о.")
    if not words:
        return Named(position=position) if position else None
    last, first, middle = _place(_with_ogly([proper(word) for word in words]), order)
    return Named(_cut(last), _cut(first, dot=True), _cut(middle, dot=True), position)


def _cut(word: str, dot: bool = False) -> str:
    """An initial keeps its dot, gains it if it had none; a whole word loses it."""
    bare = word.rstrip(".")
    return bare + "." if dot and len(bare) == 1 else bare if " " in word or len(bare) != 1 else word


def _duties(tokens: list[str]) -> tuple[list[str], list[str]]:
    """Words of the name, and words of the position that stand before or after it."""
    marked = [
        is_position(token) or (token.islower() and len(token) > 2 and len(tokens) > 2 and not _namelike(token))
        for token in tokens
    ]
    if (
        len(tokens) > 2
        and all(is_initial(token) for token in tokens[:2])
        and tokens[0].lower() in ("и", "и.")
        and len(tokens) > 3
    ):
        marked[0] = marked[1] = True  # «и.о. Лошкарев Валерий Алексеевич»
    words = [token for token, duty in zip(tokens, marked, strict=True) if not duty]
    return words, [token for token, duty in zip(tokens, marked, strict=True) if duty]


def _namelike(token: str) -> bool:
    return is_first(token) or is_patronymic(token) or is_surname(token) or token in naming.PARTICLES


def _with_ogly(words: list[str]) -> list[str]:
    if len(words) > 1 and words[-1].lower() in naming.OGLY:
        return [*words[:-2], f"{words[-2]} {words[-1].lower()}"]
    return words


def _place(words: list[str], order: str) -> tuple[str, str, str]:
    """(last, first, middle)."""
    if len(words) == 1:
        return _one(words[0])
    if len(words) == 2:
        return _two(words[0], words[1], order)
    return _many(words, order)


def _one(word: str) -> tuple[str, str, str]:
    if is_first(word):
        return "", word, ""
    if is_patronymic(word) and not is_surname_only(word):
        return "", "", word
    if is_surname(word) or not CYRILLIC.search(word):
        return (word, "", "") if CYRILLIC.search(word) else ("", word, "")
    return ("", word, "") if "name" in naming.grammar(word) else (word, "", "")


def is_surname_only(word: str) -> bool:
    return word.lower().endswith("ович") and not is_patronymic(word)


def _two(a: str, b: str, order: str) -> tuple[str, str, str]:
    if is_initial(a) or is_initial(b):
        return (b, a, "") if is_initial(a) and not is_initial(b) else (a, b, "")
    if is_patronymic(b) and not (is_first(b)):
        if is_first(a) or not is_surname(a):
            return "", a, b
        return (a, "", b)
    if " " in b:  # «Вагиф оглы»
        return "", a, b
    knows_a, knows_b = is_first(a), is_first(b)
    if knows_a != knows_b:
        return (b, a, "") if knows_a else (a, b, "")
    ends_a, ends_b = is_surname(a), is_surname(b)
    if ends_a != ends_b and not (knows_a and knows_b):
        return (a, b, "") if ends_a else (b, a, "")
    if not CYRILLIC.search(a):
        order = "first"
    return (b, a, "") if order == "first" else (a, b, "")


def _many(words: list[str], order: str) -> tuple[str, str, str]:
    a, b, c, *rest = words
    if is_initial(a) and is_initial(b):
        return " ".join([c, *rest]), a, b
    if is_initial(b) and is_initial(c):
        return a, b, c
    if is_patronymic(b) and is_first(a) and not is_first(b):
        return " ".join([c, *rest]), a, b
    if is_patronymic(words[-1]) or " " in words[-1]:
        return " ".join(words[:-2]), words[-2], words[-1]
    if is_patronymic(b):
        return " ".join([c, *rest]), a, b
    if is_patronymic(c):
        return " ".join([a, *rest]), b, c
    if not CYRILLIC.search(a):
        return " ".join([c, *rest]), a, b
    if is_first(a) and not is_first(b):
        return (b, a, " ".join([c, *rest])) if is_surname(b) else (" ".join([b, c, *rest]), a, "")
    return a, b, " ".join([c, *rest])


@lru_cache(32768)
def everyone(text: str, order: str = "last") -> tuple[Named, ...]:
    """All people of a cell: «Иванов И.И., Петров П.П.», «Марина / Павел», «Иванов Иван, директор»."""
    text = tidy(text)
    parts = [part for part in BETWEEN.split(text) if part and not is_nothing(part)]
    if len(parts) < 2:
        found = name(text, order)
        return (found,) if found else ()
    if (
        len(parts) == 2
        and len(parts[0].split()) == 1
        and is_surname(parts[0])
        and is_first(parts[1].split()[0])
        and "," in text
    ):
        return everyone(f"{parts[0]} {parts[1]}", order)  # «Иванов, Иван»
    people: list[Named] = []
    for part in parts:
        one = name(part, order)
        if one is None:
            continue
        if (one.empty or not looks(part)) and people:
            people[-1] = people[-1]._replace(position=", ".join(filter(None, [people[-1].position, part])))
        elif one.empty and len(parts) == 2:
            return tuple(other._replace(position=part) for other in everyone(parts[1], order))
        else:
            people.append(one)
    return tuple(people)


@lru_cache(32768)
def looks(text: str) -> float:
    """How surely this is a human name, 0…1. A firm's words make it 0."""
    from .firms import is_firm_word

    text = naming.HONORIFIC.sub("", unmix(PAREN.sub(" ", tidy(text)))).strip()
    if (
        not text
        or len(text) > 70
        or any(mark in text for mark in '"«»„“@№_:!?%=*<>')
        or any(char.isdigit() for char in text)
    ):
        return 0.0
    if any(is_firm_word(word) for word in WORD.findall(text)):
        return 0.0
    words, duties = _duties(TOKEN.findall(GLUED.sub(" ", text)))
    if not 1 <= len(words) <= 5 or len(duties) > 5:
        return 0.0
    return _single(words[0]) if len(words) == 1 else _several(words)


def _single(word: str) -> float:
    if is_first(word):
        return 0.7
    if is_patronymic(word):
        return 0.7
    if not is_surname(word) or is_initial(word):
        return 0.0
    said = naming.grammar(word)
    return 0.6 if "surname" in said and "word" not in said else 0.3 if "surname" in said else 0.0


def _several(words: list[str]) -> float:
    initials = sum(is_initial(word) for word in words)
    if any(is_patronymic(word) for word in words[1:]):
        return 1.0
    if initials and initials < len(words) <= 3:
        whole = next(word for word in words if not is_initial(word))
        return (
            0.95
            if is_surname(whole) or is_first(whole) or (initials == 2 and whole[:1].isupper())
            else 0.6
            if all(word[:1].isupper() for word in words)
            else 0.0
        )
    if words[-1].lower() in naming.OGLY:
        return 1.0
    known = sum(is_first(word) for word in words)
    if not known or not all(word[:1].isupper() or len(words) < 4 and _namelike(word) for word in words):
        return (
            0.45
            if len(words) == 2
            and all(is_surname(word) for word in words[:1])
            and words[1][:1].isupper()
            and "name" in naming.grammar(words[1])
            else 0.0
        )
    others = [word for word in words if not is_first(word)]
    if not others or any(is_surname(word) for word in others):
        return 0.95
    if any(not CYRILLIC.search(word) for word in others):
        return 0.8
    return 0.9 if any("surname" in naming.grammar(word) for word in others) else 0.6


@lru_cache(65536)
def cased(text: str) -> str:
    """One part of a name with its capitals put right."""
    text = unmix(tidy(text))
    return " ".join(proper(word) for word in text.split(" ")) if " " in text else proper(text)
