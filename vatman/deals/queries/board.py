"""What the board shows: one grouped query for every number on it, one for the first cards of all its columns."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum, Value, prefetch_related_objects
from django.utils import timezone
from django.utils.safestring import SafeString

from vatman.web import cursors

from ..cards import Pen
from ..filters import BoardFilter, late
from ..models import Deal, Pipeline, Stage

FIRST = 25
MOST = 200
NEEDED = (
    "title", "amount", "currency", "stage_id", "state", "owner__name", "company__name", "company__legal_form",
    "contact__last_name", "contact__first_name", "contact__middle_name", "loss_reason__name", "closed_on", "sleeps_until",
    "stage_since", "rots_on", "next_step_id", "next_step_at", "next_step_title", "next_step_timed", "attention_at",
)  # fmt: skip
ORDER: dict[str, tuple[str, str]] = {
    Stage.Kind.OPEN: ("attention_at", "pk"),
    Stage.Kind.WON: ("-closed_on", "-pk"),
    Stage.Kind.LOST: ("-closed_on", "-pk"),
}


@dataclass
class Totals:
    """Of one stage or of several. `other` holds sums in currencies besides the company's own."""

    count: int = 0
    amount: Decimal = Decimal(0)
    weighted: Decimal = Decimal(0)
    late: int = 0
    none: int = 0
    stuck: int = 0
    other: dict[str, Decimal] = field(default_factory=dict)

    def __add__(self, more: "Totals") -> "Totals":
        other = {
            name: self.other.get(name, Decimal(0)) + more.other.get(name, Decimal(0))
            for name in {*self.other, *more.other}
        }
        names = ("count", "amount", "weighted", "late", "none", "stuck")
        return Totals(**{name: getattr(self, name) + getattr(more, name) for name in names}, other=other)


@dataclass
class Column:
    stage: Stage
    totals: Totals
    cards: list[SafeString] = field(default_factory=list)
    next: str | None = None
    folded: bool = False


@dataclass
class Board:
    pipeline: Pipeline
    filter: BoardFilter
    columns: list[Column]

    @property
    def totals(self) -> Totals:
        """Of the work in hand."""
        return sum((column.totals for column in self.columns if column.stage.is_open), Totals())


def pipelines() -> list[Pipeline]:
    """All there are, in their order, each with its stages at hand; one query, for every pipeline has stages."""
    stages = Stage.objects.living().filter(pipeline__archived_at=None).select_related("pipeline")
    found: dict[int, Pipeline] = {}
    for stage in stages.order_by("pipeline__position", "pipeline", "position", "pk"):
        pipeline = found.setdefault(stage.pipeline_id, stage.pipeline)
        pipeline.__dict__.setdefault("at_hand", []).append(stage)
        stage.pipeline = pipeline
    return list(found.values())


def stages_of(pipeline: Pipeline) -> list[Stage]:
    """Open ones in their order, then won, then lost."""
    return in_order(pipeline.__dict__.get("at_hand") or pipeline.stages.living())


def in_order(stages: Iterable[Stage]) -> list[Stage]:
    return sorted(stages, key=lambda stage: (list(Stage.Kind.values).index(stage.kind), stage.position, stage.pk))


def month_start() -> date:
    return timezone.localdate().replace(day=1)


def column_rows(member: Any, filter_: BoardFilter, stage: Stage) -> QuerySet:
    """All deals of one column, unordered. Closed columns hold this month's."""
    rows = filter_.narrow(Deal.objects.visible_to(member).filter(stage=stage))
    return (
        filter_.awake(rows)
        if stage.is_open
        else rows.exclude(state=Stage.Kind.OPEN).filter(closed_on__gte=month_start())
    )


def totals(member: Any, filter_: BoardFilter, pipeline: Pipeline, stages: list[Stage]) -> dict[int, Totals]:
    """Stage → its numbers. Two halves of one query, each answered by its own covering index."""
    rows = filter_.narrow(Deal.objects.visible_to(member).filter(pipeline=pipeline)).order_by()
    opened = filter_.awake(rows).values("stage", "currency").annotate(**_counted(timezone.now()))
    closed = rows.exclude(state=Stage.Kind.OPEN).filter(closed_on__gte=month_start())
    closed = closed.values("stage", "currency").annotate(**_counted(None))
    found = {stage.pk: Totals() for stage in stages}
    chances = {stage.pk: stage.probability for stage in stages}
    own = member.organisation.currency
    for row in opened.union(closed, all=True):
        if row["stage"] in found:
            found[row["stage"]] += _of_row(row, chances[row["stage"]], own)
    return found


def _counted(now: Any) -> dict[str, Any]:
    """Rows, not keys, are counted: the key does not stand in the index. Of closed deals (no `now`) only how many and how much."""
    if now is None:
        return {"count": Count("*"), "total": Sum("amount"), **{name: Value(0) for name in ("late", "none", "stuck")}}
    return {
        "count": Count("*"),
        "total": Sum("amount"),
        "late": Count(Value(1), filter=late(now)),
        "none": Count(Value(1), filter=Q(next_step_at=None)),
        "stuck": Count(Value(1), filter=Q(rots_on__lte=timezone.localdate(now))),
    }


def _of_row(row: dict[str, Any], chance: int, own: str) -> Totals:
    amount, numbers = row["total"] or Decimal(0), {name: row[name] for name in ("count", "late", "none", "stuck")}
    if row["currency"] != own:
        return Totals(**numbers, other={row["currency"]: amount} if amount else {})
    return Totals(**numbers, amount=amount, weighted=amount * chance / 100)


def board(member: Any, filter_: BoardFilter, pipeline: Pipeline) -> Board:
    stages = stages_of(pipeline)
    numbers = totals(member, filter_, pipeline, stages)
    columns = [Column(stage, numbers[stage.pk], folded=stage.kind == Stage.Kind.LOST) for stage in stages]
    _fill(member, filter_, [column for column in columns if not column.folded and column.totals.count])
    return Board(pipeline, filter_, columns)


def _fill(member: Any, filter_: BoardFilter, columns: list[Column]) -> None:
    """The first cards of every column: their keys at once, then the cards at once."""
    parts = [_ordered(member, filter_, column.stage).values_list("pk", flat=True)[: FIRST + 1] for column in columns]
    if not parts:
        return
    ids = list(parts[0].union(*parts[1:], all=True)) if len(parts) > 1 else list(parts[0])
    pen, by_stage = Pen(member, filter_.query), dict[int, list[Deal]]()
    for deal in _whole(Deal.objects.filter(pk__in=ids)):
        by_stage.setdefault(deal.stage_id, []).append(deal)
    for column in columns:
        order = ORDER[column.stage.kind]
        deals = sorted(by_stage.get(column.stage.pk, []), key=lambda deal: _key(deal, order))
        column.cards = [pen.draw(deal, column.stage) for deal in deals[:FIRST]]
        column.next = _cursor(deals[FIRST - 1], order) if len(deals) > FIRST else None


def _ordered(member: Any, filter_: BoardFilter, stage: Stage) -> QuerySet:
    return column_rows(member, filter_, stage).order_by(*ORDER[stage.kind])


def _key(deal: Deal, order: tuple[str, str]) -> tuple[Any, int]:
    if order[0] == "attention_at":
        return deal.attention_at, deal.pk
    return -deal.closed_on.toordinal(), -deal.pk


def _cursor(deal: Deal, order: tuple[str, str]) -> str:
    return cursors.encode([getattr(deal, term.lstrip("-")) for term in order])


def _whole(rows: QuerySet) -> list[Deal]:
    deals = list(rows.select_related("owner", "company", "contact", "loss_reason").only(*NEEDED))
    nameless = [deal.contact for deal in deals if deal.contact and not deal.company_id and not deal.contact.full_name]
    prefetch_related_objects(nameless, "ways")
    return deals


def column(member: Any, filter_: BoardFilter, stage: Stage, *, cursor: str = "", limit: int = FIRST) -> Column:
    """The cards of one column from the cursor on; its totals are not counted."""
    rows = column_rows(member, filter_, stage)
    rows = rows.select_related("owner", "company", "contact", "loss_reason").only(*NEEDED)
    page = cursors.page(rows, ORDER[stage.kind], cursor=cursor, limit=min(limit, MOST))
    prefetch_related_objects(
        [deal.contact for deal in page.items if deal.contact and not deal.contact.full_name], "ways"
    )
    pen = Pen(member, filter_.query)
    return Column(stage, Totals(), [pen.draw(deal, stage) for deal in page.items], page.next)


def cards(member: Any, filter_: BoardFilter, stages: list[Stage], ids: list[int]) -> dict[int, SafeString]:
    """Those of the deals that stand on this board under this filter, each with its card."""
    of = {stage.pk: stage for stage in stages}
    rows = filter_.narrow(Deal.objects.visible_to(member).filter(pk__in=ids, stage__in=of))
    closed = rows.exclude(state=Stage.Kind.OPEN).filter(closed_on__gte=month_start())
    shown = filter_.awake(rows).values("pk").union(closed.values("pk"))
    pen = Pen(member, filter_.query)
    return {deal.pk: pen.draw(deal, of[deal.stage_id]) for deal in _whole(Deal.objects.filter(pk__in=shown))}
