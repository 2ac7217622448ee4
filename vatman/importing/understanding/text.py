"""Small things every parser needs: a cell as text, a word as it is compared."""

import re
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any

SPACES = re.compile(r"[^\S\n]+")
ODD = str.maketrans(
    {"\xa0": " ", "\u202f": " ", "\u2009": " ", "\u200b": "", "\ufeff": "", "\u00ad": "", "\t": " ", "\r": "\n"}
)
NOTHING = frozenset(
    [
        "",
        "-",
        "--",
        "---",
        "—",
        "–",
        "_",
        ".",
        "..",
        "*",
        "/",
        "\\",
        "нет",
        "null",
        "none",
        "nan",
        "n/a",
        "отсутствует",
        "не указан",
    ]
    + [
        "не указано",
        "не указана",
        "нет данных",
        "не заполнено",
        "пусто",
        "(пусто)",
        "(нет)",
        "неизвестно",
        "нет инфо",
        "х",
        "x",
        "xxx",
    ]
)
ERRORS = re.compile(
    r"#(?:н/д|ссылка!|дел/0!|знач!|имя\?|число!|пусто!|n/a|ref!|div/0!|value!|name\?|num!|null!|spill!|calc!|#+)", re.I
)
LATIN = str.maketrans("ABCEHKMOPTXYaceopxyk", "АВСЕНКМОРТХУасеорхук")
WORD = re.compile(r"[A-Za-zА-Яа-яЁё]+")
CYRILLIC = re.compile(r"[А-Яа-яЁё]")
LOOKALIKE = re.compile(r"[ABCEHKMOPTXYaceopxyk]+")


def tidy(text: str) -> str:
    """One space between words, odd spaces gone, line breaks kept."""
    if text.isprintable() and "  " not in text:  # no odd space is printable
        return text.strip(" '")
    text = SPACES.sub(" ", text.translate(ODD)).strip(" '\n")
    return re.sub(r"\s*\n\s*", "\n", text) if "\n" in text else text


def plain(value: Any) -> str:
    """A cell as a person would read it: 88006665544.0 → «88006665544», a date → «12.03.2021»."""
    if isinstance(value, str):
        return tidy(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, (float, Decimal)):
        return str(int(value)) if value == value and -(10**18) < value < 10**18 and value == int(value) else str(value)
    if isinstance(value, datetime):
        return value.strftime("%d.%m.%Y" if value.time() == time() else "%d.%m.%Y %H:%M")
    return value.strftime("%d.%m.%Y") if isinstance(value, date) else str(value)


@lru_cache(16384)
def fold(text: str) -> str:
    """For comparing: lower case, ё as е, Latin look-alikes inside Cyrillic words put right."""
    return unmix(text).lower().replace("ё", "е")


def unmix(text: str) -> str:
    """«Ивaнов» with a Latin «a» → all Cyrillic. Wholly Latin words stay."""
    if text.isascii() or not LOOKALIKE.search(text):
        return text
    return WORD.sub(lambda found: _unmix_word(found[0]), text)


def _unmix_word(word: str) -> str:
    return word.translate(LATIN) if CYRILLIC.search(word) and not word.isascii() else word


def is_nothing(text: str) -> bool:
    """«-», «нет», «н/а»: a filled cell that says nothing."""
    return len(text) < 16 and (text in NOTHING or text.lower().strip(" .") in NOTHING)


def is_error(text: str) -> bool:
    """A formula's error: «#Н/Д», «#REF!», «#####»."""
    return text[:1] == "#" and ERRORS.match(text) is not None


def letter(index: int) -> str:
    """Excel's name of a column: 0 → A, 26 → AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
