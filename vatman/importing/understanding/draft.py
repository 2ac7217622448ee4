"""A row while its cells are read one after another; `finish` makes the facts of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time

from ..shapes import DealFacts, Facts, Firm, NoteFacts, Person, Problem, TaskFacts, Value, Way
from . import cities, dates, firms, mails, people, phones
from .text import is_error

NOT_OPENING = ("no_deal", "stop")


@dataclass(slots=True)
class Frame:
    """What all rows of a sheet share."""

    today: date
    file: str
    sheet: str
    period: tuple[int | None, int | None]  # year and month in the names of sheet and file
    names: tuple[int, ...] = ()  # columns that hold people
    has_parts: bool = False  # last and first names stand in columns of their own
    titles: dict[str, int] = field(default_factory=dict)
    types: dict[int, int] = field(default_factory=dict)  # column of a way → column of its kind
    notes: int = 0


class Draft:
    """`ways` wait until it is known whose they are."""

    __slots__ = (
        "birthday",
        "began",
        "code",
        "currency",
        "facts",
        "firm",
        "frame",
        "landline",
        "number",
        "parts",
        "position",
        "values",
        "ways",
        "whole",
    )

    def __init__(self, frame: Frame, number: int, values: list[Value], section: str) -> None:
        self.frame, self.number, self.values = frame, number, values
        self.facts = Facts()
        self.firm: Firm | None = None
        self.ways: list[tuple[Way, Person | None, bool]] = []
        self.parts: list[str] = ["", "", ""]
        self.position = self.currency = self.landline = self.code = ""
        self.whole: tuple[str, str] = ("", "")  # title and text of a whole name beside its parts
        self.birthday: date | None = None
        self.began: date | None = None
        if section and (city := cities.find(section)):
            self.code = city[1]

    def has(self, places: tuple[int, ...]) -> bool:
        """Whether any of these columns is filled in this row."""
        return any(place < len(self.values) and self.values[place] not in (None, "") for place in places)

    def problem(self, code: str, column: str, value: str) -> None:
        self.facts.problems.append(Problem(code, self.frame.file, self.frame.sheet, self.number, column, value))

    def note(self, title: str, text: str) -> None:
        self.facts.notes.append(NoteFacts(f"{title}: {text}"))

    def custom(self, title: str, kind: str, value: Value) -> None:
        self.facts.custom[title] = (kind, value)

    def fault(self, title: str, text: str) -> bool:
        """An error of a formula: told, and nothing else is made of it."""
        if text[:1] == "#" and is_error(text):
            self.problem("formula_error", title, text)
            return True
        return False

    def no_day(self, title: str, text: str, moment: dates.Moment) -> None:
        self.problem(moment.problem or "bad_date", title, text)
        if moment.problem != "formula_error":
            self.note(title, text)

    def call(self, day: date, at: time | None, title: str) -> None:
        self.facts.task = TaskFacts(day, at, title)

    def the_firm(self) -> Firm:
        if self.firm is None:
            self.firm = Firm()
        return self.firm

    def the_deal(self) -> DealFacts:
        if self.facts.deal is None:
            self.facts.deal = DealFacts()
        return self.facts.deal

    def add_firm(self, named: firms.Named, title: str, text: str) -> None:
        firm = self.the_firm()
        if firm.name and firm.name != named.name:
            return self.note(title, text)
        firm.name, firm.city = named.name, firm.city or named.city
        firm.legal_form = named.form or firm.legal_form
        return None

    def add_person(self, named: people.Named, position: str = "") -> Person:
        """The same person named twice is one; an initial gives way to the name."""
        for known in self.facts.people:
            if _same(known, named):
                known.position = known.position or named.position or position
                known.last_name = known.last_name or named.last
                known.first_name = named.first if len(named.first) > len(known.first_name) else known.first_name
                known.middle_name = named.middle if len(named.middle) > len(known.middle_name) else known.middle_name
                return known
        person = Person(named.last, named.first, named.middle, named.position or position)
        self.facts.people.append(person)
        return person

    def maybe_person(self, text: str) -> None:
        """A name beside an address counts where the row names nobody."""
        if not self.facts.people and not any(self.parts):
            for one in people.everyone(text):
                self.add_person(one)

    def own(self, way: Way, person: Person) -> None:
        self.ways = [(one, person if one is way else owner, company) for one, owner, company in self.ways]

    def add_way(
        self,
        channel: str,
        value: str,
        raw: str,
        kind: str = "",
        note: str = "",
        owner: Person | None = None,
        company: bool = False,
    ) -> None:
        for way, _owner, _company in self.ways:
            if way.value == value and way.channel == channel:
                way.note, way.kind = way.note or note, way.kind or (kind if kind != "fax" else "")
                return
        if len(note) > 120:
            self.facts.notes.append(NoteFacts(f"{value}: {note}"))
            note = ""
        self.ways.append((Way(channel, value, raw, kind, note), owner, company))

    def add_phone(
        self,
        number: phones.Number,
        kind: str,
        owner: Person | None = None,
        company: bool = False,
        may_name: bool = False,
    ) -> None:
        value, note = number.value, number.note
        if note and may_name and (named := _named_in(note)):
            owner = self.add_person(named[0])
            note = named[1]
        mobile = value.startswith("+79")
        self.add_way(
            "phone", value, number.raw, number.kind or kind or ("mobile" if mobile else ""), note, owner, company
        )
        if not mobile and not value.startswith("+7800"):
            self.landline = value
        if number.whatsapp:
            self.add_way("whatsapp", value, number.raw, "", "", owner, company)

    def finish(self, section: str) -> Facts:
        self._compose()
        self._place_ways()
        self._settle_deal()
        if section:
            self._section(section)
        if self.firm and (
            self.firm.name
            or self.firm.inn
            or self.firm.city
            or self.firm.address
            or self.firm.site
            or self.firm.ways
            or self.firm.ogrn
            or self.firm.kpp
        ):
            self.facts.firm = self.firm
        return self.facts

    def _compose(self) -> None:
        """Last, first and middle names out of their columns; spilt over wrong ones they are read anew as one name."""
        if any(self.parts):
            self.facts.people[:] = self._with_whole(parted(*self.parts))
            if self.whole[1] and not _same(self.facts.people[0], people.name(self.whole[1]) or people.Named()):
                self.custom(self.whole[0], "text", self.whole[1])
        elif self.whole[1]:
            for one in people.everyone(self.whole[1]):
                self.add_person(one)
        if self.facts.people:
            first = self.facts.people[0]
            first.position = self.position or first.position
            first.birthday = self.birthday
        elif self.ways and self.position:
            self.facts.people.append(Person(position=self.position, birthday=self.birthday))
        elif self.position:
            self.facts.notes.append(NoteFacts(self.position))

    def _with_whole(self, named: people.Named) -> list[Person]:
        known = self.facts.people
        self.facts.people = []
        made = self.add_person(named)
        for other in known:
            same = self.add_person(people.Named(other.last_name, other.first_name, other.middle_name, other.position))
            self.ways = [(way, same if owner is other else owner, company) for way, owner, company in self.ways]
        return [made, *(person for person in self.facts.people if person is not made)]

    def _place_ways(self) -> None:
        """Ways belong to who is named beside them, then to the person, then to the firm; an office's letters to the firm."""
        people_, firm = self.facts.people, self.firm if self.firm and (self.firm.name or self.firm.inn) else None
        if len(people_) > 1:
            self._share_out()
        for way, owner, company in self.ways:
            if owner is not None:
                owner.ways.append(way)
            elif firm and (company or not people_ or (way.channel == "email" and mails.is_shared(way.value))):
                firm.ways.append(way)
            elif people_:
                people_[0].ways.append(way)
            else:
                self.facts.people.append(Person(ways=[way]))
                people_ = self.facts.people

    def _share_out(self) -> None:
        """As many phones as people, in one order: each has his own."""
        count = len(self.facts.people)
        for channel in ("phone", "email"):
            mine = [
                place
                for place, (way, owner, _company) in enumerate(self.ways)
                if way.channel == channel and owner is None
            ]
            taken = any(owner is not None for way, owner, _company in self.ways if way.channel == channel)
            if len(mine) == count and not taken:
                for place, person in zip(mine, self.facts.people, strict=True):
                    self.ways[place] = (self.ways[place][0], person, False)

    def _settle_deal(self) -> None:
        deal, facts = self.facts.deal, self.facts
        if deal and self.currency:
            deal.currency = self.currency
        if deal and deal == DealFacts():
            facts.deal = deal = None
        if deal and deal.status and deal.status.meaning in NOT_OPENING:
            return
        facts.opens_deal = bool(facts.task or (deal and (deal.status or deal.amount is not None or deal.created_on)))

    def _section(self, section: str) -> None:
        """A section is the city of its rows, else a tag of theirs."""
        city = cities.find(section)
        if city is None:
            self.facts.tags.append(" ".join(section.split()))
        elif not self.the_firm().city:
            self.the_firm().city = city[0]


def _named_in(note: str) -> tuple[people.Named, str] | None:
    """A name in a phone's remark («Марина, доб. 12») and what is left of it."""
    parts = note.split(", ")
    for part in parts:
        if people.looks(part) >= 0.6:
            found = people.everyone(part)
            if found and not found[0].empty:
                return found[0], ", ".join(other for other in parts if other is not part)
    return None


def _same(known: Person, named: people.Named) -> bool:
    if not (named.last or named.first or named.middle):
        return False
    pairs = ((known.last_name, named.last), (known.first_name, named.first), (known.middle_name, named.middle))
    shared = 0
    for mine, other in pairs:
        if mine and other:
            if (
                mine.lower() != other.lower()
                and not (other.endswith(".") and mine.startswith(other[0]))
                and not (mine.endswith(".") and other.startswith(mine[0]))
            ):
                return False
            shared += 1
    return shared > 0


def parted(last: str, first: str, middle: str) -> people.Named:
    if (" " in last and not middle) or (" " in first and (not last or not middle)) or not (last and first):
        whole = " ".join(filter(None, (last, first, middle)))
        if " " in whole and (found := people.name(whole)):
            return found
    if " " in first and people.is_patronymic(first.split()[1]):  # «Петров | Пётр Петрович | Николаевич»
        first, _, more = first.partition(" ")
        middle = f"{more} {middle}"
    return people.Named(*(people.cased(part) for part in (last, first, middle)))


Handle = Callable[[Draft, Value], None]
