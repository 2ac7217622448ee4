"""A client at hand during one chunk: the row of the base or the one to be, and what the chunk adds to it."""

from typing import Any

from django.utils.translation import gettext as _

from vatman.clients.models import Company, Contact, Link, Way

from .names import Name, name_of

CALLED = ("phone", "whatsapp", "viber")
Key = tuple[str, str]


def way_key(channel: str, value: str) -> Key:
    """A number is the same whether one rings it or writes to it."""
    return ("phone" if channel in CALLED else channel, value)


class Card:
    """A contact or a company. `new` until the chunk is written; `allowed` if who imports may see it."""

    __slots__ = (
        "allowed",
        "deals",
        "fills",
        "links",
        "new",
        "new_links",
        "new_ways",
        "notes",
        "obj",
        "people",
        "thing",
        "ways",
    )

    def __init__(self, obj: Contact | Company, *, new: bool, allowed: bool = True) -> None:
        self.obj: Any = obj
        self.thing = obj.thing
        self.new, self.allowed = new, allowed
        self.ways: set[Key] = set()
        self.new_ways: list[Way] = []
        self.new_links: list[tuple[Card, Link]] = []
        self.links: dict[int, tuple[Card, Link]] = {}  # of a contact: by id() of the company's card
        self.people: list[Card] = []  # of a company
        self.deals: list[Any] = []
        self.notes: set[str] = set()
        self.fills: dict[str, list[Any]] = {}  # column → [before, after], of a card that was in the base

    @property
    def name(self) -> Name:
        return name_of(self.obj)

    @property
    def title(self) -> str:
        """How the client is called, by what is at hand: a card not written yet has no ways in the base."""
        if self.thing == "company" or self.obj.full_name:
            return str(self.obj)
        shown = [*(way.raw or way.value for way in self.new_ways), *(value for _channel, value in sorted(self.ways))]
        return next(iter(shown), "") or str(_("Без имени"))

    def set(self, column: str, value: Any) -> None:
        if not self.new:
            self.fills.setdefault(column, [getattr(self.obj, column), None])[1] = value
        setattr(self.obj, column, value)

    def add_way(self, way: Way) -> None:
        self.ways.add((way.channel, way.value))
        self.new_ways.append(way)

    def link(self, company: "Card", link: Link) -> None:
        self.links[id(company)] = (company, link)
        company.people.append(self)
