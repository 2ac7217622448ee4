"""My day: what burns, today by time, then deals nobody thinks of."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone

from vatman.clients.models import Company, Contact, Way
from vatman.deals.models import Deal
from vatman.records.models import Note
from vatman.team.models import Member

from ..models import Task
from .tasks import show_cards

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
    may_plan: bool = False  # a step where there is none
    call_on: Any = None  # the card a call from here is written on, if one may

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
    """The day of `member` as far as `viewer` may see it. In at most seven queries of few joins: a join is slow to plan."""
    tasks = _due(viewer, member)
    silent = _bring_deals(tasks, viewer, member)
    for name, model in {"contact": Contact, "company": Company}.items():
        _bring(tasks, name, model.objects.in_bulk({pk for task in tasks if (pk := getattr(task, f"{name}_id"))}))
    day = Day(
        member,
        _section("burning", [task for task in tasks if task.is_late], viewer),
        _section("today", [task for task in tasks if not task.is_late], viewer),
        _section("stepless", [deal for deal in silent if deal.lacks_step], viewer),
        _section("stuck", [deal for deal in silent if _is_stuck(deal)], viewer),
        counts=day_counts(viewer, member),
    )
    _add_notes_and_phones([line for section in day.sections for line in section.lines], viewer)
    return day


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


def _due(viewer: Member, member: Member) -> list[Task]:
    """What is late and what is due today, by day and hour; of each as many as are shown, and one more."""
    now, today = timezone.now(), timezone.localdate()
    by_time = ("due_on", models.F("due_at").asc(nulls_last=True), "pk")
    tasks = Task.objects.visible_to(viewer).filter(owner=member)
    rest = tasks.open().filter(due_on=today).exclude(due_at__lt=now)
    both = tasks.overdue(now).order_by(*by_time)[: SHOWN + 1].union(rest.order_by(*by_time)[: SHOWN + 1], all=True)
    return sorted(both, key=lambda task: (task.due_on, task.due_at is None, task.due_at or now, task.pk))


def _bring_deals(tasks: list[Task], viewer: Member, member: Member) -> list[Deal]:
    """Gives the tasks their deals; returns the member's deals without a step and those that are stuck, the largest first."""
    now, today = timezone.now(), timezone.localdate()
    mine = Deal.objects.visible_to(viewer).filter(owner=member, state="open")
    awake = mine.filter(models.Q(sleeps_until=None) | models.Q(sleeps_until__lte=today))
    stuck = awake.filter(next_step_at__gte=now, rots_on__lte=today)
    largest = (models.F("amount").desc(nulls_last=True), "pk")
    silent = [rows.order_by(*largest).values("pk")[: SHOWN + 1] for rows in (awake.filter(next_step_at=None), stuck)]
    named = Deal.objects.filter(pk__in={task.deal_id for task in tasks if task.deal_id}).values("pk")
    found = Deal.objects.select_related("stage", "company", "contact").filter(pk__in=silent[0].union(silent[1], named))
    deals = {deal.pk: deal for deal in found}
    _bring(tasks, "deal", deals)
    quiet = [deal for deal in deals.values() if deal.owner_id == member.pk and _is_silent(deal, viewer)]
    return sorted(quiet, key=lambda deal: (deal.amount is None, -(deal.amount or 0), deal.pk))


def _bring(tasks: list[Task], name: str, cards: dict[int, Any]) -> None:
    for task in tasks:
        setattr(task, name, cards.get(getattr(task, f"{name}_id")))


def _is_silent(deal: Deal, viewer: Member) -> bool:
    return not deal.trashed_at and viewer.may("view", deal) and (deal.lacks_step or _is_stuck(deal))


def _is_stuck(deal: Deal) -> bool:
    """Too long in its stage, though its next step is still ahead."""
    return deal.is_rotten and deal.next_step_at is not None and deal.next_step_at >= timezone.now()


def _section(key: str, found: list[Any], viewer: Member) -> Section:
    return Section(key, [_line(row, viewer) for row in found[:SHOWN]], more=len(found) > SHOWN)


def _line(row: Any, viewer: Member) -> Line:
    """Of a deal that is not for the viewer only the client's name stands beside his task."""
    if not isinstance(row, Task):
        may = viewer.may("edit", row)
        return Line(
            deal=row,
            client=row.client,
            url=row.get_absolute_url(),
            may_plan=may and viewer.may("create", "task"),
            call_on=row if may else None,
        )
    show_cards([row], viewer)
    place = row.place if row.place is not row and not row.place.trashed_at else None
    call_on = place if place and viewer.may("view", place) and viewer.may("edit", place) else None
    return Line(task=row, deal=row.shown_deal, client=row.client, url=row.shown_url, call_on=call_on)


def _add_notes_and_phones(lines: list[Line], viewer: Member) -> None:
    """Only from cards that the viewer may see: a task may stand on one that is not for him."""
    cards = {line.key: _cards(line) for line in lines}
    seen = {card for of_line in cards.values() for card in of_line if not card.trashed_at and viewer.may("view", card)}
    notes, phones = _last_notes(seen), _phones({card for card in seen if viewer.may("contacts", card)})
    for line in lines:
        keys = [(card.thing, card.pk) for card in cards[line.key]]
        line.last_note = next((notes[key] for key in keys if key in notes), "")
        line.phone = next((phones[key] for key in keys if key in phones), "")


def _cards(line: Line) -> list[Any]:
    """The line's deal, person and firm, nearest first; they came with the line."""
    holder: Any = line.deal or line.task
    return [card for card in (line.deal, holder.contact, holder.company) if card]


def _last_notes(cards: Iterable[Any]) -> dict[tuple[str, int], str]:
    """The newest note of each card. Ids are named one by one: an OR of subqueries would read every note there is."""
    where = models.Q(pk__in=[])
    for thing, ids in _by_thing(cards).items():
        where |= models.Q(place_type=thing, place_id__in=ids)
    latest = (
        Note.objects.filter(where, trashed_at=None)
        .order_by("place_type", "place_id", "-created_at")
        .distinct("place_type", "place_id")
        .values_list("place_type", "place_id", "text")
    )
    return {(thing, pk): text[:160] for thing, pk, text in latest}


def _phones(cards: Iterable[Any]) -> dict[tuple[str, int], str]:
    """The first good phone of each person or firm."""
    where = models.Q(pk__in=[])
    for thing, ids in _by_thing(card for card in cards if card.thing != "deal").items():
        where |= models.Q(**{f"{thing}__in": ids})
    found: dict[tuple[str, int], str] = {}
    for way in Way.objects.filter(where, channel="phone", wrong=False):
        found.setdefault(way.spot, way.value)
    return found


def _by_thing(cards: Iterable[Any]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for card in cards:
        found.setdefault(card.thing, []).append(card.pk)
    return found
