"""What becomes of one row, and what is at hand while it is carried out."""

from dataclasses import dataclass, field
from typing import Any

from ..shapes import Facts, Problem
from .cards import Card
from .filling import Filler
from .matching import Suspect
from .survey import Line


@dataclass
class Result:
    """What became of a row; its things get their numbers when the chunk is written."""

    line: Line
    outcome: str = "skipped"
    reason: str = ""
    contact: Any = None  # a Card, or the number of a card known already
    company: Any = None
    deal: Any = None
    made: list[Any] = field(default_factory=list)  # cards, deals, and unsaved ways, links, tasks, notes
    changed: list[tuple[Any, str, Any, Any]] = field(default_factory=list)
    doubts: list[tuple[Card | None, Suspect]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    joined: dict[str, int] = field(default_factory=dict)

    def count_joined(self, thing: str) -> None:
        self.joined[thing] = self.joined.get(thing, 0) + 1

    def settle(self, contact: Card | None, company: Card | None) -> None:
        """The row counts once: by its client, or by its deal where it names none."""
        self.contact, self.company = contact, company
        fresh = (contact or company or self.deal) in self.made
        self.outcome = "created" if fresh else "joined"
        if fresh:
            self.reason = ""


@dataclass
class Row:
    """One row at work: what it says, whom it means, what becomes of it."""

    line: Line
    result: Result
    filler: Filler
    contacts: list[Card]
    company: Card | None

    @property
    def facts(self) -> Facts:
        return self.line.facts

    @property
    def person(self) -> Card | None:
        return self.contacts[0] if self.contacts else None

    @property
    def client(self) -> Card | None:
        """Who buys: the company before the person."""
        return self.company or self.person
