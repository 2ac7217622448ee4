"""A cell → its telephone numbers, each with extension and remark. Digits that are not there are never made up."""

import re
from functools import lru_cache
from typing import NamedTuple

import phonenumbers

from .text import tidy


class Number(NamedTuple):
    value: str  # E.164
    raw: str
    kind: str = ""  # work, home, mobile, fax
    note: str = ""
    whatsapp: bool = False


class Phones(NamedTuple):
    found: tuple[Number, ...] = ()
    bad: tuple[tuple[str, str], ...] = ()  # (problem code, as it stands); an `odd_phone` is in `found` too
    rest: str = ""  # words that belong to no number


MOBILE = re.compile(r"(?:\+?7|8)?[ (.\-]*9[0-9]{2}[ ).\-]*[0-9]{3}[ .\-]*[0-9]{2}[ .\-]*[0-9]{2}")
SCIENTIFIC = re.compile(r"(?<![\w.,])(\d)(?:[.,](\d+))?\s*[eEеЕ]\s*\+?\s*(\d{1,2})(?!\w)")
OH = re.compile(
    r"(?<=\d)([\s\-(]*)([оОoO]+)(?=[\s\-)]*\d)|(?<=\d)()([оОoO]+)(?![^\W\d_])|(?<![^\W\d_])()([оОoO]+)(?=\d)"
)
MARKS = dict.fromkeys(map(ord, " \t\n\xa0()+-."))
HIDDEN = str.maketrans(
    "0123456789", "".join(chr(0xE000 + digit) for digit in range(10))
)  # digits that are no number: «доб. 12», «с 9 до 18»
SHOWN = str.maketrans("".join(chr(0xE000 + digit) for digit in range(10)), "0123456789")
HOURS = re.compile(
    r"\b(?:с|до|в|по|после|от|к|пн|пт)\s*\d{1,2}(?:[:.]\d{2})?(?![\d(])(?!\s*[-(]?\d{3})|\b\d{1,2}:\d{2}\b", re.I
)
EXTENSION = re.compile(
    r"[\s,;(]*(?:добав(?:очный)?|доб|внутр(?:енний)?|внут|вн|ext(?:ension)?|#|\*|(?<=\d)\s*x)\s*[.:]?\s*№?\s*(\d{1,6})\)?",
    re.I,
)
MARK = re.compile("\x01(.+?)\x01")
PLUS_CODE = re.compile(r"\b8[\s~\-]*10[\s\-(]*(?=\d{3})")
BETWEEN = re.compile(
    r"[;\n|]+|\s*:::\s*|,|\s+(?:и|или|либо)\s+|/(?=\s*(?:\+|8|7|\(|\d{3}))|(?<=\d)\s*/\s*(?=\D{0,12}\d{5})"
)
DIGITS = re.compile(r"\+?\(?\s*\d[\d\s().\-–—+]*\d(?!\d)")
FULL = re.compile(
    r"(?:\+\s*7|7|8)(?:[\s().\-–—]*\d){10}(?!\d)|(?:\+\s*7|7|8)(?:[\s().\-–—]*\d){10}(?=[78]\d{10}(?!\d))"
)
TEN = re.compile(r"\(?\d(?:[\s().\-–—]*\d){9}(?!\d)")
KINDS = (
    ("fax", re.compile(r"(?:тел\.?\s*/\s*)?(?:факс|ф\.|\bfax)[а-я]*\.?", re.I)),
    ("mobile", re.compile(r"\b(?:моб|сот|cell|mobile|мтс|билайн|мегафон|теле2|tele2|йота)[а-яa-z]*\.?", re.I)),
    ("work", re.compile(r"\b(?:раб|служ|офис|оф\.|городск|гор\.|work|office)[а-я]*\.?", re.I)),
    ("home", re.compile(r"\b(?:дом\.|домашн|home)[а-я]*\.?", re.I)),
)
BOTH = re.compile(r"(?:т(?:ел)?\.?\s*/\s*ф(?:акс)?\.?|тел\.?\s*\(факс\))", re.I)
WHATSAPP = re.compile(r"\b(?:whats?\s?app?|вотс?\s?ап|ватс?\s?ап+|вацап|уотсап|wa|ва[цт]с?ап?)\b\.?", re.I)
LABEL = re.compile(r"\b(?:телефоны?|тел|т|phone|tel|моб|номер|№)\b[.:]*|(?<=\s)[.:](?=\s|$)", re.I)
EDGES = " \t\n,;:.-–—/()\"'"


def read(text: str, code: str = "") -> Phones:
    """`code` is the city code for numbers written without one. Numeric cells come as text of whole digits."""
    value = mobile(text)
    return Phones((Number(value, text),)) if value else _read(text, code)


def mobile(text: str) -> str:
    """The usual case at once: a cell that is one Russian mobile number, in E.164; "" for all else."""
    if MOBILE.fullmatch(text):
        ten = text.translate(MARKS)[-10:]
        return "" if _is_filler(ten) else "+7" + ten
    return ""


@lru_cache(32768)
def _read(text: str, code: str) -> Phones:
    text, bad = _unscience(_zeros(_zeros(tidy(text))))
    text = HOURS.sub(lambda found: found[0].translate(HIDDEN), text)
    text = PLUS_CODE.sub("+", EXTENSION.sub(lambda found: f" \x01{found[1].translate(HIDDEN)}\x01 ", text))
    found: list[Number] = []
    rest: list[str] = []
    for segment in BETWEEN.split(text):
        if segment and segment.strip(EDGES):
            code = _segment(segment, code, found, bad, rest)
    return Phones(tuple(found), tuple(bad), ", ".join(rest).strip(EDGES))


def _zeros(text: str) -> str:
    """The letter О among digits is a nought."""
    return OH.sub(
        lambda found: next(f"{found[n]}{'0' * len(found[n + 1])}" for n in (1, 3, 5) if found[n] is not None), text
    )


def _unscience(text: str) -> tuple[str, list[tuple[str, str]]]:
    """«7,9215551234E+10» holds every digit, «7,9215E+10» does not: it is reported."""
    bad: list[tuple[str, str]] = []

    def one(found: re.Match[str]) -> str:
        digits = found[1] + (found[2] or "")
        if len(digits) == int(found[3]) + 1:
            return digits
        bad.append(("lost_digits", found[0]))
        return " "

    return SCIENTIFIC.sub(one, text), bad


def _segment(segment: str, code: str, found: list[Number], bad: list[tuple[str, str]], rest: list[str]) -> str:
    """Reads one piece into the lists; returns the city codes for the pieces after it."""
    values: list[tuple[str, str]] = []
    wrong = len(bad)

    def take(run: re.Match[str]) -> str:
        numbers, problem, left = _numbers(run[0], code)
        values.extend(numbers)
        if problem:
            bad.append((problem, run[0].strip(" \t\n,;:.-–—")))
        return f" {left} " if left else " "

    remark = DIGITS.sub(take, segment)
    extension = " ".join(f"доб. {digits}" for digits in MARK.findall(remark))
    remark, kind, whatsapp = _remark(MARK.sub(" ", remark))
    note = ", ".join(filter(None, [extension, remark])).translate(SHOWN)
    if not values:
        _without_number(note, kind, whatsapp, found, rest, wrong == len(bad))
        return code
    for value, raw in values:
        found.append(Number(value, raw.strip(" ,;-"), kind, note, whatsapp))
    return codes(found[-1].value) or code


def _without_number(
    note: str, kind: str, whatsapp: bool, found: list[Number], rest: list[str], is_remark: bool
) -> None:
    """A piece of words only belongs to the number before it."""
    if found and is_remark:
        last = found[-1]
        found[-1] = last._replace(
            note=", ".join(filter(None, [last.note, note])), kind=kind or last.kind, whatsapp=last.whatsapp or whatsapp
        )
    elif note:
        rest.append(note)


def _remark(text: str) -> tuple[str, str, bool]:
    kind = ""
    if not text.strip(EDGES):
        return "", "", False
    text = BOTH.sub(" ", text)
    for name, words in KINDS:
        if words.search(text):
            kind = kind or name
            text = words.sub(" ", text)
    whatsapp = WHATSAPP.search(text) is not None
    text = LABEL.sub(" ", WHATSAPP.sub(" ", text) if whatsapp else text)
    text = re.sub(r"\(\s*[,.\s]*\)", " ", text)
    return " ".join(text.split()).strip(EDGES), kind, whatsapp


@lru_cache(16384)
def codes(value: str) -> str:
    """What a city code may be in «+74951234567»: «495,4951,49512» for numbers of 7, 6, 5 digits; "" for a mobile, free or foreign one."""
    if not value.startswith("+7") or value[2] not in "348" or value.startswith("+7800"):
        return ""
    return f"{value[2:5]},{value[2:6]},{value[2:7]}"


def _numbers(run: str, code: str) -> tuple[list[tuple[str, str]], str, str]:
    """A run of digits → [(E.164, as written)], the code of a problem, and what stays a remark («9-18»)."""
    digits = re.sub(r"\D", "", run)
    if len(digits) < 5:
        return [], "", run.strip()
    if "+" in run.strip()[1:]:  # «+7… +7…»
        parts = [_numbers(part, code) for part in re.split(r"(?=\+)", run) if part.strip(EDGES)]
        return [n for part in parts for n in part[0]], next((part[1] for part in parts if part[1]), ""), ""
    value, problem = _one(run, digits, code)
    if value:
        return [(value, run)], problem, ""
    if len(digits) > 12 and (several := _glued(run, code)):
        return several, "", ""
    return [], problem, ""


def _one(run: str, digits: str, code: str) -> tuple[str, str]:
    if run.strip().startswith("+") and not digits.startswith(("7", "8")):
        return _abroad(digits, sure=True)
    if len(digits) == 11 and digits[0] in "78":
        return _russian(digits[1:])
    if len(digits) == 10:
        return _russian(digits)
    if len(digits) == 12 and digits.startswith(("78", "87")) and (run.strip().startswith("+") or digits[2] == "9"):
        return _russian(digits[2:])  # «+7 8 921…»
    if len(digits) in (5, 6, 7):
        return _local(digits, code)
    if len(digits) in (8, 9):
        return "", "short_phone"
    return _abroad(digits)


def _russian(ten: str) -> tuple[str, str]:
    if _is_filler(ten):
        return "", "filler_phone"
    if ten.startswith(("89", "79")):
        return "", "short_phone"  # «8921555123»: one digit was lost
    return "+7" + ten, "" if ten[0] in "34789" else "odd_phone"


def _local(digits: str, code: str) -> tuple[str, str]:
    if len(set(digits)) == 1 and digits[0] in "019":
        return "", "filler_phone"
    for one in code.split(","):
        if len(one) + len(digits) == 10:
            return "+7" + one + digits, ""
    return "", "phone_without_code"


def _abroad(digits: str, sure: bool = False) -> tuple[str, str]:
    """Without a plus only long numbers and those of the neighbours are taken."""
    if not sure and len(digits) < 12 and not digits.startswith(("373", "374", "993")):
        return "", "bad_phone"
    try:
        number = phonenumbers.parse("+" + digits)
    except phonenumbers.NumberParseException:
        return "", "bad_phone"
    if phonenumbers.is_valid_number(number):
        return f"+{digits}", ""
    return (f"+{digits}", "odd_phone") if sure and phonenumbers.is_possible_number(number) else ("", "bad_phone")


def _glued(run: str, code: str) -> list[tuple[str, str]]:
    """Two numbers written together: «8921555123489215551235», «8(495)123-45-67 123-45-68»."""
    for shape in (FULL, TEN):
        parts = shape.findall(run)
        left = shape.sub(" ", run)
        values = [(_one(part, re.sub(r"\D", "", part), code)[0], part) for part in parts]
        if not values or not all(value for value, _ in values):
            continue
        tail = re.sub(r"\D", "", left)
        if not tail and len(values) > 1:
            return values
        if 5 <= len(tail) <= 7 and (short := _local(tail, codes(values[-1][0]) or code)[0]):
            return [*values, (short, left)]
    return _halves(re.sub(r"\D", "", run), code)


def _halves(digits: str, code: str) -> list[tuple[str, str]]:
    for place in {20: (10,), 21: (11, 10), 22: (11,)}.get(len(digits), ()):
        values = [(_one(part, part, code)[0], part) for part in (digits[:place], digits[place:])]
        if all(value for value, _ in values):
            return values
    return []


def _is_filler(ten: str) -> bool:
    """A number nobody has: all digits alike, or 0000000 and 1111111 after the code."""
    return len(set(ten)) == 1 or ten[3:] in ("0000000", "1111111") or ten in ("1234567890", "0123456789")


def looks(text: str) -> bool:
    """A number that stands for itself: full, or short with its dashes."""
    phones = read(text)
    return bool(phones.found) or bool(
        phones.bad
        and phones.bad[0][0] in ("phone_without_code", "lost_digits", "filler_phone")
        and re.search(r"\d-\d|E\+", text)
    )
