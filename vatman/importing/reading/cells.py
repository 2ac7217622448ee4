"""What one cell looks like, seen alone."""

import re
from datetime import date, datetime, time
from enum import Enum, auto

from vatman.importing.shapes import Value


class Look(Enum):
    EMPTY = auto()
    NUMBER = auto()
    DATE = auto()
    PHONE = auto()
    EMAIL = auto()
    URL = auto()
    PERSON = auto()
    FIRM = auto()
    ADDRESS = auto()
    TEXT = auto()
    LONG = auto()


ENOUGH = 240  # characters by which a cell is known

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-zа-яё]{2,}", re.IGNORECASE)
URL = re.compile(
    r"https?://|(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:ru|com|рф|org|net|su|by|kz|info|pro|biz)(?:/\S*)?$", re.IGNORECASE
)
DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})\b|\d{4}-\d{2}-\d{2}\b")
NUMBER = re.compile(r"[-+]?[\d\s\xa0.,]*\d\s*(?:%|р\.?|руб\.?|₽|тыс\.?|т\.?р\.?|к|\$|€)?\s*$", re.IGNORECASE)
PHONE = re.compile(r"(?<![\w-])(?:\+|\(|8[\s(-]|7[\s(-]|\d)[\d\s()\-–.]{5,}\d")
PERSON = re.compile(
    r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+[А-ЯЁ]\.\s?[А-ЯЁ]?\.?$"  # Иванов И. И.
    r"|(?:[А-ЯЁ][А-ЯЁа-яё-]+\s+){1,2}[А-ЯЁа-яё]+(?:вич|вна|ична|инична|ВИЧ|ВНА|ИЧНА)\b"  # … Иванович
)
TWO_NAMES = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+[А-ЯЁ][а-яё]+$")
FIRM = re.compile(
    r"(?:^|[\s,])(?:ООО|ЗАО|ОАО|ПАО|АО|ИП|НКО|АНО|ТОО|ОДО|ЧУП|МУП|ГУП|ФГУП|ФГБУ|ГБУ|МБОУ|ГБУЗ|ГКУ|LLC|Ltd|Inc|GmbH)(?=[\s\"«“'„.,]|$)"
    r"|обществ\w+ с ограниченн|акционерн\w+ обществ|индивидуальн\w+ предпринимат|государственн\w+ (?:бюджетн|каз[её]н|унитарн)",
    re.IGNORECASE,
)
ADDRESS = re.compile(
    r"(?:^|[\s,])(?:ул|пр-?к?т|просп|пер|ш|б-р|бул|наб|пл|д|дом|корп|стр|кв|оф|обл|г)\.?\s*[\wа-яё]|\d{6},|,\s*\d+[а-я]?\b",
    re.IGNORECASE,
)


def look(value: Value) -> Look:
    if value is None:
        return Look.EMPTY
    if isinstance(value, bool):
        return Look.TEXT
    if isinstance(value, int | float):
        return Look.PHONE if _phone_number(value) else Look.NUMBER
    if isinstance(value, date | datetime | time):
        return Look.DATE
    return _look_of_text(str(value)[:ENOUGH].strip())


def _phone_number(value: int | float) -> bool:
    """Numbers that are phones of Russia or Kazakhstan beyond doubt."""
    return value == int(value) and (
        7_300_000_0000 <= value < 8_000_000_0000 or 8_300_000_0000 <= value < 9_000_000_0000
    )


def _look_of_text(text: str) -> Look:
    if not text:
        return Look.EMPTY
    if "@" in text and EMAIL.search(text):
        return Look.EMAIL
    if DATE.match(text):
        return Look.DATE
    if URL.match(text):
        return Look.URL
    digits = sum(map(str.isdigit, text))
    if digits >= 6 and _phones(text, digits):
        return Look.PHONE
    if digits and NUMBER.match(text):
        return Look.NUMBER
    return _look_of_words(text, digits)


def _phones(text: str, digits: int) -> bool:
    found = PHONE.search(text)
    if not found:
        return False
    inside = sum(map(str.isdigit, found.group()))
    marked = any(mark in found.group() for mark in "+()-–") or text[0] in "78" and digits == 11
    return 6 <= inside <= 15 and (marked or inside in (10, 11) and text[0] in "789")


def _look_of_words(text: str, digits: int) -> Look:
    if FIRM.search(text):
        return Look.FIRM
    if PERSON.match(text):
        return Look.PERSON
    if digits and ADDRESS.search(text):
        return Look.ADDRESS
    return Look.LONG if len(text) > 70 else Look.TEXT


SPECIFIC = frozenset({Look.NUMBER, Look.DATE, Look.PHONE, Look.EMAIL, Look.URL, Look.PERSON, Look.FIRM, Look.ADDRESS})
DATA_ONLY = frozenset({Look.PHONE, Look.EMAIL})  # never stand in a heading
REACH = frozenset({Look.PHONE, Look.EMAIL, Look.PERSON, Look.FIRM})  # speak of a client
