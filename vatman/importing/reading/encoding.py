"""In which letters a text is written: Unicode by its marks, then the five Russian code pages by how Russian the outcome is."""

import codecs
import re

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
PAGES = ("cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5")
SAMPLE = 60_000
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
COMMON = dict(zip("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё", (110, 85, 80, 74, 67, 63, 55, 47, 45, 44, 35, 32, 30, 28, 26, 20, 19, 17, 17, 16, 16, 14, 12, 10, 9, 7, 6, 5, 4, 3, 3, 2, 1), strict=True))  # fmt: skip
WORD = re.compile(r"[А-Яа-яЁё]+")
HIGH = re.compile(r"[^\x00-\x7fА-Яа-яЁё«»„“”‘’–—…№°·•™©®§ €±\u200b]")
MIXED = re.compile(r"[A-Za-z][À-ÿА-Яа-яЁё]|[À-ÿА-Яа-яЁё][A-Za-z]")


def decode(data: bytes, *, declared: bool = False) -> str:
    """The text of a file; bytes that fit nowhere become «�»."""
    for bom, name in BOMS:
        if data.startswith(bom):
            return data.decode(name, "replace")
    if (sixteen := wide(data[:4000])) is not None:
        return data.decode(sixteen, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        if wrong.start > len(data) - 4 and wrong.start > 0:  # cut in the middle of a letter
            return data.decode("utf-8", "replace")
    if declared and (named := _declared(data)):
        return data.decode(named, "replace")
    return data.decode(guess(data), "replace")


def guess(data: bytes) -> str:
    """The code page of bytes that are no Unicode."""
    sample = _telling(data)
    if _nearly_utf8(sample):
        return "utf-8"
    scores = {page: _russian(sample.decode(page, "replace")) for page in PAGES}
    scores["cp1252"] = _western(sample.decode("cp1252", "replace"))
    return max(scores, key=lambda page: scores[page])


def _declared(data: bytes) -> str:
    if found := DECLARED.search(data[:2000]):
        try:
            return codecs.lookup(found[1].decode()).name
        except LookupError:
            return ""
    return ""


def wide(head: bytes) -> str | None:
    """UTF-16 without a mark: half of the bytes are zero (Latin, digits) or 4 (Cyrillic)."""
    if len(head) < 4 or b"\0" not in head:
        return None
    even, odd = head[::2], head[1::2]
    for half, name in ((odd, "utf-16-le"), (even, "utf-16-be")):
        if (half.count(0) + half.count(4)) * 10 > len(half) * 8:
            return name
    return None


def _telling(data: bytes) -> bytes:
    """Lines with letters beyond ASCII, enough of them."""
    if len(data) <= SAMPLE:
        return data
    lines = [line for line in data[: SAMPLE * 20].split(b"\n") if not line.isascii()]
    return b"\n".join(lines)[:SAMPLE]


def _nearly_utf8(sample: bytes) -> bool:
    """UTF-8 with a few spoilt bytes."""
    text = sample.decode("utf-8", "replace")
    broken = text.count("�")
    return broken * 20 < sum(character > "\x7f" for character in text)


def _russian(text: str) -> float:
    """Mean worth of a character beyond ASCII, read as Russian."""
    worth, count = 0.0, sum(character > "\x7f" for character in text)
    for found in WORD.finditer(text):
        word = found.group()
        good = word.islower() or word.isupper() or word[0].isupper() and word[1:].islower()
        points = sum(COMMON[letter] for letter in word.lower())
        worth += points if good else -20 * len(word)
        worth -= 12 * len(word) if word.isupper() and len(word) > 1 else 0
    strange = HIGH.findall(text)
    return (worth - 60 * len(strange) - 30 * len(MIXED.findall(text))) / max(1, count)


def _western(text: str) -> float:
    letters = re.findall(r"[À-ÖØ-öø-ÿ]", text)
    joined = len(re.findall(r"(?<=[A-Za-z])[à-öø-ÿß]|[À-ÖØ-öø-ÿ](?=[a-z])", text))
    runs = len(re.findall(r"[À-ÿ]{3,}", text))
    return (60 * joined - 100 * runs) / max(1, len(letters))
