"""«Планёрка»: what each one did on the last working day, what lies open at his place now, and how his month goes.

Ten grouped queries whatever the size. Each number is defined once, as the rows it counts: `rows_of` opens the same.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models.functions import Greatest

from vatman.deals.filters import awake
from vatman.deals.models import Deal, Pipeline, Stage
from vatman.events.models import Event
from vatman.tasks.calling.results import RESULTS
from vatman.tasks.models import Call, Task
from vatman.team.models import Member
from vatman.team.rights import Scope

from ..models import Plan
from ..workdays import Month, Span, month_of
from .pace import Pace

SILENT = timedelta(days=7)  # without a word or a deed on a deal in hand
WON, LOST = models.Q(state=Stage.Kind.WON), models.Q(state=Stage.Kind.LOST)
QUOTED = models.Q(
    moves__was__key="send_quote", moves__stage__position__gt=models.F("moves__was__position")
) & ~models.Q(moves__stage__kind=Stage.Kind.LOST)
OF_TASKS = {"meetings": models.Q(kind=Task.Kind.MEETING), "done": models.Q()}
REACHED = models.Q(result__in=[one.key for one in RESULTS.values() if one.reached])


@dataclass
class Line:
    """One member, or with None what nobody has: column's key → count or sum."""

    member: Member | None
    numbers: Counter[str] = field(default_factory=Counter)
    hand: int = 0  # deals he works on
    pace: Pace | None = None
    entered_at: Any = None

    @property
    def is_empty(self) -> bool:
        return not any(self.numbers.values())


@dataclass(frozen=True)
class Planning:
    """What is counted: the deals and tasks of those whose report `viewer` may see, as far as he may see them."""

    viewer: Any
    span: Span
    today: date

    @cached_property
    def people(self) -> list[Member]:
        """Whose report the viewer may see, those who left too."""
        scope = self.viewer.scope("view", "report")
        rows = Member.objects.select_related("role", "department")
        if scope != Scope.ALL:
            rows = rows.filter(pk__in=[self.viewer.pk] if scope == Scope.OWN else self.viewer.colleagues)
        return list(rows.order_by("department__name", "name", "pk"))

    @cached_property
    def month(self) -> Month:
        return month_of(self.today, self.today)

    @property
    def currency(self) -> str:
        return self.viewer.organisation.currency

    def deals(self) -> models.QuerySet:
        return Deal.objects.visible_to(self.viewer).reached_by(self.viewer, self.viewer.scope("view", "report"))

    def tasks(self) -> models.QuerySet:
        """Owners are named one by one: so their own index is read, not all tasks there are."""
        return Task.objects.visible_to(self.viewer).filter(owner__in=[one.pk for one in self.people])

    def called(self) -> models.QuerySet:
        rows = Call.objects.visible_to(self.viewer).standing().filter(by__in=[one.pk for one in self.people])
        return rows.filter(at__gte=self.span.start, at__lt=self.span.end)

    def done(self) -> models.QuerySet:
        return self.tasks().filter(done_at__gte=self.span.start, done_at__lt=self.span.end)

    def begun(self) -> models.QuerySet:
        return self.deals().filter(started_on__gte=self.span.since, started_on__lte=self.span.until)

    def moved(self) -> models.QuerySet:
        """With one row for each of its moves, a birth aside."""
        of_time = {"moves__at__gte": self.span.start, "moves__at__lt": self.span.end}
        return self.deals().filter(moves__stage__in=Stage.objects.values("pk"), moves__was__isnull=False, **of_time)

    def closed(self, since: date, until: date) -> models.QuerySet:
        rows = self.deals().exclude(state=Stage.Kind.OPEN).filter(pipeline__in=Pipeline.objects.values("pk"))
        return rows.filter(closed_on__gte=since, closed_on__lte=until)

    def paid(self) -> models.QuerySet:
        """With one row for each payment."""
        return self.deals().filter(payments__paid_on__gte=self.span.since, payments__paid_on__lte=self.span.until)

    def in_hand(self) -> models.QuerySet:
        return self.deals().filter(awake(self.today), state=Stage.Kind.OPEN)

    def silent(self) -> models.QuerySet:
        """In hand for a week, and no person has done or written anything on them in it."""
        since = self.today - SILENT
        deeds = Event.objects.filter(place_type="deal", place_id=models.OuterRef("pk"), actor__isnull=False)
        deeds = deeds.filter(at__gte=Span(since, since).start).exclude(origin__startswith="import:")
        return self.in_hand().filter(~models.Exists(deeds), started_on__lte=since)

    def rows_of(self, number: str, owner: int | None) -> models.QuerySet:
        """The deals, tasks or calls behind one number of one line; `owner` None is nobody."""
        day = (self.span.since, self.span.until)
        rows = {
            "meetings": lambda: self.done().filter(OF_TASKS["meetings"]),
            "done": self.done,
            "calls": self.called,
            "reached": lambda: self.called().filter(REACHED),
            "late": lambda: self.tasks().overdue(),
            "requests": self.begun,
            "moved": lambda: self._once(self.moved()),
            "quotes": lambda: self._once(self.moved().filter(QUOTED)),
            "won": lambda: self.closed(*day).filter(WON),
            "lost": lambda: self.closed(*day).filter(LOST),
            "stepless": lambda: self.in_hand().filter(next_step_at=None),
            "silent": self.silent,
            "paid": lambda: self._once(self.paid()),
        }[number]()
        return rows.filter(**{"by" if rows.model is Call else "owner": owner})

    def _once(self, rows: models.QuerySet) -> models.QuerySet:
        return self.deals().filter(pk__in=rows.order_by().values("pk"))


def lines(planning: Planning) -> list[Line]:
    """A line for each who sells, and for whoever else has something to tell; nobody's deals last."""
    known = {one.pk: Line(one) for one in planning.people}
    nobody = Line(None, pace=Pace(planning.month, None, Decimal(0)))
    for row in _counted(planning):
        line = nobody if (pk := row.pop("owner")) is None else known.get(pk)
        if line is None:
            continue
        line.hand += row.pop("hand", 0)
        line.numbers.update({key: value or 0 for key, value in row.items() if key != "fact"})
        if "fact" in row:
            line.pace = Pace(planning.month, None, row["fact"] or Decimal(0))
    _plan(planning, known)
    _entered(known)
    return [line for line in known.values() if _is_spoken_of(line)] + ([] if nobody.is_empty else [nobody])


def _counted(planning: Planning) -> list[dict[str, Any]]:
    span, month = planning.span, planning.month
    in_span = models.Q(closed_on__gte=span.since, closed_on__lte=span.until)
    in_month = models.Q(closed_on__gte=month.start, closed_on__lte=month.end)
    ours = models.Q(currency=planning.currency)
    closed = planning.closed(min(span.since, month.start), max(span.until, month.end))
    count = models.Count("pk")
    asked = [
        planning.called()
        .order_by()
        .values(owner=models.F("by"))
        .annotate(calls=count, reached=models.Count("pk", filter=REACHED)),
        _by_owner(planning.done(), **{key: models.Count("pk", filter=where) for key, where in OF_TASKS.items()}),
        _by_owner(planning.tasks().overdue(), late=count),
        _by_owner(planning.begun(), requests=count),
        _by_owner(
            planning.moved(),
            moved=models.Count("pk", distinct=True),
            quotes=models.Count("pk", distinct=True, filter=QUOTED),
        ),
        _by_owner(
            closed,
            won=models.Count("pk", filter=in_span & WON),
            lost=models.Count("pk", filter=in_span & LOST),
            won_sum=models.Sum("amount", filter=in_span & WON & ours),
            fact=models.Sum("amount", filter=in_month & WON & ours),
        ),
        _by_owner(planning.paid().filter(ours), paid=models.Sum("payments__amount")),
        _by_owner(planning.in_hand(), hand=count, stepless=models.Count("pk", filter=models.Q(next_step_at=None))),
        _by_owner(planning.silent(), silent=count),
    ]
    return [row for rows in asked for row in rows]


def _by_owner(rows: models.QuerySet, **numbers: Any) -> models.QuerySet:
    return rows.order_by().values("owner").annotate(**numbers)


def _plan(planning: Planning, known: dict[int, Line]) -> None:
    plans = Plan.objects.visible_to(planning.viewer).of_month(planning.today).exclude(amount=None)
    wanted = dict(plans.values_list("member", "amount"))
    for pk, line in known.items():
        fact = line.pace.fact if line.pace else Decimal(0)
        line.pace = Pace(planning.month, wanted.get(pk), fact)


def _entered(known: dict[int, Line]) -> None:
    """When each was last here: by his sessions, or by the last time he gave his password."""
    rows = Member.objects.filter(pk__in=known).annotate(seen=models.Max("usersession__last_seen_at"))
    for pk, at in rows.values_list("pk", Greatest("seen", "last_login")):
        known[pk].entered_at = at


def _is_spoken_of(line: Line) -> bool:
    """Whoever sells, also if he did nothing yesterday; of who does not, only what there is to tell of deals or a plan."""
    member = line.member
    if line.pace and (line.pace.plan or line.pace.fact):
        return True
    if member is None or not member.may("edit", "deal"):
        return False
    return sells(member, line.hand) or not line.is_empty


def sells(member: Member, hand: int) -> bool:
    """A manager by his role, or one who has deals in hand."""
    return member.is_active and bool(hand or member.role.key == "manager")


def absent(found: list[Line], since: Any) -> list[Line]:
    """Who works here and has not come in since that moment."""
    here = [line for line in found if line.member and line.member.is_active]
    return [line for line in here if line.entered_at is None or line.entered_at < since]
