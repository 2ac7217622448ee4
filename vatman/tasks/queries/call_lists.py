"""Call lists as their pages show them: how far they are, who does what, who is on the phone now, and the desk of the one who calls."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from vatman.clients.models import Link
from vatman.records.models import Note

from ..calling.results import GOOD, MISSED, RESULTS
from ..models import Call, CallEntry, CallList
from .calls import Callee, callee

NOT_REACHED = (*MISSED, "wrong_number")
NOTES, SHOWN = 3, 50


def measure(lists: list[CallList], member: Any) -> None:
    """Gives each list `total`, `left`, `share` in per cent and `mine`, whether the member is to call; two queries for all."""
    left = models.Count("pk", filter=models.Q(done_at=None))
    rows = (
        CallEntry.objects.filter(list__in=lists).order_by().values("list").annotate(total=models.Count("pk"), left=left)
    )
    counted = {row["list"]: row for row in rows}
    mine = set(member.call_lists.filter(pk__in=[one.pk for one in lists]).values_list("pk", flat=True))
    for one in lists:
        row = counted.get(one.pk, {"total": 0, "left": 0})
        one.total, one.left = row["total"], row["left"]  # type: ignore[attr-defined]
        one.share = 100 * (one.total - one.left) // one.total if one.total else 0  # type: ignore[attr-defined]
        one.mine = one.pk in mine  # type: ignore[attr-defined]


def by_people(one: CallList) -> list[dict[str, Any]]:
    """Each of its people with calls in all, reached, good and today's, those who have not begun too; two queries."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Call.objects.standing().filter(entry__list=one).order_by().values("by", "by__name")
    counted = rows.annotate(
        calls=models.Count("pk"),
        reached=models.Count("pk", filter=~models.Q(result__in=NOT_REACHED)),
        good=models.Count("pk", filter=models.Q(result__in=GOOD)),
        today=models.Count("pk", filter=models.Q(at__gte=midnight)),
    )
    found: dict[int, dict[str, Any]] = {row["by"]: dict(row) for row in counted}
    for person in one.people.all():
        none = {"by": person.pk, "by__name": person.name, "calls": 0, "reached": 0, "good": 0, "today": 0}
        found.setdefault(person.pk, none)
    return sorted(found.values(), key=lambda row: (-row["calls"], row["by__name"]))


def by_result(one: CallList) -> list[tuple[Any, int]]:
    """How the calls ended, in the order of the keys."""
    rows = Call.objects.standing().filter(entry__list=one).order_by().values_list("result")
    counted = dict(rows.annotate(count=models.Count("pk")))
    return [(what.title, counted[key]) for key, what in RESULTS.items() if key in counted]


def talking(one: CallList, member: Any) -> list[dict[str, Any]]:
    """Who is on the phone now and with whom; the client is named to those who may see him."""
    now = timezone.now()
    rows = one.entries.talking(now).select_related("held_by", "contact", "company").order_by("held_until")[:SHOWN]
    return [
        {"member": entry.held_by, "client": entry.client if member.may("view", entry.client) else None}
        for entry in rows
    ]


def next_hour(one: CallList, member: Any) -> datetime | None:
    """When the first of those to be tried again may be called."""
    rows = one.entries.waiting().callable_by(member).filter(next_at__gt=timezone.now())
    return rows.aggregate(first=models.Min("next_at"))["first"]


def done_today(member: Any) -> int:
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Call.objects.standing().filter(by=member, at__gte=midnight, at__lt=midnight + timedelta(days=1))
    return len(rows.values_list("pk", flat=True)[:1000])


@dataclass
class Desk:
    """All that one needs before the eyes while calling."""

    entry: CallEntry
    who: Callee
    left: int
    notes: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    @property
    def client(self) -> Any:
        return self.who.place


def desk(entry: CallEntry, member: Any) -> Desk:
    """In at most eight queries. `who` raises as every card does."""
    thing, pk = ("contact", entry.contact_id) if entry.contact_id else ("company", entry.company_id)
    who = callee(thing, pk or 0, member)
    waiting = entry.list.entries.waiting().callable_by(member)
    found = Desk(entry, who, left=waiting.count())
    found.notes = list(_notes(who.place))
    found.links = _links(who.place, member)
    return found


def _notes(card: Any) -> list[str]:
    rows = Note.objects.filter(place_type=card.thing, place_id=card.pk, trashed_at=None)
    return [text[:300] for text in rows.order_by("-created_at").values_list("text", flat=True)[:NOTES]]


def _links(card: Any, member: Any) -> list[Link]:
    """Where the person works, or who works there, as far as the member may know."""
    other = "company" if card.thing == "contact" else "contact"
    rows = card.links.filter(**{f"{other}__trashed_at": None}).select_related(other)[:5]
    found = []
    for link in rows:
        link.other = getattr(link, other)
        if member.may("view", link.other):
            found.append(link)
    return found
