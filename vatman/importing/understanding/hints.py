"""What the cells of a column say together and none says alone: the order of day and month, the city code, the order of names."""

from collections import Counter

from ..shapes import Field, Value
from . import cities, dates, naming, people, phones
from .text import CYRILLIC, plain

DATES = {Field.CREATED, Field.CLOSED, Field.EXPECTED, Field.NEXT_CALL, Field.LAST_CALL, Field.BIRTHDAY, Field.CUSTOM}
LOOK = 400
MOST = 0.8


def read(field: Field, values: list[Value], title: str) -> str:
    """`ColumnGuess.hint` of a column."""
    if field in DATES:
        return "mdy" if dates.month_first(values[:5000]) else ""
    if field in (Field.PHONE, Field.WAYS):
        return _title_code(title) or _code(_some(values))
    return _order(_some(values)) if field in (Field.NAME, Field.WAYS, Field.COMPANY) else ""


def _some(values: list[Value]) -> list[str]:
    filled = [plain(value) for value in values if value is not None and value != ""]
    return filled[:: max(1, len(filled) // LOOK)][:LOOK]


def _title_code(title: str) -> str:
    """«Тел. (846)», «Телефон, Самара»."""
    digits = "".join(char for char in title if char.isdigit())
    if 3 <= len(digits) <= 5 and f"({digits})" in title and digits[0] in "348":
        return digits
    city = cities.within(title)
    return city[1] if city else ""


def _code(texts: list[str]) -> str:
    """The codes of nearly all land-line numbers, «846,8462,84622»; "" where they differ."""
    found = [
        codes.split(",")
        for text in texts
        for number in phones.read(text).found
        if (codes := phones.codes(number.value))
    ]
    if len(found) < 3:
        return ""
    kept = []
    for place in range(3):
        code, count = Counter(codes[place] for codes in found).most_common(1)[0]
        if count >= MOST * len(found):
            kept.append(code)
    return ",".join(kept)


def _order(texts: list[str]) -> str:
    """ "first" where «Иван Иванов» is the habit of the column."""
    counts: Counter[str] = Counter()
    for text in texts:
        words = people.TOKEN.findall(text)[:3]
        if len(words) > 1 and CYRILLIC.search(text) and not naming.is_initial(words[1]):
            a, b = naming.is_first(words[0]), naming.is_first(words[1])
            counts["first" if a and not b else "last" if b and not a else ""] += 1
    return "first" if counts["first"] > 2 * counts["last"] else ""
