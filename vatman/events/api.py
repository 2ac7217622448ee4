"""`/events`: what happened, as far as the caller may see the things it happened to."""

from collections.abc import Sequence
from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Schema
from pydantic import Field

from vatman.web.api import Key, Listed, Moment, Paging, Query, Router, local

from . import sifting
from .kinds import kind_of
from .models import Event, Subject

router = Router(tags=["events"])

Word = Annotated[str, Field(max_length=60, pattern=r"^[a-z_.]*$")]


class Actor(Schema):
    id: int
    name: str


class SubjectShape(Schema):
    type: str
    id: int
    name: str


class EventShape(Schema):
    id: int
    at: Moment
    verb: str
    text: str
    actor: Actor | None
    subject: SubjectShape
    place: SubjectShape
    changes: dict[str, list[Any]]
    origin: str


class Wanted(Schema):
    """`type` and `id` name the card on whose timeline the events stand."""

    type: Word | None = None
    id: Key | None = None
    verb: Word | None = None
    actor: Key | None = None
    since: Moment | None = None


@router.get("/events", response=Listed[EventShape])
def events(request: HttpRequest, paging: Query[Paging], wanted: Query[Wanted]) -> dict[str, Any]:
    """Newest first. A caller who may see few of them may get a short page with a `next` all the same."""
    rows = Event.objects.select_related("actor")
    asked = {
        "place_type": wanted.type,
        "place_id": wanted.id,
        "kind": wanted.verb,
        "actor": wanted.actor,
        "at__gte": wanted.since,
    }
    rows = rows.filter(**{name: value for name, value in asked.items() if value is not None})
    found = sifting.page(rows, request.user, cursor=paging.cursor, limit=paging.limit)
    return {"items": shapes(found.items, request.user), "next": found.next}


@router.get("/events/{id}", response=EventShape)
def event(request: HttpRequest, id: Key) -> dict[str, Any]:
    found = get_object_or_404(Event.objects.visible_to(request.user).select_related("actor"), id=id)
    return shapes([found], request.user)[0]


def shapes(events: Sequence[Event], member: Any) -> list[dict[str, Any]]:
    for event in events:
        if member.scope("contacts", event.place_type) != member.scope("view", event.place_type):
            event.hide_reach()
            event.masked = True
    for name in {event.kind for event in events}:
        if kind := kind_of(name):
            kind.prepare([event.detail for event in events if event.kind == name])
    names = _names(events, member)
    return [_shape(event, names) for event in events]


def _shape(event: Event, names: dict[tuple[str, int], str]) -> dict[str, Any]:
    return {
        "id": event.id,
        "at": local(event.at),
        "verb": event.kind,
        "text": event.sentence,
        "actor": {"id": event.actor.pk, "name": event.actor.name} if event.actor else None,
        "subject": _named(event.subject_type, event.subject_id, names),
        "place": _named(event.place_type, event.place_id, names),
        "changes": _changes(event),
        "origin": event.origin,
    }


def _changes(event: Event) -> dict[str, list[Any]]:
    """Old and new phones stand in the changes of a way: not for one who may not see them."""
    if event.detail is None or (getattr(event, "masked", False) and event.detail.reach):
        return {}
    return event.detail.changes()


def _named(thing: str, pk: int, names: dict[tuple[str, int], str]) -> dict[str, Any]:
    return {"type": thing, "id": pk, "name": names.get((thing, pk), "")}


def _names(events: Sequence[Event], member: Any) -> dict[tuple[str, int], str]:
    """How the things of these events are called now, where the caller may know them; one query a kind."""
    wanted: dict[str, set[int]] = {}
    for event in events:
        for thing, pk in ((event.subject_type, event.subject_id), (event.place_type, event.place_id)):
            wanted.setdefault(thing, set()).add(pk)
    found: dict[tuple[str, int], str] = {}
    for thing, ids in wanted.items():
        if model := Subject.model_of(thing):
            found |= {(thing, pk): name for pk, (name, _url) in model.named(ids, member).items()}
    return found
