"""A cell → an amount of money. Half-said sums («дог.», «50-70») are told, never guessed."""

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, NamedTuple

from .text import is_error, is_nothing, tidy


class Money(NamedTuple):
    amount: Decimal | None = None
    currency: str = ""  # "" where the cell does not say
    problem: str = ""
    note: str = ""  # «с НДС», «примерно»


CURRENCIES = (
    ("RUB", re.compile(r"₽|\bруб(?:л(?:ей|я|ь))?\.?|(?<=[\d\s])р(?:\.|\b)|\brub\b|\brur\b", re.I)),
    ("USD", re.compile(r"us\$|\$|\busd\b|\bдолл?(?:ар(?:ов|а)?)?\.?|\bбакс(?:ов)?", re.I)),
    ("EUR", re.compile(r"€|\beur\b|\bевро\b", re.I)),
    ("KZT", re.compile(r"₸|\bkzt\b|\bтенге\b|\bтг\b", re.I)),
    ("BYN", re.compile(r"\bbyn\b|\bbyr\b|\bбел\.?\s?руб\.?", re.I)),
    ("UAH", re.compile(r"₴|\buah\b|\bгрн\b\.?", re.I)),
    ("CNY", re.compile(r"¥|\bcny\b|\bюан(?:ей|я|ь)", re.I)),
    ("GBP", re.compile(r"£|\bgbp\b", re.I)),
)
BYN_FIRST = (CURRENCIES[4], *CURRENCIES[:4], *CURRENCIES[5:])
THOUSAND = r"тыс(?:яч[аи]?)?\.?\s?(?:р(?:уб(?:лей)?)?\b\.?)?|т\.?\s?р\b\.?|т(?:\.|\b)|[кk]\b"
MILLION = r"млн\.?\s?(?:р(?:уб(?:лей)?)?\b\.?)?|миллион(?:а|ов)?|лям(?:а|ов)?|м\b|mln\b|kk\b|кк\b"
UNIT = re.compile(rf"^\s*(?:(?P<million>{MILLION})|(?P<thousand>{THOUSAND}))", re.I)
NUMBER = r"\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,]\d+)*"
ONE = re.compile(rf"(?P<number>{NUMBER})(?P<unit>\s*(?:{MILLION}|{THOUSAND}))?", re.I)
RANGE = re.compile(
    rf"(?:от\s*)?({NUMBER})\s*(?P<first>{MILLION}|{THOUSAND})?\s*(?:-|–|—|до|\.\.+)\s*({NUMBER})\s*(?P<second>{MILLION}|{THOUSAND})?",
    re.I,
)
TIMES = re.compile(
    rf"({NUMBER})\s*(?P<u1>{THOUSAND})?\s*(?:шт\.?\s*)?(?:[*×]|[xхXХ](?=\s*\d)|по)\s*({NUMBER})\s*(?P<u2>{THOUSAND})?",
    re.I,
)
KOPECKS = re.compile(r"(\d)\s*(?:руб\w*\.?|р\.)\s*(\d{1,2})\s*коп\w*\.?", re.I)
DASHED = re.compile(r"^(\d[\d ]*)[\-=](\d\d)?$")
NOTES = re.compile(
    r"(?:\+|с|без|в\s?т\.?\s?ч\.?|включая|вкл\.?|incl\.?)\s*ндс(?:\s*\d+\s?%)?|\+ндс|ндс|примерно|прим\.?|около|ок\.|порядка|ориентировочно|~|≈|до|от|итого|всего|сумма"
    r"|нал(?:ичн\w*|ом)?\.?|безнал\w*\.?|б/н|предопл\w*\.?|за всё|за все|в месяц|/мес\.?|в мес\.?|аванс", re.I
)  # fmt: skip
VAGUE = re.compile(
    r"дог(?:\.|овор\w*)?(?:\s*цена)?|по запросу|по договор\w+|уточн\w*|неизв\w*|\?+|tbd|по факту|считаем|расч[её]т\w*|по прайсу|как обычно",
    re.I,
)
FREE = re.compile(r"бесплатно|даром|в подарок|free", re.I)


MOST = (
    Decimal(10) ** 12
)  # no deal of a small company; beyond it stand account numbers, and no column of ours holds them


@lru_cache(65536, typed=True)
def read(value: Any, scale: int = 1) -> Money:
    """`scale` is the unit of the column («тыс. руб» → 1000); a unit in the cell goes before it."""
    try:
        money = _read(value, scale)
    except InvalidOperation:  # infinity, a number longer than any sum
        return Money(problem="bad_money")
    too_much = money.amount is not None and abs(money.amount) >= MOST
    return Money(currency=money.currency, problem="bad_money") if too_much else money


def _read(value: Any, scale: int) -> Money:
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return Money(_cents(Decimal(str(value)) * scale)) if value == value else Money(problem="bad_money")
    text = tidy(str(value))
    if is_nothing(text):
        return Money()
    if is_error(text):
        return Money(problem="formula_error")
    if FREE.fullmatch(text):
        return Money(Decimal("0.00"))
    if VAGUE.fullmatch(text.strip(" .")):
        return Money(problem="vague_money")
    return _text(text, scale)


def _text(text: str, scale: int) -> Money:
    text = KOPECKS.sub(r"\1,\2 руб", text.replace("−", "-").replace("\n", " "))
    negative = bool(re.match(r"^\(\s*[\d\s.,]+\)$", text) or re.match(r"^-\s*[\d$€₽]", text))
    text = text.strip("()").lstrip("- ") if negative else text
    if dashed := DASHED.match(re.sub(r"\s*(?:руб\w*\.?|р\.?)$", "", text)):
        text = dashed[1] if dashed[2] in (None, "00") else text
    if made := _product(text, scale) or _range(text, scale):
        return made._replace(currency=_currency(text)[0])
    currency, text = _currency(text)
    notes = [" ".join(note.split()) for note in NOTES.findall(text)]
    money = _sum(NOTES.sub(" ", text), scale)
    if money is None:
        return Money(currency=currency, problem="bad_money")
    return Money(_cents(-money if negative else money), currency, "", " ".join(notes))


def _currency(text: str) -> tuple[str, str]:
    for code, shape in BYN_FIRST:
        if shape.search(text):
            if code == "RUB":  # «т.р.», «тр» hold the unit
                return code, re.sub(
                    r"₽|\b(?:руб(?:л(?:ей|я|ь))?\.?|rub|rur)(?!\w)|(?<=\d)\s*р(?:\.|\b)|(?<=\d\s)р(?:\.|\b)",
                    " ",
                    text,
                    flags=re.I,
                )
            return code, shape.sub(" ", text)
    return "", text


def _sum(text: str, scale: int) -> Decimal | None:
    """One number with its unit, or several joined by «+» or «тыс»: «15 тыс. 500», «10000+5000»."""
    total, last, place = Decimal(0), None, 0
    for found in ONE.finditer(text):
        gap = text[place : found.start()].strip(" .,=")
        if last is not None and gap not in ("+", "") or last is None and gap:
            return None
        if last is not None and gap == "" and last == 1:
            return None
        number = _number(found["number"])
        if number is None:
            return None
        last = _unit(found["unit"])
        total += number * (last if found["unit"] else scale if total == 0 else 1)
        place = found.end()
    return None if last is None or text[place:].strip(" .,=-") else total


def _unit(text: str | None) -> int:
    found = UNIT.match(text or "")
    return 1 if not found else 1_000_000 if found["million"] else 1000


def _number(text: str) -> Decimal | None:
    """«1 200,50», «1.200.000», «1,200.50», «12.500» (three digits after one mark are thousands)."""
    text = re.sub(r"[ '’]", "", text)
    marks = re.findall(r"[.,]", text)
    if not marks:
        return Decimal(text)
    last = max(text.rfind("."), text.rfind(","))
    whole, tail = text[:last], text[last + 1 :]
    alike = len(set(marks)) == 1
    if (
        alike
        and all(len(part) == 3 for part in re.split(r"[.,]", text)[1:])
        and (len(marks) > 1 or not text.startswith("0"))
    ):
        return Decimal(re.sub(r"[.,]", "", text))
    if alike and len(marks) > 1:
        return None
    return Decimal(f"{re.sub(r'[.,]', '', whole) or '0'}.{tail}")


def _product(text: str, scale: int) -> Money | None:
    found = TIMES.search(text)
    if not found or re.search(r"\d", text[: found.start()] + text[found.end() :]):
        return None
    a, b = _number(found[1]), _number(found[3])
    if a is None or b is None:
        return None
    unit = _unit(found["u2"]) if found["u2"] else _unit(found["u1"]) if found["u1"] else scale
    return Money(_cents(a * b * unit), "", "", " ".join(text.split()))


def _range(text: str, scale: int) -> Money | None:
    """«50-70к»: the lower bound with a problem, never the middle."""
    found = RANGE.search(text)
    if not found or re.search(r"\d", text[: found.start()] + text[found.end() :]):
        return None
    low, high = _number(found[1]), _number(found[3])
    if low is None or high is None or low >= high:
        return None
    unit = found["first"] or found["second"]
    return Money(_cents(low * (_unit(unit) if unit else scale)), "", "money_range", " ".join(text.split()))


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"))


def heading(title: str) -> tuple[int, str]:
    """What a column's title says of its numbers: «Сумма, тыс. руб» → (1000, "RUB")."""
    low = title.lower()
    currency = _currency(low)[0]
    if re.search(r"\bмлн\b", low):
        return 1_000_000, currency
    return 1000 if re.search(r"\bтыс\b|\bт\.\s?р\b|\bтр\b|\bт\.руб", low) else 1, currency
