"""What may be done to many cards at once. Rooms add verbs of their own by a class in `<room>/bulk.py`."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.http import Http404, QueryDict

from vatman.events.models import Subject

Values = dict[str, Any]
Before = dict[int, Any]
CARDS = ("deal", "contact", "company")
CHOOSERS: dict[str, Callable[[Any, QueryDict], QuerySet]] = {}
VERBS: dict[str, type["Verb"]] = {}


class Verb:
    """`values` is plain JSON as `read` made it; `right` is what a member needs over each card."""

    do_not_call_in_templates = True
    name: ClassVar[str]
    title: ClassVar[Any]
    icon: ClassVar[str]
    of: ClassVar[Sequence[str]] = CARDS
    right: ClassVar[str] = "edit"
    order: ClassVar[int] = 50
    template: ClassVar[str]
    named: ClassVar[bool] = True  # on the line under a list; others have doors of their own

    def __init_subclass__(cls, *, icon: str = "", **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.icon = icon
        if hasattr(cls, "name"):
            VERBS[cls.name] = cls

    def __init__(self, thing: str, values: Values) -> None:
        self.thing, self.values = thing, values
        self.model: Any = Subject.model_of(thing)

    @classmethod
    def offered(cls, thing: str, by: Any) -> bool:
        return bool(by.may(cls.right, thing))

    @classmethod
    def choices(cls, thing: str, by: Any) -> dict[str, Any]:
        """What its form offers."""
        return {}

    @classmethod
    def read(cls, thing: str, data: QueryDict, by: Any) -> Values | None:
        """What a form has sent; None as long as nothing is chosen. Raises Refused for what cannot be."""
        return {}

    @property
    def words(self) -> str:
        """What is done: «Ответственный: Борис Белов»."""
        raise NotImplementedError

    def already(self) -> Q | None:
        """Cards with which nothing would change."""
        return None

    def barred(self, by: Any) -> list[tuple[str, Q]]:
        """Why some of the cards cannot, each reason with the cards it stops."""
        return []

    def now(self, rows: QuerySet) -> list[tuple[str, int]]:
        """What stands there today, most of it first: (words, count)."""
        return []

    def carry(self, rows: QuerySet, *, by: Any, origin: str) -> Before:
        """Does it to these cards; key → what was there, for those that changed."""
        raise NotImplementedError

    def carry_all(self, rows: QuerySet, *, by: Any, origin: str) -> dict[str, Before]:
        """The same for verbs that reach other kinds of cards too: kind → what was there."""
        return {self.thing: self.carry(rows, by=by, origin=origin)}

    def give_back(self, before: Before, *, by: Any, origin: str) -> set[int]:
        """Takes it back where nobody has changed it since; the cards for which that is so."""
        raise NotImplementedError


def chooser(thing: str) -> Callable[..., Any]:
    """Registers how the list of a kind of card finds its rows: `(member, query) -> rows he sees`."""

    def keep(function: Callable[[Any, QueryDict], QuerySet]) -> Callable[[Any, QueryDict], QuerySet]:
        CHOOSERS[thing] = function
        return function

    return keep


def verb_named(name: str, thing: str) -> type[Verb]:
    """Raises Http404 for what nobody offers."""
    found = VERBS.get(name)
    if found is None or thing not in found.of or thing not in CHOOSERS:
        raise Http404
    return found


def verbs_of(thing: str, member: Any) -> list[type[Verb]]:
    """What the member may do with at least some of the cards of the kind."""
    fit: Iterable[type[Verb]] = (one for one in VERBS.values() if one.named and thing in one.of)
    return sorted((one for one in fit if one.offered(thing, member)), key=lambda one: one.order)
