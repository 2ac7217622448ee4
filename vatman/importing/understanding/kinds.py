"""What one cell may be, and what share of a column's cells is what."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from functools import lru_cache
from typing import Any

from vatman.clients.requisites import is_inn, is_ogrn

from . import cities, dates, firms, legal, mails, money, naming, people, phones, statuses
from .text import WORD, is_error, is_nothing, plain

ADDRESS = re.compile(
    r"(?<!\w)(?:ул\.?|улица|пр-?т|просп\w*\.?|проспект|пер\.?|переулок|б-р|бульвар|ш\.|шоссе|наб\.|набережная|площадь|пл\.|проезд|тупик|мкр\.?|д\.\s?\d+|дом\s\d+|корп\.?|стр\.\s?\d|кв\.?\s\d+"
    r"|офис|оф\.|обл\.?|область|край|р-н|street|st\.|avenue|ave\.?|road)(?!\w)|(?<!\d)\d{6}(?!\d)|[а-яё],\s?\d+\s?[а-я]?(?:/\d+)?$", re.I
)  # fmt: skip
BOOLS = frozenset(
    ["да", "нет", "yes", "no", "true", "false", "истина", "ложь", "есть", "y", "n", "+", "-", "v", "✓", "✔"]
)
PLAIN_NUMBER = re.compile(r"-?\d{1,3}(?:[ \u00a0]\d{3})+(?:[.,]\d+)?|-?\d+(?:[.,]\d+)?")
LATIN_NAME = re.compile(r"[A-Z][a-z'’]+(?: [A-Z]\.?)? [A-Z][A-Za-z'’-]+")
SOFT_STATUSES = frozenset(["", "ask"])
ORDINARY = frozenset(["да", "нет", "+", "-", "100", "клиент", "да нет", "нет да"])
SAMPLE = 240


@dataclass(slots=True)
class Profile:
    """Shares (0…1) of the filled cells of a column by kind."""

    filled: int = 0
    total: int = 0
    shares: dict[str, float] = field(default_factory=dict)
    distinct: float = 0.0
    variety: int = 0
    length: float = 0.0
    running: bool = False
    future: bool = False
    samples: list[str] = field(default_factory=list)

    def share(self, *kinds: str) -> float:
        return max((self.shares.get(kind, 0.0) for kind in kinds), default=0.0)


@lru_cache(65536, typed=True)
def of(value: Any) -> frozenset[str]:
    """All kinds that fit a cell: phone, email, inn, date, money, number, person, firm, city, address, status, …"""
    if isinstance(value, bool):
        return frozenset(["bool"])
    if isinstance(value, (date, time)):
        return frozenset(["date" if isinstance(value, date) else "time"])
    if isinstance(value, (int, float, Decimal)):
        return frozenset(_digits(plain(value)) | {"number"} | ({"serial"} if 36500 <= value < 62000 else set()))
    return frozenset(_text(plain(value)))


def _digits(text: str) -> set[str]:
    if not text.isascii() or not text.isdigit():
        return set()
    kinds = set()
    if (len(text) == 11 and text[0] in "78" and text[1] in "3489") or (len(text) == 10 and text[0] == "9"):
        kinds.add("phone")
    if len(text) in (10, 12):
        kinds |= {"inn_shape"} | ({"inn"} if is_inn(text) else set())
    elif len(text) in (9, 11) and is_inn("0" + text):
        kinds |= {"inn_shape", "inn"}
    if len(text) == 9:
        kinds.add("kpp")
    if len(text) in (13, 15) and is_ogrn(text):
        kinds.add("ogrn")
    return kinds


def _text(text: str) -> set[str]:
    if is_error(text):
        return {"error"}
    kinds = _digits(text) | _ways(text)
    if PLAIN_NUMBER.fullmatch(text):
        kinds.add("number")
    moment = dates.read(text) if len(text) < 60 and any(char.isdigit() for char in text) else None
    if moment and moment.day and not moment.problem and len(moment.rest) < 25:
        kinds.add("short_date" if moment.year is None and "number" in kinds else "date")
    if text.lower() in BOOLS:
        kinds.add("bool")
    sum_ = (
        money.read(text)
        if any(char.isdigit() for char in text) and len(text) < 40 and not kinds & {"phone", "date"}
        else None
    )
    if sum_ and sum_.amount is not None and not sum_.problem:
        kinds.add("number" if "number" in kinds else "money")
    return kinds | _words(text, kinds)


def _ways(text: str) -> set[str]:
    kinds = set()
    if "@" in text and mails.read(text).found:
        kinds.add("email")
    if mails.site(text):
        kinds.add("site")
    if mails.messengers(text).ways and "email" not in kinds:
        kinds.add("messenger")
    if (
        len(text) > 6
        and any(char.isdigit() for char in text)
        and len(text) < 300
        and not (text.isdigit() and len(text) not in (10, 11))
    ):
        found = phones.read(text)
        words = " ".join([found.rest, *(number.note for number in found.found)])
        if (found.found and not (text.isdigit() and "phone" not in _digits(text))) or phones.looks(text):
            kinds.add("phone" if sum(map(str.isalpha, words)) < 45 else "phone_inside")
            if any(people.looks(part) >= 0.6 for part in re.split(r"[,;]", words) if part.strip()):
                kinds.add("mixed")
    return kinds


def _words(text: str, known: set[str]) -> set[str]:
    kinds = set()
    if len(text) > 60 or len(text.split()) > 8:
        kinds.add("long")
    if not WORD.search(text) or known & {"phone", "email", "phone_inside"}:
        return kinds
    if (
        len(text) < 60
        and statuses.meaning(text)[0] not in SOFT_STATUSES
        and text.lower() not in ORDINARY
        and not known & {"date", "number"}
    ):
        kinds.add("status")
    if (
        text.upper().replace(".", "").strip() in legal.SHORT
        or text.upper() in legal.ONLY_ALONE
        or text.lower() in legal.LONG
    ):
        return kinds | {"legal"}
    if cities.find(text):
        return kinds | {"city"}
    if ADDRESS.search(text) and not known & {"date", "money"}:
        kinds.add("address")
    return kinds | _names(text)


def _names(text: str) -> set[str]:
    kinds = {"words"} if LATIN_NAME.fullmatch(text) else set()
    words = text.split()
    if len(words) == 1:
        kinds |= {
            name
            for name, test in (
                ("first", naming.is_first),
                ("patronymic", naming.is_patronymic),
                ("surname", naming.is_surname),
            )
            if test(text)
        }
    if firms.looks(text) >= 0.8:
        kinds.add("firm")
    elif any(people.looks(part) >= 0.6 for part in (text, *people.BETWEEN.split(text)[:1])):
        kinds |= {"person"} | ({"full_name"} if len(words) > 1 else set())
    return kinds


def profile(values: list[Any], today: date | None = None) -> Profile:
    """Looks at `SAMPLE` filled cells, spread evenly over the column."""
    filled = [value for value in values if value is not None and value != ""]
    sample = (
        filled if len(filled) <= SAMPLE else filled[: SAMPLE // 4] + filled[:: max(1, len(filled) // SAMPLE)][:SAMPLE]
    )
    sample = [value for value in sample if not (isinstance(value, str) and is_nothing(plain(value)))]
    made = Profile(len(filled) if sample else 0, len(values))
    if not sample:
        return made
    counts = Counter(kind for value in sample for kind in of(value))
    made.shares = {kind: count / len(sample) for kind, count in counts.items()}
    texts = [plain(value) for value in sample]
    made.variety = len(set(texts))
    made.distinct = made.variety / len(texts)
    made.length = sum(map(len, texts)) / len(texts)
    made.running = _running(filled[:400])
    made.samples = list(dict.fromkeys(texts))[:3]
    days = [day for value in sample if (day := value if isinstance(value, date) else None)]
    made.future = bool(today and days) and sum(str(day)[:10] > str(today) for day in days) > len(days) / 2
    return made


def _running(values: Iterable[Any]) -> bool:
    """1, 2, 3…: the number of the row, small gaps allowed."""
    numbers = [
        int(text) if (text := plain(value).rstrip(". ")).isdigit() and len(text) < 7 else None for value in values
    ]
    if len(numbers) < 3 or None in numbers:
        return False
    steps = [b - a for a, b in zip(numbers, numbers[1:], strict=False)]  # type: ignore[operator]
    return numbers[0] in range(3) and sum(step == 1 for step in steps) >= 0.9 * len(steps)
