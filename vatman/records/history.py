"""Events of a set verb: each with its own moment and actor, written with one COPY per actor."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from vatman.events.kinds import Kind
from vatman.events.recording import record_all


class Spot(NamedTuple):
    """A card known only by its word and number: enough to stand on its timeline."""

    thing: str
    pk: int


class Happened(NamedTuple):
    at: datetime
    actor_id: int | None
    kind: Kind
    subject: Any
    place: Any = None


class _Actor(NamedTuple):
    pk: int | None


def record_history(happened: Iterable[Happened], *, origin: str = "") -> int:
    """Writes these events in the order of their moments. Returns how many there were."""
    by_actor: dict[int | None, list[Happened]] = {}
    for one in sorted(happened, key=lambda one: one.at):
        by_actor.setdefault(one.actor_id, []).append(one)
    return sum(_record(actor, entries, origin) for actor, entries in by_actor.items())


def _record(actor: int | None, entries: list[Happened], origin: str) -> int:
    rows = ((one.kind, one.subject, one.place or one.subject) for one in entries)
    return record_all(rows, by=_Actor(actor), origin=origin, at=(one.at for one in entries))
