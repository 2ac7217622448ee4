"""What reading hands to understanding, and understanding to the run.

Plain values without Django and without a database, so that each part can be tried on a file alone.
"""

import dataclasses
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from operator import attrgetter
from typing import Any, TypeVar

T = TypeVar("T")

Value = str | int | float | Decimal | bool | date | datetime | time | None


def packed(cls: type[T]) -> type[T]:
    """Pickles a thing as a call with its values in order: half the time and two thirds of the room that slots take by name."""
    names = [one.name for one in dataclasses.fields(cls)]  # type: ignore[arg-type]
    values = attrgetter(*names)  # each has several

    def reduce(self: Any) -> tuple[Any, ...]:
        return cls, values(self)

    cls.__reduce__ = reduce  # type: ignore[method-assign,assignment]
    return cls


@packed
@dataclass(slots=True, frozen=True)
class Problem:
    """One thing that could not be read. `code` names the sentence in `importing/problems.py`, `value` is as it stands in the file."""

    code: str
    file: str = ""
    sheet: str = ""
    row: int | None = None  # 1-based, as Excel shows it
    column: str = ""  # the column's title, or its letter where it has none
    value: str = ""


class SheetKind(StrEnum):
    TABLE = "table"  # rows of clients, deals or goods
    FORM = "form"  # a printed form: a waybill, an invoice
    PRICE = "price"  # a price list or stock: goods, not clients
    EMPTY = "empty"


@dataclass(slots=True)
class Column:
    index: int  # 0-based position in Row.values
    title: str  # "" where the file has none


@dataclass(slots=True)
class Row:
    number: int  # 1-based row of the sheet (line of a text file, ordinal of a vCard)
    values: list[Value]
    section: str = ""  # text of the last section row above («Самара»)


@dataclass(slots=True)
class Sheet:
    name: str
    kind: SheetKind
    header_row: int | None = None  # 1-based, the last one of several; None where the file has no header
    columns: list[Column] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    why: str = ""  # for FORM and PRICE: code of the reason
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class SourceFile:
    name: str  # path relative to what was given, with «/»; "архив.zip/папка/файл.xlsx" inside an archive
    sheets: list[Sheet] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    digest: str = ""  # sha256 of the bytes


class Field(StrEnum):
    """What a column may mean. Everything else is CUSTOM: kept as a custom field, never dropped."""

    NAME = "contact.name"
    LAST_NAME = "contact.last_name"
    FIRST_NAME = "contact.first_name"
    MIDDLE_NAME = "contact.middle_name"
    POSITION = "contact.position"
    BIRTHDAY = "contact.birthday"
    PHONE = "phone"
    EMAIL = "email"
    MESSENGER = "messenger"
    WAYS = "ways"  # mixed: a name, phones and e-mails in one cell
    COMPANY = "company.name"
    LEGAL_FORM = "company.legal_form"
    INN = "company.inn"
    KPP = "company.kpp"
    OGRN = "company.ogrn"
    SITE = "company.site"
    CITY = "city"
    ADDRESS = "address"
    TITLE = "deal.title"
    AMOUNT = "deal.amount"
    CURRENCY = "deal.currency"
    STATUS = "deal.status"
    CREATED = "deal.created_on"
    CLOSED = "deal.closed_on"
    EXPECTED = "deal.expected_on"
    SOURCE = "deal.source"
    LOST_REASON = "deal.lost_reason"
    MANAGER = "manager"
    NEXT_CALL = "task.next_call"
    LAST_CALL = "note.last_call"
    NOTE = "note"
    TAGS = "tags"
    EXTERNAL_ID = "external_id"
    NUMBER = "number"  # the running number of the row: read and left alone
    TYPE = "type"  # the kind of the way in the next column («Phone 1 - Type»)
    CUSTOM = "custom"


@dataclass(slots=True)
class ColumnGuess:
    """What one column is taken for. `confidence` 0…1; `reason` a code: heading, content, both, plan, none."""

    index: int
    title: str
    field: Field
    confidence: float
    reason: str = "heading"
    custom_kind: str = "text"  # for CUSTOM: text, number, money, date, choice, bool, link
    kind: str = ""  # kind of the way to reach: "work", "mobile", "telegram", "whatsapp"; of a person: "директор"; of a note: its day
    hint: str = ""  # what the column's cells say together: "mdy" of dates, city codes of phones, "first" where first names stand first
    good: float = 1.0  # share of the non-empty cells that read well
    samples: list[str] = dataclasses.field(default_factory=list)


@packed
@dataclass(slots=True)
class Way:
    """A way to reach: `channel` phone, email, telegram, whatsapp, viber, vk, max, skype, site. `value` normal form (E.164, lower case)."""

    channel: str
    value: str
    raw: str
    kind: str = ""  # work, home, mobile, fax, other
    note: str = ""  # «доб. 12», «секретарь»


@packed
@dataclass(slots=True)
class Person:
    last_name: str = ""
    first_name: str = ""
    middle_name: str = ""
    position: str = ""
    birthday: date | None = None
    ways: list[Way] = field(default_factory=list)


@packed
@dataclass(slots=True)
class Firm:
    name: str = ""  # without the legal form, quotes and capitals put right
    legal_form: str = ""  # ООО, ИП, АО, …
    inn: str = ""
    kpp: str = ""
    ogrn: str = ""
    city: str = ""
    address: str = ""
    site: str = ""
    ways: list[Way] = field(default_factory=list)


@packed
@dataclass(slots=True)
class Status:
    """A status word. `meaning`: a stage key (request, first_call, send_quote, quote_sent, meeting, contract, won, lost),
    `sleep`, `no_deal`, `stop`, `ask` (ambiguous) or "" (unknown: becomes a new open stage)."""

    word: str
    meaning: str = ""
    reason: str = ""  # of a loss: price, competitor, silent, other


@packed
@dataclass(slots=True)
class DealFacts:
    title: str = ""
    amount: Decimal | None = None
    currency: str = "RUB"
    status: Status | None = None
    created_on: date | None = None
    closed_on: date | None = None
    expected_on: date | None = None
    source: str = ""
    lost_reason: str = ""


@packed
@dataclass(slots=True)
class TaskFacts:
    due_on: date
    due_time: time | None = None
    title: str = ""


@packed
@dataclass(slots=True)
class NoteFacts:
    text: str
    on: date | None = None


@packed
@dataclass(slots=True)
class Facts:
    """All that one row says. `opens_deal` is false for a row without status, sum, request date and next call, and for
    «дубль», «спам», «не звонить»; `deal` then holds only what its columns said besides."""

    people: list[Person] = field(default_factory=list)
    firm: Firm | None = None
    deal: DealFacts | None = None
    task: TaskFacts | None = None
    notes: list[NoteFacts] = field(default_factory=list)
    manager: str = ""
    participants: list[str] = field(default_factory=list)  # «Марина/Павел»: the second and further ones
    opens_deal: bool = False
    tags: list[str] = field(default_factory=list)
    custom: dict[str, tuple[str, Value]] = field(default_factory=dict)  # title → (kind, value)
    external_id: str = ""
    stop: bool = False  # «не звонить»
    problems: list[Problem] = field(default_factory=list)
