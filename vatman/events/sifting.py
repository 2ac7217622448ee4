"""Pages of the log for one who may read only a part of it.

The rule is `EventQuerySet.visible_to`; as one condition it would gather all the cards a member sees before the first event is read.
So the log is read in batches, newest first, and each is sifted by the cards that it names.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from vatman.web import cursors

from .models import Event, Subject

ORDER = ("-at", "-id")
BATCH, BATCHES = 400, 10


def page(rows: QuerySet, member: Any, *, cursor: str = "", limit: int = 50) -> cursors.Page:
    """Up to `limit` events of `rows`. One who sees little of the log may get fewer, even none, and still a next page."""
    if member.may_all("view", "journal"):
        return cursors.page(rows, ORDER, cursor=cursor, limit=limit)
    found: list[Event] = []
    for _batch in range(BATCHES):
        batch = cursors.page(rows, ORDER, cursor=cursor, limit=max(BATCH, limit))
        found += sift(batch.items, member)
        if len(found) > limit or not batch.next:
            break
        cursor = batch.next
    if len(found) > limit:
        return cursors.Page(found[:limit], cursors.encode([found[limit - 1].at, found[limit - 1].id]))
    return cursors.Page(found, batch.next)


def sift(events: Iterable[Event], member: Any) -> list[Event]:
    """Those the member may read, in their order; one query for each kind of card they happened on."""
    known = list(events)
    named: dict[str, set[int]] = {}
    for event in known:
        named.setdefault(event.place_type, set()).add(event.place_id)
    seen = {("member", member.pk)}
    for thing, ids in named.items():
        model: Any = Subject.model_of(thing)
        if hasattr(model, "reached_by"):
            cards = model.objects.visible_to(member).filter(pk__in=ids)
            seen |= {(thing, pk) for pk in cards.values_list("pk", flat=True)}
    return [one for one in known if one.actor_id == member.pk or (one.place_type, one.place_id) in seen]
