"""Writing to the log, in the same transaction as the change itself."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar, Protocol

from django.db import connection, transaction
from pydantic_core import to_json

from .kinds import Kind
from .models import Event

COLUMNS = "kind, actor_id, subject_type, subject_id, place_type, place_id, payload, personal, origin"


class Thing(Protocol):
    """What an event can be about: a Subject, or a word and a number that stand for one."""

    @property
    def thing(self) -> str: ...

    @property
    def pk(self) -> int: ...


class Trait:
    """A part of a Subject that lives in a class of its own and records events of the whole."""

    thing: ClassVar[str]
    pk: int


Entry = tuple[Kind, Thing] | tuple[Kind, Thing, Thing]


def as_json(value: Any) -> str:
    """A COPY encodes hundreds of thousands of these: the standard library takes four times as long."""
    return to_json(value).decode()


def record(
    kind: Kind, subject: Thing, *, by: Any, place: Thing | None = None, origin: str = "", at: datetime | None = None
) -> Event:
    """Writes one event about `subject` on the timeline of `place` (by default the subject's own)."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An event is recorded inside the transaction of its change")
    payload, personal = kind.split()
    place = place or subject
    moment = {"at": at} if at else {}
    return Event.objects.create(
        kind=kind.called(subject.thing), actor=by, subject_type=subject.thing, subject_id=subject.pk, place_type=place.thing,
        place_id=place.pk, payload=payload, personal=personal, origin=origin, **moment,
    )  # fmt: skip


def record_all(entries: Iterable[Entry], *, by: Any, origin: str = "", at: Iterable[datetime] | None = None) -> int:
    """The set form: one COPY for any number of events. `at`, if given, has a moment for each entry."""
    moments = iter(at) if at is not None else None
    columns = COLUMNS + (", at" if moments else "")
    actor, count = (by.pk if by else None), 0
    with connection.cursor() as cursor, cursor.copy(f"COPY events_event ({columns}) FROM STDIN") as copy:
        for entry in entries:
            kind, subject = entry[0], entry[1]
            place = entry[2] if len(entry) == 3 else subject  # type: ignore[misc]
            payload, personal = kind.split()
            told = as_json(payload), personal and as_json(personal)
            row = (kind.called(subject.thing), actor, subject.thing, subject.pk, place.thing, place.pk, *told, origin)
            copy.write_row((*row, next(moments)) if moments else row)
            count += 1
    return count
