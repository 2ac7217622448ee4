"""What the screens of tasks read."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone

from vatman.clients.models import Company, Contact
from vatman.deals.models import Deal
from vatman.records.models import Note
from vatman.team.models import Member

from .models import Task

SHOWN = 50  # rows of one section; the rest is behind a link


@dataclass
class Line:
    """One row of My day: a task, or a deal that has none. `why` says why it stands here."""

    deal: Deal | None
    task: Task | None = None
    why: str = ""
    last_note: str = ""
    phone: str = ""
    client: Any = None
    url: str = ""

    @property
    def key(self) -> str:
        return f"task-{self.task.pk}" if self.task else f"deal-{self.deal.pk if self.deal else 0}"


@dataclass
class Section:
    key: str
    lines: list[Line] = field(default_factory=list)
    more: bool = False

    @property
    def at_stake(self) -> Decimal:
        """Sums of the deals, each counted once."""
        return sum(
            {line.deal.pk: line.deal.amount or Decimal(0) for line in self.lines if line.deal}.values(), Decimal(0)
        )


@dataclass
class Day:
    member: Member
    burning: Section
    today: Section
    stepless: Section
    stuck: Section
    counts: dict[str, int]

    @property
    def sections(self) -> list[Section]:
        return [section for section in (self.burning, self.today, self.stepless, self.stuck) if section.lines]


def my_day(viewer: Member, member: Member) -> Day:
    """The day of `member` as far as `viewer` may see it: what burns, today by time, then deals nobody thinks of."""
    tasks = with_cards(Task.objects.visible_to(viewer).filter(owner=member))
    now, today = timezone.now(), timezone.localdate()
    late = tasks.overdue(now).order_by("due_on", models.F("due_at").asc(nulls_last=True), "pk")
    rest = (
        tasks.open()
        .filter(due_on=today)
        .exclude(due_at__lt=now)
        .order_by(models.F("due_at").asc(nulls_last=True), "pk")
    )
    deals = (
        Deal.objects.visible_to(viewer).filter(owner=member, state="open").select_related("stage", "company", "contact")
    )
    awake = deals.filter(models.Q(sleeps_until=None) | models.Q(sleeps_until__lte=today))
    by_size = (models.F("amount").desc(nulls_last=True), "pk")
    stepless = awake.filter(next_step_at=None).order_by(*by_size)
    stuck = (
        awake.filter(next_step_at__isnull=False, rots_on__lte=today).exclude(next_step_at__lt=now).order_by(*by_size)
    )
    day = Day(
        member, _section("burning", late, viewer), _section("today", rest, viewer), _section("stepless", stepless, viewer), _section("stuck", stuck, viewer),
        counts=day_counts(viewer, member),
    )  # fmt: skip
    _add_notes_and_phones([line for section in day.sections for line in section.lines], viewer)
    return day


def with_cards(tasks: models.QuerySet) -> models.QuerySet:
    return tasks.select_related("deal__stage", "deal__company", "deal__contact", "contact", "company", "owner")


def day_counts(viewer: Member, member: Member) -> dict[str, int]:
    """late, today (still open), done today — one query over the member's own open and today's done tasks."""
    now, today = timezone.now(), timezone.localdate()
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    late = models.Q(due_at__lt=now) | models.Q(due_at=None, due_on__lt=today)
    opened = models.Q(done_at=None, due_on__lte=today)
    done = models.Q(done_at__gte=midnight, done_at__lt=midnight + timedelta(days=1))
    mine = Task.objects.visible_to(viewer).filter(opened | done, owner=member)
    return mine.aggregate(
        late=models.Count("pk", filter=opened & late),
        today=models.Count("pk", filter=opened & ~late & models.Q(due_on=today)),
        done=models.Count("pk", filter=done),
    )


def burning_count(member: Member, most: int = 100) -> int:
    """How many of the member's own tasks burn; counting stops at `most`."""
    return len(Task.objects.filter(owner=member).overdue().values_list("pk", flat=True)[:most])


def people_overdue(viewer: Member) -> list[Any]:
    """For a head: whose tasks are late and how many; one grouped query, the worst first."""
    if viewer.scope("view", "task") not in ("department", "all"):
        return []
    rows = Task.objects.visible_to(viewer).overdue().exclude(owner=viewer).exclude(owner=None)
    counted = rows.values("owner", "owner__name").annotate(late=models.Count("pk"), oldest=models.Min("due_on"))
    return list(counted.order_by("-late", "owner__name")[:20])


def _section(key: str, rows: models.QuerySet, viewer: Member) -> Section:
    found = list(rows[: SHOWN + 1])
    return Section(key, [_line(row, viewer) for row in found[:SHOWN]], more=len(found) > SHOWN)


def _line(row: Any, viewer: Member) -> Line:
    """Of a deal that is not for the viewer only the client's name stands beside his task."""
    if not isinstance(row, Task):
        return Line(deal=row, client=row.client, url=row.get_absolute_url())
    show_cards([row], viewer)
    return Line(task=row, deal=row.shown_deal, client=row.client, url=row.shown_url)


def show_cards(tasks: Iterable[Any], viewer: Member) -> None:
    """Gives each task the deal and the page that the viewer may open: `shown_deal`, `shown_url`. Asks the database nothing."""
    for task in tasks:
        seen = task.place is task or viewer.may("view", task.place)
        task.shown_deal = task.deal if seen else None
        task.shown_url = task.get_absolute_url() if seen else reverse("task", args=[task.pk])


def _add_notes_and_phones(lines: list[Line], viewer: Member) -> None:
    cards = {line.key: _cards(line) for line in lines}
    notes = _last_notes({card for pairs in cards.values() for card in pairs}, viewer)
    phones = _phones({card for pairs in cards.values() for card in pairs}, viewer)
    for line in lines:
        line.last_note = next((notes[card] for card in cards[line.key] if card in notes), "")
        line.phone = next((phones[card] for card in cards[line.key] if card in phones), "")


def _cards(line: Line) -> list[tuple[str, int]]:
    """The line's deal, person and firm, nearest first."""
    holder: Any = line.deal or line.task
    found = [("deal", line.deal.pk)] if line.deal else []
    return found + [
        (name, getattr(holder, f"{name}_id")) for name in ("contact", "company") if getattr(holder, f"{name}_id", None)
    ]


def _last_notes(cards: Iterable[tuple[str, int]], viewer: Member) -> dict[tuple[str, int], str]:
    """Of the cards that the viewer may see: a task may stand on one that is not for him."""
    where = models.Q(pk__in=[])
    for thing, model in {"deal": Deal, "contact": Contact, "company": Company}.items():
        if ids := [pk for name, pk in cards if name == thing]:
            seen = model.objects.visible_to(viewer).filter(pk__in=ids)
            where |= models.Q(place_type=thing, place_id__in=seen.values("pk"))
    latest = (
        Note.objects.filter(where, trashed_at=None)
        .order_by("place_type", "place_id", "-created_at")
        .distinct("place_type", "place_id")
    )
    return {(note.place_type, note.place_id): note.text[:160] for note in latest}


def _phones(cards: Iterable[tuple[str, int]], viewer: Member) -> dict[tuple[str, int], str]:
    """The first good phone of each visible person or firm whose phones the viewer may see."""
    from vatman.clients.models import Way

    found: dict[tuple[str, int], str] = {}
    where = models.Q(pk__in=[])
    for name, model in {"contact": Contact, "company": Company}.items():
        if ids := [pk for thing, pk in cards if thing == name]:
            reach = (
                model.objects.visible_to(viewer)
                .reached_by(viewer, viewer.scope("contacts", name))
                .filter(pk__in=ids)
                .values("pk")
            )
            where |= models.Q(**{f"{name}__in": reach})
    for way in Way.objects.filter(where, channel="phone", wrong=False):
        found.setdefault(way.spot, way.value)
    return found


def open_tasks_of(card: Any, viewer: Member, most: int = 30) -> list[Task]:
    """What is planned on one card, due first."""
    tasks = Task.objects.visible_to(viewer).open().filter(**{card.thing: card})
    return list(with_cards(tasks).order_by("due_on", models.F("due_at").asc(nulls_last=True), "pk")[:most])
