"""New clients, many at once. `meet` of one is the set of one."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Self

from django.db import transaction

from vatman.records.copying import copy_in, stamp_all
from vatman.records.history import Happened, record_history
from vatman.records.models import RecordQuerySet

from .belonging import belonging_ids
from .client import sort_key
from .way import Way


class ClientSets(RecordQuerySet):
    def with_belongings(self) -> Self:
        return self.annotate(**belonging_ids(self.model))

    @transaction.atomic
    def meet_all(self, clients: Iterable[Any], *, by: Any, origin: str = "", at: datetime | None = None) -> list[Any]:
        """Unsaved clients come into the base, each with its unsaved ways in `new_ways` (already normal) if it has any.

        An owner left empty stays nobody. `at` is the moment of the events, by default each client's own `created_at`.
        Raises Refused for the first one that could not be met singly either.
        """
        from ..events import ClientAdded

        new = list(clients)
        for client in new:
            client.refuse_nameless()
            client.sort_key = sort_key(client.full_name)
        stamp_all(new, by=by, origin=origin)
        copy_in(self.model, new)
        copy_in(Way, [way for client in new for way in _own_ways(client)])
        actor = by.pk if by else None
        record_history(
            (Happened(at or one.created_at, actor, ClientAdded(title=_title(one)), one) for one in new), origin=origin
        )
        self.model.objects.found_all(new)
        return new

    def _met(self, *, by: Any, owner: Any, ways: list[dict[str, Any]] | None, origin: str, **values: Any) -> Any:
        client = self.model(owner=owner or by, **values)
        client.new_ways = [Way.of(**way) for way in ways or []]
        return self.meet_all([client], by=by, origin=origin)[0]


def _own_ways(client: Any) -> Sequence[Way]:
    """The client's new ways, doubles dropped, in the order they came."""
    once = {(way.channel, way.value): way for way in reversed(getattr(client, "new_ways", []))}
    client.new_ways = list(reversed(once.values()))
    for position, way in enumerate(client.new_ways):
        setattr(way, client.thing, client)
        way.position = position
    return client.new_ways


def _title(client: Any) -> str:
    """As `str(client)`, without asking the database for its ways."""
    from .contact import nameless

    if client.thing == "company" or client.full_name:
        return str(client)
    return nameless(next(iter(sorted(client.new_ways, key=lambda way: not way.preferred)), None))
