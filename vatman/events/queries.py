"""Reads of the log for people: a card's timeline and the owner's journal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from django.db import connection
from django.db.models import QuerySet, prefetch_related_objects
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from vatman.web import cursors

from .groups import GROUPS
from .kinds import kind_of
from .models import Event

FEW = 30
COLUMNS = ("id", "at", "kind", "actor_id", "subject_type", "subject_id", "place_type", "place_id", "payload", "personal", "origin", "xid")
LATEST = """
SELECT {columns} FROM unnest(%(types)s::text[], %(ids)s::bigint[]) AS card(type, id)
CROSS JOIN LATERAL (
    SELECT * FROM events_event WHERE place_type = card.type AND place_id = card.id {before}
    ORDER BY at DESC, id DESC LIMIT %(limit)s
) AS event ORDER BY event.at DESC, event.id DESC LIMIT %(limit)s
"""


@dataclass
class Day:
    day: date
    events: list[Event]
    goes_on: bool = False  # its heading already stands at the end of the page before


@dataclass
class Timeline:
    days: list[Day] = field(default_factory=list)
    next: str | None = None
    live: str = ""  # the marks by which a live page wakes it


def timeline(things: Iterable[Any], member: Any, cursor: str = "", limit: int = FEW) -> Timeline:
    """What happened on these cards (things or `Spot`s; the caller names only those the member sees), newest first.

    Three queries at most, however many cards and events. Events get `may_undo` (one's own, not yet taken back).
    """
    cards = {(thing.thing, thing.pk): thing for thing in things}
    before = _moment(cursor) if cursor else None
    events = _latest(list(cards), before, limit + 1)
    events, more = events[:limit], len(events) > limit
    hidden = [event for event in events if _is_masked(cards[event.place_type, event.place_id], member)]
    make_ready(events, member, hidden)
    days = [Day(day, list(group)) for day, group in groupby(events, key=lambda event: event.local_day)]
    if before and days:
        days[0].goes_on = days[0].day == timezone.localtime(before[0]).date()
    last = events[-1] if more else None
    live = " ".join(f"{thing}:{pk}" for thing, pk in cards)
    return Timeline(days, cursors.encode([last.at, last.id]) if last else None, live)


def make_ready(events: Sequence[Event], member: Any, hidden: Iterable[Event] = ()) -> None:
    """What drawing these events will need, fetched for all of them at once."""
    prefetch_related_objects(events, "actor")
    for event in hidden:
        event.hide_reach()
    for name in {event.kind for event in events}:
        if kind := kind_of(name):
            kind.prepare([event.detail for event in events if event.kind == name])
    own = {f"undo:{event.id}": event for event in events if event.actor_id == member.pk and event.undoable}
    gone = set(Event.objects.filter(origin__in=own).values_list("origin", flat=True)) if own else set()
    for origin, event in own.items():
        event.may_undo = origin not in gone


def journal(member: Any, *, who: int | None, group: str, thing: str, since: date | None, until: date | None, cursor: str = "") -> cursors.Page:
    """The log as the member may read it, filtered, newest first."""
    rows: QuerySet = Event.objects.visible_to(member).select_related("actor")
    if who:
        rows = rows.filter(actor=who)
    if group in GROUPS:
        rows = rows.filter(GROUPS[group].where())
    if thing:
        rows = rows.filter(subject_type=thing)
    if since:
        rows = rows.filter(at__gte=_midnight(since))
    if until:
        rows = rows.filter(at__lt=_midnight(until + timedelta(days=1)))
    found = cursors.page(rows, ("-at", "-id"), cursor=cursor)
    make_ready(found.items, member)
    _name_places(found.items, member)
    return found


def _latest(cards: list[tuple[str, int]], before: tuple[datetime, int] | None, limit: int) -> list[Event]:
    """By the index of places, a few rows a card: the plan does not depend on how much the cards hold."""
    columns = ", ".join(f"event.{name}" for name in COLUMNS)
    statement = LATEST.format(columns=columns, before="AND (at, id) < (%(at)s, %(id)s)" if before else "")
    at, last = before or (None, None)
    params = {"types": [thing for thing, _pk in cards], "ids": [pk for _thing, pk in cards], "limit": limit, "at": at, "id": last}
    fields = [Event._meta.get_field(name.removesuffix("_id") if name == "actor_id" else name) for name in COLUMNS]
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return [_event(fields, row) for row in cursor.fetchall()]


def _event(fields: list[Any], row: tuple[Any, ...]) -> Event:
    values = [one.from_db_value(value, None, connection) if hasattr(one, "from_db_value") else value for one, value in zip(fields, row, strict=True)]
    return Event.from_db(connection.alias, [one.attname for one in fields], values)


def _moment(cursor: str) -> tuple[datetime, int]:
    at, pk = cursors.decode(cursor, 2)
    return parse_datetime(at), int(pk)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _is_masked(card: Any, member: Any) -> bool:
    """Whether the ways to reach this card's person are not for the member."""
    return hasattr(card, "reached_by") and not member.may("contacts", card)


def _name_places(events: Sequence[Event], member: Any) -> None:
    from .models import Subject

    wanted: dict[str, set[int]] = {}
    for event in events:
        wanted.setdefault(event.place_type, set()).add(event.place_id)
    named = {thing: model.named(ids, member) for thing, ids in wanted.items() if (model := Subject.model_of(thing))}
    for event in events:
        event.place_name, event.place_url = named.get(event.place_type, {}).get(event.place_id, ("", ""))
