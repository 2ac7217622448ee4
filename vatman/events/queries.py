"""Reads of the log for people: a card's timeline and the owner's journal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from vatman.web import cursors

from . import sifting
from .groups import GROUPS
from .kinds import REGISTRY, kind_of
from .models import Event

FEW = 30
COLUMNS = (
    "id",
    "at",
    "kind",
    "actor_id",
    "subject_type",
    "subject_id",
    "place_type",
    "place_id",
    "payload",
    "personal",
    "origin",
    "xid",
)
LATEST = """
SELECT {columns}, member.name, event.actor_id = %(me)s AND NOT EXISTS (
    SELECT FROM events_event AS back WHERE back.origin = 'undo:' || event.id AND back.origin <> ''
) FROM unnest(%(types)s::text[], %(ids)s::bigint[], %(brief)s::bool[]) AS card(type, id, brief)
CROSS JOIN LATERAL (
    SELECT * FROM events_event WHERE place_type = card.type AND place_id = card.id {before}
    AND (NOT card.brief OR kind NOT LIKE ALL(%(minor)s) OR kind = ANY(%(major)s))
    ORDER BY at DESC, id DESC LIMIT %(limit)s
) AS event LEFT JOIN {members} AS member ON member.id = event.actor_id
ORDER BY event.at DESC, event.id DESC LIMIT %(limit)s
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
    Of a card with `brief` set only what was said and done, not the edits of its fields.

    One query, and those that the kinds met need, however many cards and events. Events get `may_undo` (one's own, not yet taken back).
    """
    cards = {(thing.thing, thing.pk): thing for thing in things}
    before = _moment(cursor) if cursor else None
    events = _latest(cards, member, before, limit + 1)
    events, more = events[:limit], len(events) > limit
    hidden = [event for event in events if _is_masked(cards[event.place_type, event.place_id], member)]
    for event in hidden:
        event.hide_reach()
    _prepare(events, newest=before is None)
    _say_where(events, cards)
    _say_changeable(events, cards, member)
    days = [Day(day, list(group)) for day, group in groupby(events, key=lambda event: event.local_day)]
    if before and days:
        days[0].goes_on = days[0].day == timezone.localtime(before[0]).date()
    last = events[-1] if more else None
    live = " ".join(f"{thing}:{pk}" for thing, pk in cards)
    return Timeline(days, cursors.encode([last.at, last.id]) if last else None, live)


def _say_where(events: Sequence[Event], cards: dict[tuple[str, int], Any]) -> None:
    """On a card that tells of others too: which of them it happened on."""
    own = next(iter(cards), None)
    for event in events:
        key = event.place_type, event.place_id
        card = cards[key]
        if key != own and hasattr(card, "get_absolute_url"):
            event.place_name, event.place_url = str(card), card.get_absolute_url()


def _say_changeable(events: Sequence[Event], cards: dict[tuple[str, int], Any], member: Any) -> None:
    """What one has written oneself, or what stands on a card one may change."""
    for event in events:
        if event.kind == "note.added":
            card = cards[event.place_type, event.place_id]
            own = event.actor_id == member.pk
            event.may_change = own or (hasattr(card, "reached_by") and member.may("edit", card))


def _prepare(events: Sequence[Event], *, newest: bool = False) -> None:
    """What drawing these events will need, fetched for all of a kind at once. `newest`: nothing happened there after them."""
    names = {event.kind for event in events}
    for name in names:
        if (kind := kind_of(name)) and not (newest and kind.is_settled(names)):
            kind.prepare([event.detail for event in events if event.kind == name])


def journal(
    member: Any, *, who: int | None, group: str, thing: str, since: date | None, until: date | None, cursor: str = ""
) -> cursors.Page:
    """The log as the member may read it, filtered, newest first."""
    rows: QuerySet = Event.objects.select_related("actor")
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
    found = sifting.page(rows, member, cursor=cursor)
    for event in found.items:
        if is_masked_kind(event.place_type, member):
            event.hide_reach()
    _prepare(found.items)
    _name_places(found.items, member)
    return found


def _latest(
    cards: dict[tuple[str, int], Any], member: Any, before: tuple[datetime, int] | None, limit: int
) -> list[Event]:
    """By the index of places, a few rows a card: the plan does not depend on how much the cards hold."""
    people = get_user_model()
    statement = LATEST.format(
        columns=", ".join(f"event.{name}" for name in COLUMNS),
        before="AND (at, id) < (%(at)s, %(id)s)" if before else "",
        members=connection.ops.quote_name(people._meta.db_table),
    )
    at, last = before or (None, None)
    params = {
        "types": [thing for thing, _pk in cards],
        "ids": [pk for _thing, pk in cards],
        "brief": [getattr(card, "brief", False) for card in cards.values()],
        "minor": [name.replace("_", r"\_").replace("*", "%") for name, kind in REGISTRY.items() if kind.minor],
        "major": [name for name, kind in REGISTRY.items() if not kind.minor],
        "limit": limit, "at": at, "id": last, "me": member.pk,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return [_event(row, people) for row in cursor.fetchall()]


FIELDS = [Event._meta.get_field("actor" if name == "actor_id" else name) for name in COLUMNS]


def _event(row: tuple[Any, ...], people: Any) -> Event:
    *values, name, may_undo = row
    plain = [
        one.from_db_value(value, None, connection) if hasattr(one, "from_db_value") else value
        for one, value in zip(FIELDS, values, strict=True)
    ]
    event = Event.from_db(connection.alias, [one.attname for one in FIELDS], plain)
    event.actor = people(pk=event.actor_id, name=name) if event.actor_id else None
    event.may_undo = bool(may_undo) and event.undoable
    return event


def _moment(cursor: str) -> tuple[datetime, int]:
    """Where the page before ended; raises Refused for a cursor we never made."""
    at, pk = cursors.decode(cursor, 2)
    try:
        moment = parse_datetime(at) if isinstance(at, str) and isinstance(pk, int) else None
    except ValueError:  # a thirteenth month
        moment = None
    if moment is None or timezone.is_naive(moment) or not 0 < pk < 2**63:
        raise cursors.spoiled()
    return moment, pk


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _is_masked(card: Any, member: Any) -> bool:
    """Whether the ways to reach this card's person are not for the member; of a mere spot by the whole kind's rights."""
    if hasattr(card, "reached_by"):
        return not member.may("contacts", card)
    return is_masked_kind(card.thing, member)


def is_masked_kind(thing: str, member: Any) -> bool:
    return member.scope("contacts", thing) != member.scope("view", thing)


def _name_places(events: Sequence[Event], member: Any) -> None:
    from .models import Subject

    wanted: dict[str, set[int]] = {}
    for event in events:
        wanted.setdefault(event.place_type, set()).add(event.place_id)
    named = {thing: model.named(ids, member) for thing, ids in wanted.items() if (model := Subject.model_of(thing))}
    for event in events:
        event.place_name, event.place_url = named.get(event.place_type, {}).get(event.place_id, ("", ""))
