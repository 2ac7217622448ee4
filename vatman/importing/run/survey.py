"""The first look at all rows of an import: understands each once, and learns what no single row can tell.

Facts go to a spool on disk, so that memory does not grow with the rows; statistics stay.
"""

import pickle
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from ..models import Import, ImportRow, ImportSheet
from ..shapes import Facts, Field, Person, Problem, Row, Way
from ..understanding import Context, Reader
from . import says
from .cells import restored
from .names import Name, company_key, likeness, name_of
from .owners import word_key

CHUNK = 4000
CHOICES = 30  # more different values than this are no list to choose from
PEOPLE = 3  # under more names than this, a phone is nobody's own


class Line(NamedTuple):
    """A row to be carried out, and what it says."""

    pk: int
    sheet: int
    number: int
    digest: UUID
    facts: Facts


class Call(NamedTuple):
    """A next call whose day has passed."""

    row: int
    manager: str
    sheet: int
    due_on: date
    amount: Decimal


@dataclass
class Survey:
    sheets: dict[int, ImportSheet]
    today: date
    readers: dict[int, Reader] = field(default_factory=dict)
    statuses: dict[str, tuple[str, str]] = field(default_factory=dict)  # key → (word as written, meaning)
    status_counts: Counter[str] = field(default_factory=Counter)
    managers: dict[str, str] = field(default_factory=dict)
    first: dict[tuple[Field, str], Line] = field(default_factory=dict)  # of a word: the row it first stood in
    fields: dict[tuple[str, str], tuple[str, set[str]]] = field(default_factory=dict)  # (thing, title) → (kind, values)
    sources: set[str] = field(default_factory=set)
    calls: list[Call] = field(default_factory=list)
    names: dict[str, Name | set[Name]] = field(default_factory=dict)  # phone or mail → whose it is said to be
    offices: dict[str, tuple[str, int]] = field(
        default_factory=dict
    )  # domain of mail → its one firm ("": several), rows
    spool: Any = field(default_factory=lambda: tempfile.TemporaryFile(prefix="vatman-import-"))  # noqa: SIM115 - as long as the survey
    waiting: int = 0

    def reader(self, sheet: int) -> Reader:
        if sheet not in self.readers:
            known = self.sheets[sheet]
            self.readers[sheet] = Reader(known.columns, Context(self.today, known.file.name, known.name))
        return self.readers[sheet]

    def names_of(self, way: str) -> set[Name]:
        found = self.names.get(way, set())
        return found if isinstance(found, set) else {found}

    def office_of(self, person: Person) -> str:
        """The one firm whose people, more than one, write from the same domain as this person; "" for none or several."""
        for way in person.ways:
            firm, rows = self.offices.get(domain_of(way), ("", 0))
            if firm and rows > 1:
                return firm
        return ""

    def lines(self) -> Iterator[list[Line]]:
        """The rows not carried out yet, in chunks whose borders never change."""
        self.spool.seek(0)
        while True:
            try:
                yield pickle.load(self.spool)  # noqa: S301 - our own nameless file
            except EOFError:
                return


def survey(load: Import) -> Survey:
    sheets = {sheet.pk: sheet for sheet in ImportSheet.objects.filter(file__load=load).select_related("file")}
    found = Survey(sheets, load.today)
    seen: set[UUID] = set()
    last = 0
    while rows := _next(load, last):
        last = rows[-1][0]
        lines = [line_of(row, found) for row in rows]
        for line in lines:
            learn(found, line, again=line.digest in seen)
            seen.add(line.digest)
        todo = [line for line, row in zip(lines, rows, strict=True) if not row[6]]
        if todo:
            pickle.dump(todo, found.spool, protocol=pickle.HIGHEST_PROTOCOL)
            found.waiting += len(todo)
    return found


def _next(load: Import, after: int) -> list[tuple[Any, ...]]:
    rows = ImportRow.objects.filter(load=load, pk__gt=after).order_by("pk")
    return list(rows.values_list("pk", "sheet_id", "number", "section", "cells", "digest", "outcome")[:CHUNK])


def line_of(row: tuple[Any, ...], found: Survey) -> Line:
    """A stored row understood anew; always the same, whenever it is done."""
    pk, sheet, number, section, cells, digest, _outcome = row
    try:
        said = found.reader(sheet).facts(Row(number, restored(cells), section))
    except Exception as error:  # one bad row never stops the others; the report shows it
        said = Facts(problems=[Problem("row_failed", row=number, value=f"{type(error).__name__}: {error}"[:200])])
    return Line(pk, sheet, number, digest, said)


def learn(found: Survey, line: Line, *, again: bool) -> None:
    facts = line.facts
    deal = facts.deal
    if deal and deal.status:
        key = word_key(deal.status.word)
        found.statuses.setdefault(key, (deal.status.word, deal.status.meaning))
        found.status_counts[key] += 1
        found.first.setdefault((Field.STATUS, key), line)
    if deal and deal.source:
        found.sources.add(deal.source)
    if facts.manager:
        found.managers.setdefault(word_key(facts.manager), facts.manager)
        found.first.setdefault((Field.MANAGER, word_key(facts.manager)), line)
    for title, (kind, value) in facts.custom.items():
        _learn_field(found, (says.carrier(facts), title), kind, str(value))
    _learn_ways(found, facts)
    if (
        facts.task
        and facts.task.due_on < found.today
        and not again
        and not says.is_closed(facts)
        and not says.is_stop(facts)
    ):
        amount = deal.amount if deal and deal.amount else Decimal(0)
        found.calls.append(Call(line.pk, word_key(facts.manager), line.sheet, facts.task.due_on, amount))


def _learn_field(found: Survey, key: tuple[str, str], kind: str, value: str) -> None:
    known, values = found.fields.get(key, (kind, set()))
    if len(values) <= CHOICES:
        values.add(value[:200])
    found.fields[key] = (known if known == kind else "text", values)


def _learn_ways(found: Survey, facts: Facts) -> None:
    for person in facts.people:
        name = name_of(person)
        if not name:
            continue
        for way in person.ways:
            _name_way(found.names, way.value, name)
    firm = says.firm(facts)
    if firm and firm.name:
        _learn_office(found.offices, firm.name, facts.people)
    if firm and not says.people(facts):
        for way in firm.ways:
            _name_way(found.names, way.value, Name(last=firm.name.lower() or firm.inn))


def domain_of(way: Way) -> str:
    return way.value.rpartition("@")[2] if way.channel == "email" else ""


def _learn_office(offices: dict[str, tuple[str, int]], firm: str, people: list[Person]) -> None:
    for domain in {domain_of(way) for person in people for way in person.ways} - {""}:
        known, rows = offices.get(domain, (firm, 0))
        offices[domain] = known if company_key(known) == company_key(firm) else "", rows + 1


def _name_way(names: dict[str, Name | set[Name]], way: str, name: Name) -> None:
    known = names.setdefault(way, name)
    if isinstance(known, set):
        if len(known) <= PEOPLE + 2:
            known.add(name)
    elif known != name:
        names[way] = {known, name}


def is_crowd(names: set[Name]) -> bool:
    """Whether so many different people cannot share what is one person's own."""
    if len(names) <= PEOPLE:
        return False
    apart: list[Name] = []
    for name in sorted(names, key=lambda one: -len("".join(one))):
        if all(likeness(name, other) == "other" for other in apart):
            apart.append(name)
    return len(apart) > PEOPLE
