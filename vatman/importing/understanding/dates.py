"""A cell → a day and an hour. What names no day («конец месяца», 31.06) is told, never guessed."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from .text import fold, is_error, is_nothing, tidy


class Moment(NamedTuple):
    """`year` is None where the cell has none («15.01»). `problem`: bad_date (31.06), vague_date («после праздников»), formula_error."""

    year: int | None = None
    month: int = 0
    day: int = 0
    at: time | None = None
    rest: str = ""
    problem: str = ""


MONTHS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:янв(?:ар[ьяе])?|фев(?:р(?:ал[ьяе])?)?|мар(?:т[ае]?)?|апр(?:ел[ьяе])?|ма[йяе]|июн[ьяе]?|июл[ьяе]?|авг(?:уст[ае]?)?|сен(?:т(?:ябр[ьяе])?)?|окт(?:ябр[ьяе])?"
    r"|ноя(?:бр[ьяе])?|дек(?:абр[ьяе])?|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
TIME = re.compile(
    r"(?:\b(?:в|at|к)\s+)?(?<![\d.:])([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.,]\d+)?)?(?:\s*([ap]m)\b)?(?:\s?(?:z\b|utc|[+-]\d\d:?\d\d\b))?",
    re.I,
)
HOUR = re.compile(r"\b(?:в|к|после)\s+([01]?\d|2[0-3])(?:[-.]([0-5]\d)|\s*ч(?:ас\w*|\.)?)?(?![\d.:/-])", re.I)
ISO = re.compile(r"(?<!\d)(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:t(?=\d)|(?!\d))", re.I)
FULL = re.compile(r"(?<![\d.,/])(\d{1,2})\s?[.,/\\\-]{1,2}\s?(\d{1,2})\s?[.,/\\\-]{1,2}\s?(\d{4}|\d{2})(?!\d)")
SHORT = re.compile(r"(?<![\d.,/])(\d{1,2})[./](\d{1,2})(?![\d/]|\.\d)")
WORDS = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:-?(?:го|ое|е|st|nd|rd|th))?[\s.\-]{{0,3}}({MONTH})\b\.?(?:[\s.,\-']{{0,3}}(\d{{4}}|\d{{2}}(?![\d:.]|\s?ч)))?",
    re.I,
)
AMERICAN = re.compile(rf"\b({MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(\d{{4}}))?", re.I)
COMPACT = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
LEFT = re.compile(
    r"\b(?:г\.?|год[а]?|г)(?=[\s.,;)]|$)|\((?:пн|вт|ср|чт|пт|сб|вс)\.?\)|^(?:до|с|от|на|к|около|mon|tue|wed|thu|fri|sat|sun)\b\.?",
    re.I,
)
EPOCH = date(1899, 12, 30)


@lru_cache(65536, typed=True)
def read(value: Any, month_first: bool = False) -> Moment:
    """`month_first`: the column writes M/D/Y."""
    if isinstance(value, datetime):
        return Moment(
            value.year,
            value.month,
            value.day,
            None if value.time() == time() else value.time().replace(microsecond=0, tzinfo=None),
        )
    if isinstance(value, date):
        return Moment(value.year, value.month, value.day)
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return _number(float(value))
    if isinstance(value, time) or value is None:
        return Moment(problem="vague_date")
    text = tidy(str(value))
    if is_nothing(text):
        return Moment()
    if is_error(text):
        return Moment(problem="formula_error")
    if re.fullmatch(r"\d{5}(?:[.,]\d+)?|\d{8}", text):
        return _number(float(text.replace(",", ".")))
    return _text(text, month_first)


def _number(number: float) -> Moment:
    """Excel's day count (with the hour as its fraction), or 20210312."""
    if COMPACT.fullmatch(f"{number:.0f}") and number == int(number):
        return Moment(int(number) // 10000, int(number) // 100 % 100, int(number) % 100)
    if not 10000 <= number < 80000:
        return Moment(problem="bad_date")
    day = EPOCH + timedelta(days=int(number))
    minutes = round((number % 1) * 1440)
    return Moment(day.year, day.month, day.day, time(minutes // 60, minutes % 60) if 0 < minutes < 1440 else None)


def _text(text: str, month_first: bool) -> Moment:
    at, left = _time(text)
    for shape, order in (
        (ISO, "ymd"),
        (FULL, "mdy" if month_first else "dmy"),
        (WORDS, "dmy"),
        (AMERICAN, "mdy"),
        (SHORT, "md" if month_first else "dm"),
    ):
        if found := shape.search(left):
            return _made(dict(zip(order, found.groups(), strict=False)), at, _rest(left, found))
    return Moment(problem="vague_date", at=at)


def _made(parts: dict[str, str | None], at: time | None, rest: str) -> Moment:
    year = _year(parts.get("y"))
    month, day = _month(parts["m"] or ""), int(parts["d"] or 0)
    if month > 12 and day <= 12:
        month, day = day, month  # 03/25/2021 among D/M/Y can only be so
    return Moment(year, month, day, at, rest, "" if _exists(year, month, day) else "bad_date")


def _time(text: str) -> tuple[time | None, str]:
    found = TIME.search(text)
    if found and len(found.group(0)) >= 4:
        hour = int(found[1]) % 12 + (12 if found[4].lower() == "pm" else 0) if found[4] else int(found[1])
        return time(hour, int(found[2]), int(found[3] or 0)), text[: found.start()] + " " + text[found.end() :]
    if found := HOUR.search(text):
        return time(int(found[1]), int(found[2] or 0)), text[: found.start()] + " " + text[found.end() :]
    return None, text


def _rest(text: str, found: re.Match[str]) -> str:
    left = f"{text[: found.start()]} {text[found.end() :]}"
    return " ".join(LEFT.sub(" ", left.strip()).split()).strip(" ,;:.-–—()")


def _year(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if len(text) == 4 else 2000 + int(text) if int(text) < 70 else 1900 + int(text)


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    low = fold(text)
    if low[:3] in ENGLISH:
        return ENGLISH.index(low[:3]) + 1
    return next(
        index for index, start in enumerate(MONTHS, 1) if low.startswith(start) and (start != "ма" or low[:3] != "мар")
    )


def _exists(year: int | None, month: int, day: int) -> bool:
    try:
        date(year or 2024, month, day)
    except ValueError:
        return False
    return year is None or 1900 < year < 2100


def find_period(name: str) -> tuple[int | None, int | None]:
    """The year and month that stand in a sheet's or file's name: «Декабрь 2025.xlsx» → (2025, 12), «клиенты 24г» → (2024, None)."""
    low = fold(name)
    year = (
        re.search(r"(?<!\d)(20[0-4]\d)(?!\d)", low)
        or re.search(r"(?<!\d)(\d\d)\s?г(?:\.|од|\b)", low)
        or re.search(r"'(\d\d)\b", low)
    )
    month = re.search(rf"(?<![а-яa-z])({MONTH})(?![а-яa-z])", low)
    return (_year(year[1]) if year else None), (_month(month[1]) if month else None)


def settle(
    moment: Moment,
    aim: str,
    today: date,
    period: tuple[int | None, int | None] = (None, None),
    since: date | None = None,
) -> date | None:
    """The day of a moment; a missing year is the nearest sensible one. None where no such day exists.

    `aim`: "future" (a next call: the first such day after `since`, the row's request), "past" (not after today), "near".
    """
    if moment.problem or not moment.day:
        return None
    if moment.year:
        return _date(moment.year, moment)
    years = [today.year + shift for shift in (-1, 0, 1)]
    if since and aim == "future":
        days = [day for year in (since.year, since.year + 1) if (day := _date(year, moment)) and day >= since]
        return days[0] if days else None
    year, month = period
    if year and not month:
        return _date(year, moment)
    middle = date(year or today.year, month, 15) if month else today
    years = [middle.year + shift for shift in (-1, 0, 1)]
    days = [day for one in years if (day := _date(one, moment)) and (aim != "past" or day <= today + timedelta(days=1))]
    return min(days, key=lambda day: abs((day - middle).days), default=None)


def _date(year: int, moment: Moment) -> date | None:
    return date(year, moment.month, moment.day) if _exists(year, moment.month, moment.day) else None


def born(moment: Moment, today: date) -> date | None:
    """A birthday: «12.03.85», and «12.03.21» of a client is 1921 only where 2021 has not come."""
    if moment.problem or not moment.day or not moment.year:
        return None
    year = moment.year - 100 if moment.year > today.year else moment.year
    return _date(year, moment)


def month_first(values: list[Any]) -> bool:
    """True where a column of texts must be M/D/Y: some second part is over 12 and no first part is."""
    seen = False
    for value in values:
        found = FULL.search(value) if isinstance(value, str) else None
        if not found:
            continue
        if int(found[1]) > 12:
            return False
        seen = seen or int(found[2]) > 12
    return seen
