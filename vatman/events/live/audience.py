"""Who may know of what has just happened: decided once per batch, in memory, by the same rule as every page."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils import timezone, translation

from ..kinds import Kind, kind_of
from ..models import Event, Subject

Message = dict[str, Any]
RIGHTS = (
    "role.allowed", "member.changed", "member.left", "member.signed_out", "organisation.changed",
    "department.led", "department.opened", "department.changed", "department.closed",
)  # fmt: skip


def deliveries(rows: list[dict[str, Any]], members: Iterable[Any]) -> dict[int, list[Message]]:
    """Member's id → the messages for him. A message names things by id only; notices carry words for the one told."""
    events = [Event(**row) for row in rows]
    places = _places(events)
    found: dict[int, list[Message]] = defaultdict(list)
    people = {member.pk: member for member in members}
    for event in events:
        place = places.get((event.place_type, event.place_id))
        for member in people.values():
            if _may_know(member, place, event):
                found[member.pk].append(_message(event))
        for pk in _told(event):
            if pk in people and _may_hear(people[pk], place, event):
                found[pk].append(_notice(event, place, people[pk]))
    return found


def _places(events: list[Event]) -> dict[tuple[str, int], Any]:
    """The cards on which it happened, one query per kind of thing."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for event in events:
        wanted[event.place_type].add(event.place_id)
    found: dict[tuple[str, int], Any] = {}
    for thing, ids in wanted.items():
        model = Subject.model_of(thing)
        if model is not None:
            found |= {(thing, place.pk): place for place in model._default_manager.filter(pk__in=ids)}
    return found


def _may_know(member: Any, place: Any, event: Event) -> bool:
    if place is None:
        return False
    if hasattr(place, "reached_by"):
        return member.may("view", place) or _was_theirs(member, event)
    return place.thing in ("pipeline", "stage", "field", "organisation") or member.may_all("view", "journal")


def _may_hear(member: Any, place: Any, event: Event) -> bool:
    """Whoever is told by name sees the thing itself, or the card it stands on: else words of another's card would reach him."""
    return any(hasattr(one, "reached_by") and member.may("view", one) for one in (event.subject, place))


def _was_theirs(member: Any, event: Event) -> bool:
    """The one who had it until this moment sees it leave."""
    return event.kind.endswith(".assigned") and (event.payload.get("was") or {}).get("id") == member.pk


def _told(event: Event) -> Iterable[int]:
    kind = kind_of(event.kind)
    if kind is None or kind.told is Kind.told or event.detail is None:
        return ()
    return event.detail.told(event)


def _message(event: Event) -> Message:
    return {
        "kind": event.kind,
        "thing": event.place_type,
        "id": event.place_id,
        "subject": [event.subject_type, event.subject_id],
        "by": event.actor_id,
    }


def _notice(event: Event, place: Any, member: Any) -> Message:
    """Leads to the thing itself, or to the card it stands on: a note has no page of its own."""
    subject = event.subject if hasattr(event.subject, "get_absolute_url") else place
    with translation.override(member.language), timezone.override(member.zone):
        words = f"{event.actor}: {event.sentence}" if event.actor_id else event.sentence
        return {
            "notice": words,
            "body": event.detail.body()[:200] if event.detail else "",
            "url": _page(subject, member),
        }


def _page(thing: Any, member: Any) -> str:
    if hasattr(thing, "page_for"):
        return thing.page_for(member)
    return thing.get_absolute_url() if hasattr(thing, "get_absolute_url") else ""
