"""Letters, sites and messengers out of a cell's text."""

import re
from functools import lru_cache
from typing import NamedTuple

from .text import tidy

MAIL = re.compile(
    r"[\w.+'’\-]+\s?@\s?[\w\-]+(?:\.[\w\-]+)*(?:\.[A-Za-zА-Яа-яЁё]{2,}|\s?\.\s?(?:ru|com|net|org|by|kz|su|рф)\b)", re.U
)
GOOD = re.compile(
    r"[a-z0-9а-яё_+'\-]+(?:\.[a-z0-9а-яё_+'\-]+)*@(?:[a-z0-9а-яё](?:[a-z0-9а-яё\-]*[a-z0-9а-яё])?\.)+[a-zа-яё]{2,}"
)
ALMOST = re.compile(r"[^\s@]+@\S*|\S+\s*\((?:at|собака)\)\s*\S+", re.I)
SHARED = re.compile(
    r"(?:info|office|mail|sales?|sale|zakaz|order|orders|admin|support|hello|contact|contacts|reception|priem|priemnaya|buh|buhgalteria|secretar|secretary"
    r"|post|pochta|inbox|opt|snab|zakupki|tender|marketing|pr|hr|job|ok|company|firma|market|shop|help|service|manager|director|noreply|no-reply)\d*"
)
BACK = str.maketrans(dict(zip("АВСЕНКМОРТХУасеорхук", "ABCEHKMOPTXYaceopxyk", strict=True)))
LEAD = re.compile(r"^(?:mailto:|e-?mail\s*[:=\-]\s*|почта\s*:\s*|эл\.?\s*почта\s*:\s*|мыло\s*:?\s*)", re.I)
TELEGRAM = re.compile(
    r"(?:https?://)?(?:t\.me|telegram\.me|tg\.me)/(?:joinchat/)?@?([\w+]+)|(?<![\w.@])@([A-Za-z]\w{3,31})(?![\w.]*@)",
    re.I,
)
OTHERS = (
    (
        "whatsapp",
        re.compile(
            r"(?:https?://)?(?:wa\.me|api\.whatsapp\.com/send\?phone=|chat\.whatsapp\.com)/?\+?(\d{10,15})", re.I
        ),
    ),
    ("vk", re.compile(r"(?:https?://)?(?:m\.)?(?:vk\.com|vkontakte\.ru|vk\.ru)/([\w.]+)", re.I)),
    ("max", re.compile(r"(?:https?://)?max\.ru/([\w./]+)", re.I)),
    ("skype", re.compile(r"skype:\s*([\w.\-:]+)", re.I)),
)
SITE = re.compile(
    r"(?<![@\w])(?:https?://\S+|www\.\S+|[a-zа-я0-9][a-zа-я0-9\-]*(?:\.[a-zа-я0-9\-]+)*\.(?:ru|рф|com|net|org|su|by|kz|ua|info|biz|pro|shop|online|site|io|me|moscow|tel|tv|eu|de)(?:/\S*)?)(?![\w@])",
    re.I,
)


class Mails(NamedTuple):
    found: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()
    rest: str = ""


def read(text: str) -> Mails:
    """Every address of a cell in lower case; what has an «@» and is none is in `bad`."""
    low = text.lower()
    return Mails((low,)) if low.isascii() and GOOD.fullmatch(low) else _read(text)


@lru_cache(32768)
def _read(text: str) -> Mails:
    text = re.sub(r"[<>\[\]{}|]|:::", " ", re.sub(r"\s*\((?:at|собака)\)\s*", "@", tidy(text), flags=re.I))
    found: list[str] = []
    bad: list[str] = []

    def take(hit: re.Match[str]) -> str:
        address = _repair(hit[0])
        if not GOOD.fullmatch(address):
            bad.append(hit[0])
        elif address not in found:
            found.append(address)
        return " "

    rest = MAIL.sub(take, text)
    for wrong in ALMOST.findall(rest) if "@" in rest else ():
        bad.append(wrong.strip(" ,;"))
        rest = rest.replace(wrong, " ")
    rest = LEAD.sub("", " ".join(rest.split()).strip(" ,;/-()"))
    return Mails(tuple(found), tuple(bad), rest.strip(" ,;/-():"))


def _repair(address: str) -> str:
    """Spaces around dots go, Cyrillic look-alikes become Latin, a full stop at the end goes."""
    address = LEAD.sub("", re.sub(r"\s", "", address)).strip(".'’")
    local, _, domain = address.partition("@")
    if not local.isascii() and local.translate(BACK).isascii():
        local = local.translate(BACK)
    if not domain.isascii() and domain.translate(BACK).isascii():
        domain = domain.translate(BACK)
    return f"{local}@{domain}".lower()


@lru_cache(65536)
def is_shared(address: str) -> bool:
    """info@, sales@: an office's, not a person's."""
    return SHARED.fullmatch(address.partition("@")[0]) is not None


class Found(NamedTuple):
    ways: tuple[tuple[str, str, str], ...] = ()  # (channel, value, raw)
    rest: str = ""


@lru_cache(65536)
def messengers(text: str, channel: str = "") -> Found:
    """Names in messengers; a bare word counts where the column's heading names the channel."""
    ways: list[tuple[str, str, str]] = []
    for name, shape in OTHERS:
        for hit in shape.finditer(text):
            ways.append((name, f"+{hit[1]}" if name == "whatsapp" else hit[1].lower(), hit[0]))
        text = shape.sub(" ", text) if ways else text
    for hit in TELEGRAM.finditer(text):
        ways.append(("telegram", (hit[1] or hit[2]).lower(), hit[0]))
    text = TELEGRAM.sub(" ", text)
    if (
        not ways
        and channel in ("telegram", "vk", "skype", "max")
        and re.fullmatch(r"@?[A-Za-z][\w.:\-]{2,63}", text.strip())
    ):
        return Found(((channel, text.strip().lstrip("@").lower(), text.strip()),), "")
    return Found(
        tuple(ways),
        re.sub(r"\b(?:tg|тг|телеграмм?|telegram|vk|вк)\b\s*:?", " ", text, flags=re.I).strip(" ,;:-") if ways else text,
    )


@lru_cache(65536)
def site(text: str) -> str:
    """The first web address of a text, "" where it holds none."""
    found = SITE.search(text)
    return found[0].rstrip(".,;)/") if found and "@" not in found[0] else ""
