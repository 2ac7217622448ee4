"""Kinds of events: one small class each, in its room's `events.py`.

A kind is the schema of its payload, its sentence, its icon, and who is told. Timeline, notices, journal, live pages and
documentation learn of a new kind from the registry alone.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict

from .privacy import hidden

if TYPE_CHECKING:
    from .models import Event

REGISTRY: dict[str, type["Kind"]] = {}


class Ref(BaseModel):
    """A thing as it was called at that moment."""

    id: int | None = None
    name: str = ""

    @classmethod
    def of(cls, thing: Any) -> "Ref":
        return cls(id=thing.pk, name=str(thing)) if thing else cls()


class Kind(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: ClassVar[str]
    icon: ClassVar[str] = "point"
    tone: ClassVar[str] = ""  # "", "good", "bad"
    personal: ClassVar[frozenset[str]] = frozenset()  # payload keys a purge forgets
    reach: ClassVar[frozenset[str]] = frozenset()  # payload keys that hold a phone or an address
    minor: ClassVar[bool] = (
        False  # keeping the card in order: told on its own timeline, not on those that gather several
    )

    # kinds without one of which nothing has become of it since: the newest events of a card then need no `prepare`
    altered_by: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(
        cls,
        *,
        name: str = "",
        icon: str = "",
        tone: str = "",
        personal: Iterable[str] = (),
        reach: Iterable[str] = (),
        **kwargs: Any,
    ):
        super().__init_subclass__(**kwargs)
        if name:
            cls.name, cls.icon, cls.tone, cls.personal = name, icon or cls.icon, tone, frozenset(personal)
            cls.reach = frozenset(reach)
            REGISTRY[name] = cls

    def sentence(self) -> str:
        """What happened, without the actor: «Этап: заявка → первый звонок»."""
        raise NotImplementedError(self.name)

    def body(self) -> str:
        """The long text below the sentence: a note, a comment."""
        return ""

    def hide_reach(self) -> None:
        """Phones and addresses in it become dots."""
        for key, value in list(vars(self).items()):
            setattr(self, key, hidden(value, key, self.reach))

    def changes(self) -> dict[str, list[Any]]:
        """Field → [before, after], for the journal and the API."""
        return {}

    @classmethod
    def is_settled(cls, later: set[str]) -> bool:
        """Whether, of all kinds that happened after, none alters how it is drawn."""
        return bool(cls.altered_by) and not cls.altered_by & later

    @classmethod
    def prepare(cls, details: list[Any]) -> None:
        """Before many events of the kind are drawn: what their sentences need, fetched at once."""

    def told(self, event: "Event") -> Iterable[int]:
        """Ids of the members to be told besides those who look at the thing."""
        return ()

    def undo(self, event: "Event", *, by: Any) -> None:
        """Takes the change back by the opposite verb. Kinds that can be undone override this."""
        from vatman.web.errors import Refused

        raise Refused(_("Это действие нельзя отменить"), code="not_undoable")

    @classmethod
    def undoable(cls) -> bool:
        return cls.undo is not Kind.undo

    @classmethod
    def called(cls, thing: str) -> str:
        """The event's name for a thing: «*.changed» of a deal is «deal.changed»."""
        return cls.name.replace("*", thing)

    def split(self) -> tuple[dict[str, Any], dict[str, Any] | None]:
        """The payload and its erasable part."""
        data = self.model_dump(mode="json")
        private = {key: data.pop(key) for key in self.personal}
        return data, private or None


def kind_of(name: str) -> type[Kind] | None:
    """The class of an event's name; «*.changed» stands for the change of any thing."""
    return REGISTRY.get(name) or REGISTRY.get("*." + name.partition(".")[2])


def restore(name: str, payload: dict[str, Any], personal: dict[str, Any] | None) -> Kind | None:
    """The kind with its values; None for a kind that this version no longer knows."""
    kind = kind_of(name)
    return kind.model_construct(**_typed(kind, payload | (personal or {}))) if kind else None


def _typed(kind: type[Kind], data: dict[str, Any]) -> dict[str, Any]:
    for key, field in kind.model_fields.items():
        if field.annotation in (Ref, Ref | None) and isinstance(data.get(key), dict):
            data[key] = Ref(**data[key])
        elif key not in data and field.is_required():
            data[key] = Ref() if field.annotation in (Ref, Ref | None) else ""
    return data
