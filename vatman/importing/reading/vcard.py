"""Business cards: vCard 2.1, 3.0 and 4.0, read leniently, since telephones and Outlook write what no standard allows.

Cards become one table. Its titles are stable, only those that some card fills are there.
"""

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from vatman.importing.reading.encoding import decode, guess
from vatman.importing.shapes import Column, Row, Sheet, SheetKind, Value

TITLES = (
    "Фамилия", "Имя", "Отчество", "ФИО", "Организация", "Отдел", "Должность",
    "Моб. телефон", "Раб. телефон", "Дом. телефон", "Телефон", "Факс",
    "E-mail", "Мессенджер", "Сайт", "Город", "Адрес", "День рождения", "Теги", "Комментарий", "UID",
)  # fmt: skip
LEFT_OUT = frozenset(
    [
        "VERSION",
        "PRODID",
        "REV",
        "PHOTO",
        "LOGO",
        "SOUND",
        "KEY",
        "AGENT",
        "BEGIN",
        "END",
        "X-ABLABEL",
        "X-ABADR",
        "X-ABSHOWAS",
        "X-ABUID",
        "CLASS",
        "MAILER",
        "SORT-STRING",
        "LABEL",
        "SOURCE",
        "PROFILE",
        "NAME",
        "CLIENTPIDMAP",
        "XML",
        "FN",
        "N",
        "ORG",
    ]
)
LINE = re.compile(r"(?:([\w.-]+)\.)?([\w-]+)((?:;[^:;\"]*(?:\"[^\"]*\"[^:;\"]*)*)*):(.*)", re.DOTALL)
PARAMETER = re.compile(r";([^;=\"]*)(?:=((?:\"[^\"]*\"|[^;\"])*))?")
MESSENGERS = ("IMPP", "X-SKYPE", "X-SKYPE-USERNAME", "X-TELEGRAM", "X-WHATSAPP", "X-ICQ", "X-JABBER", "X-AIM", "X-MSN", "X-YAHOO", "X-QQ", "X-GTALK", "X-GOOGLE-TALK", "X-VIBER")  # fmt: skip
COPIED = {
    "TITLE": "Должность",
    "ROLE": "Должность",
    "URL": "Сайт",
    "NOTE": "Комментарий",
    "UID": "UID",
    "X-TELEGRAM-USERNAME": "Мессенджер",
}


@dataclass
class Line:
    name: str
    parameters: dict[str, list[str]]
    value: str
    group: str = ""


@dataclass
class Card:
    cells: dict[str, list[str]] = field(default_factory=dict)
    birthday: Value = None
    whole_name: str = ""

    def put(self, title: str, value: str) -> None:
        value = value.strip()
        if value and value not in self.cells.setdefault(title, []):
            self.cells[title].append(value)


def sheet(data: bytes, name: str) -> Sheet:
    """One row a card; a row's number is the card's place in the file."""
    cards = [_card(lines) for lines in _split(decode_lines(data))]
    found = {title for card in cards for title, values in card.cells.items() if values}
    found |= {"День рождения"} if any(card.birthday for card in cards) else set()
    titles = [title for title in TITLES if title in found] + sorted(found - set(TITLES))
    rows = [
        Row(number, [card.birthday if title == "День рождения" else _joined(card, title) for title in titles])
        for number, card in enumerate(cards, 1)
        if card.cells
    ]
    kind = SheetKind.TABLE if rows else SheetKind.EMPTY
    return Sheet(Path(name).stem, kind, None, [Column(index, title) for index, title in enumerate(titles)], rows)


def _joined(card: Card, title: str) -> Value:
    values = card.cells.get(title)
    return ("\n" if title == "Комментарий" else "; ").join(values) if values else None


def decode_lines(data: bytes) -> list[str]:
    """Logical lines: folded ones joined, soft breaks of quoted-printable joined."""
    text = decode(data)
    lines: list[str] = []
    for raw in re.split(r"\r\n|\r|\n", text):
        if lines and lines[-1].endswith("=") and "QUOTED-PRINTABLE" in lines[-1].partition(":")[0].upper():
            lines[-1] = lines[-1][:-1] + raw.lstrip(" \t")
        elif raw[:1] in (" ", "\t") and lines:
            lines[-1] += raw[1:]
        else:
            lines.append(raw)
    return lines


def _split(lines: list[str]) -> Iterator[list[Line]]:
    """Lines of each card; what lies in a card inside a card (AGENT) is passed over."""
    card: list[Line] = []
    depth = 0
    for raw in lines:
        mark = raw.strip().upper()
        if mark.endswith("BEGIN:VCARD"):
            depth += 1
            if depth == 1:
                card = []
        elif mark == "END:VCARD":
            depth -= 1
            if depth <= 0:
                yield card
                depth, card = 0, []
        elif depth == 1 and (line := parse(raw)):
            card.append(line)
    if card:
        yield card


def parse(raw: str) -> Line | None:
    found = LINE.match(raw)
    if not found:
        return None
    group, name, tail, value = found.groups()
    parameters: dict[str, list[str]] = {}
    for key, given in PARAMETER.findall(tail):
        key = key.strip().upper()
        if given:
            parameters.setdefault(key, []).extend(part.strip().upper() for part in given.replace('"', "").split(","))
        elif key:  # 2.1: TEL;CELL:…
            parameters.setdefault("TYPE", []).append(key)
    return Line(name.upper(), parameters, _decoded(value, parameters), (group or "").upper())


def _decoded(value: str, parameters: dict[str, list[str]]) -> str:
    ways = parameters.get("ENCODING", []) + parameters.get("TYPE", [])
    charset = (parameters.get("CHARSET") or ["UTF-8"])[0]
    if "QUOTED-PRINTABLE" in ways:
        data = quopri.decodestring(value.encode("utf-8"))
    elif {"B", "BASE64"} & set(ways) and "CHARSET" in parameters:
        try:
            data = base64.b64decode(value)
        except binascii.Error:
            return value
    else:
        return value
    try:
        return data.decode(charset)
    except (LookupError, UnicodeDecodeError):
        return data.decode(guess(data), "replace")


def _parts(value: str, mark: str = ";") -> list[str]:
    """Split at unescaped marks, then unescape."""
    return [_plain(part) for part in re.split(rf"(?<!\\){mark}", value)]


def _plain(value: str) -> str:
    return re.sub(r"\\([nN;,:\\])", lambda found: "\n" if found[1] in "nN" else found[1], value).strip()


def _card(lines: list[Line]) -> Card:
    card = Card()
    labels = {line.group: _plain(line.value).strip("_$!<>") for line in lines if line.name == "X-ABLABEL"}
    for line in lines:
        if line.name == "N":
            _name(card, line.value)
        elif line.name == "FN":
            card.whole_name = card.whole_name or _plain(line.value)
        elif line.name == "ORG":
            organisation, *departments = _parts(line.value)
            card.put("Организация", organisation)
            card.put("Отдел", ", ".join(filter(None, departments)))
        else:
            _way(card, line, labels.get(line.group, ""))
    _whole_name(card)
    return card


def _name(card: Card, value: str) -> None:
    last, first, middle, *_ = [*(part.replace(",", " ") if "," in part else part for part in _parts(value)), "", "", ""]
    for title, part in (("Фамилия", last), ("Имя", first), ("Отчество", middle)):
        card.put(title, part)


def _whole_name(card: Card) -> None:
    """FN is needed only where N is empty, and not where it repeats the firm."""
    named = card.cells.get("Фамилия") or card.cells.get("Имя")
    if card.whole_name and not named and card.whole_name not in card.cells.get("Организация", []):
        card.put("ФИО", card.whole_name)


def _way(card: Card, line: Line, label: str) -> None:
    kinds = set(line.parameters.get("TYPE", [])) | {label.upper()}
    if line.name == "TEL":
        card.put(_phone_title(kinds), _plain(line.value.removeprefix("tel:")))
    elif line.name == "EMAIL":
        card.put("E-mail", _plain(line.value.removeprefix("mailto:")))
    elif line.name in MESSENGERS:
        service = (line.parameters.get("X-SERVICE-TYPE") or [line.name.removeprefix("X-").replace("-USERNAME", "")])[
            0
        ].lower()
        value = _plain(line.value)
        card.put("Мессенджер", value if ":" in value or service == "impp" else f"{service}: {value}")
    elif line.name == "ADR":
        _address(card, line.value)
    elif line.name == "BDAY":
        card.birthday = card.birthday or _birthday(line.value)
    elif line.name == "CATEGORIES":
        for tag in _parts(line.value, ","):
            card.put("Теги", tag)
    elif line.name in COPIED:
        card.put(COPIED[line.name], _plain(line.value))
    elif line.name not in LEFT_OUT and len(line.value) < 2000:
        card.put(line.name, _plain(line.value).strip("; "))


def _phone_title(kinds: set[str]) -> str:
    if "FAX" in kinds or any("FAX" in kind for kind in kinds):
        return "Факс"
    if kinds & {"CELL", "MOBILE", "IPHONE", "МОБИЛЬНЫЙ"}:
        return "Моб. телефон"
    if kinds & {"WORK", "РАБОЧИЙ"}:
        return "Раб. телефон"
    return "Дом. телефон" if kinds & {"HOME", "ДОМАШНИЙ"} else "Телефон"


def _address(card: Card, value: str) -> None:
    box, flat, street, city, region, index, country, *_ = [*_parts(value), *[""] * 7]
    card.put("Город", city)
    whole = ", ".join(" ".join(part.split()) for part in (index, country, region, city, street, flat, box) if part)
    card.put("Адрес", whole)


def _birthday(value: str) -> Value:
    found = re.match(r"(\d{4})-?(\d{2})-?(\d{2})", value.strip())
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else _plain(value) or None
    except ValueError:
        return _plain(value)
