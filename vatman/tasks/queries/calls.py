"""Whom one is about to call: the numbers, what o'clock it is there, how often he was tried."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models
from django.http import Http404

from vatman.clients.models import Company, Contact, Way
from vatman.deals.models import Deal
from vatman.team.access import get_allowed

from ..calling.zones import clock_at, zone_of
from ..models import Call

SOURCES: dict[str, Any] = {
    "deal": Deal.objects.select_related("stage", "pipeline", "contact", "company"),
    "contact": Contact.objects,
    "company": Company.objects,
}
FEW = 3


@dataclass
class Callee:
    """`phones` only where the member may see them; `calls` the latest ones about the same card."""

    place: Any
    people: list[Any]
    phones: list[Way] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)

    @property
    def phone(self) -> Way | None:
        return self.phones[0] if self.phones else None

    @property
    def name(self) -> str:
        return str(self.people[0]) if self.people else str(self.place)

    @property
    def do_not_call(self) -> bool:
        return any(one.do_not_call for one in self.people)

    @property
    def clock(self) -> datetime | None:
        return clock_at(zone_of(self.phone.value)) if self.phone else None

    @property
    def ends(self) -> bool:
        """Whether a refusal would close a deal, so that its reason is asked for."""
        deal = self.place if self.place.thing == "deal" else self.only_deal
        return bool(deal and deal.is_open)

    only_deal: Deal | None = None


def callee(thing: str, pk: int, member: Any) -> Callee:
    """In at most four queries. Raises Http404 and PermissionDenied as every card does: who logs a call changes the card."""
    if thing not in SOURCES:
        raise Http404
    place = get_allowed(SOURCES[thing], member, pk)
    people = [one for one in (place.contact, place.company) if one] if thing == "deal" else [place]
    seen = [one for one in people if member.may("view", one)]
    found = Callee(place, seen)
    found.phones = _phones([one for one in seen if member.may("contacts", one)])
    rows = Call.objects.visible_to(member).standing().filter(**{thing: place}).select_related("by")
    found.calls = list(rows.order_by("-at", "-pk")[:FEW])
    if thing != "deal":
        deals = list(Deal.objects.visible_to(member).filter(state="open", **{thing: place})[:2])
        found.only_deal = deals[0] if len(deals) == 1 and member.may("edit", deals[0]) else None
    return found


def _phones(clients: list[Any]) -> list[Way]:
    where = models.Q(pk__in=[])
    for one in clients:
        where |= models.Q(**{one.thing: one})
    ways = Way.objects.filter(where, channel="phone", wrong=False)
    return sorted(ways, key=lambda way: way.contact_id is None) if clients else []
