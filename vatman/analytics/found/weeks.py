"""What came back of what was handed out, week by week, and what it brought.

A deal has come back when people moved it on, not to a loss, after it was handed out; a regular when a new deal of his began.
It has brought its sum when it was won after that. Each deal is counted once, however often it was handed out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils import timezone

from vatman.team.models import Organisation

from ..models import FoundDeal
from ..models.found import seen_deals
from .sql import named, positional

WEEKS = 8
WEEK = timedelta(days=7)
BACK = """WITH seen AS NOT MATERIALIZED (SEEN),
items AS (SELECT item.id, item.heap, item.since, handout.at, item.deal_id, item.task_id FROM analytics_founddeal AS item
    JOIN analytics_handout AS handout ON handout.id = item.handout_id AND handout.undone_at IS NULL WHERE item.deal_id IN (SELECT id FROM seen)),
clients AS (SELECT last.company_id, CASE WHEN last.company_id IS NULL THEN last.contact_id END AS contact_id, min(items.since) AS since, max(last.id) AS last
    FROM items JOIN seen AS last ON last.id = items.deal_id WHERE items.heap = 'regulars' GROUP BY 1, 2),
anew AS (SELECT seen.*, clients.since FROM clients JOIN seen ON seen.company_id = clients.company_id
    WHERE seen.id > clients.last AND seen.started_on >= clients.since
    UNION ALL SELECT seen.*, clients.since FROM clients JOIN seen ON seen.contact_id = clients.contact_id
    WHERE clients.company_id IS NULL AND seen.id > clients.last AND seen.started_on >= clients.since),
dealt AS (SELECT deal_id, min(at) AS at, min(since) AS since FROM items WHERE heap <> 'regulars' GROUP BY deal_id),
told AS (
    SELECT 'back' AS what, dealt.deal_id, (min(move.at) AT TIME ZONE %(zone)s)::date AS day, NULL::numeric AS amount
    FROM dealt JOIN deals_stagemove AS move ON move.deal_id = dealt.deal_id AND move.at > dealt.at AND move.origin NOT LIKE 'import:%%'
    JOIN deals_stage AS stage ON stage.id = move.stage_id AND stage.kind <> 'lost' JOIN deals_stage AS was ON was.id = move.was_id
    WHERE stage.position > was.position OR stage.kind = 'won' OR stage.pipeline_id <> was.pipeline_id GROUP BY dealt.deal_id
    UNION ALL SELECT 'back', id, started_on, NULL FROM anew
    UNION ALL SELECT 'won', seen.id, seen.closed_on, CASE WHEN seen.currency = %(currency)s THEN seen.amount END
    FROM dealt JOIN seen ON seen.id = dealt.deal_id WHERE seen.state = 'won' AND seen.closed_on >= dealt.since
    UNION ALL SELECT 'won', id, closed_on, CASE WHEN currency = %(currency)s THEN amount END FROM anew WHERE state = 'won' AND closed_on >= since
    UNION ALL SELECT 'done', items.deal_id, (task.done_at AT TIME ZONE %(zone)s)::date, NULL FROM items
    JOIN tasks_task AS task ON task.id = items.task_id AND task.done_at IS NOT NULL),
once AS (SELECT DISTINCT what, deal_id, date_trunc('week', day)::date AS week, amount FROM told WHERE day >= %(start)s AND day < %(end)s)
SELECT week, count(*) FILTER (WHERE what = 'done'), count(*) FILTER (WHERE what = 'back'), count(*) FILTER (WHERE what = 'won'),
    coalesce(sum(amount), 0) FROM once GROUP BY week ORDER BY week DESC"""
TOLD = ("started_on", "closed_on", "state", "amount", "currency", "company_id", "contact_id")


@dataclass(frozen=True)
class Week:
    """By its Monday: deals worked, come back, won, and the sum they brought in the company's currency."""

    start: date
    done: int = 0
    back: int = 0
    won: int = 0
    brought: Decimal = Decimal(0)

    @property
    def end(self) -> date:
        return self.start + timedelta(days=6)

    def __bool__(self) -> bool:
        return bool(self.done or self.back or self.won)


def monday(day: date | None = None) -> date:
    day = day or timezone.localdate()
    return day - timedelta(days=day.weekday())


def weeks(viewer: Any, count: int = WEEKS, until: date | None = None) -> list[Week]:
    """The last weeks up to that of the day `until`, newest first, those in which nothing happened too; none before the first handout."""
    last = monday(until)
    first = last - (count - 1) * WEEK
    known = {week.start: week for week in _asked(viewer, first, last + WEEK)}
    begun = FoundDeal.objects.visible_to(viewer).standing().order_by("since").values_list("since", flat=True).first()
    if begun is None:
        return []
    starts = [last - place * WEEK for place in range(count) if last - place * WEEK >= monday(begun)]
    return [known.get(start) or Week(start) for start in starts]


def week(viewer: Any, start: date) -> Week:
    """One week by its Monday."""
    return next(iter(_asked(viewer, start, start + WEEK)), Week(start))


def _asked(viewer: Any, start: date, end: date) -> Iterator[Week]:
    seen, names = named(seen_deals(viewer), "id", *TOLD)
    values = {
        "zone": timezone.get_current_timezone_name(),
        "currency": Organisation.get().currency,
        "start": start,
        "end": end,
    }
    with connection.cursor() as cursor:
        cursor.execute(*positional(BACK.replace("SEEN", seen), {**names, **values}))
        return iter([Week(*row) for row in cursor.fetchall()])
