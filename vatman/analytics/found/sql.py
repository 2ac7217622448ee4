"""The heaps in SQL, over whatever deals somebody sees: `seen` is their query, so that no other row is ever counted.

An offer lies with the client in the stages told by the rules, else in those whose key says so, the better key of each pipeline.
A sign of life is a move, a task done, a call or a note. What an import wrote on the day of the import is none: it keeps the
file's own days. Heaps are told apart in the order of Heap; each deal lies in one.
"""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import models
from django.utils import timezone

from vatman.team.models import Organisation

from ..models import FoundRules

Values = dict[str, Any]
COLUMNS = (
    "id", "owner_id", "state", "amount", "currency", "company_id", "contact_id", "stage_id", "started_on", "closed_on",
    "sleeps_until", "next_step_at",
)  # fmt: skip
DONE_LATELY = 30  # days for which a regular who was asked is left alone

LIFE = """(EXISTS (SELECT FROM deals_stagemove WHERE deal_id = seen.id AND at >= %(DAY)s AND origin NOT LIKE 'import:%%')
    OR EXISTS (SELECT FROM tasks_task WHERE deal_id = seen.id AND done_at >= %(DAY)s)
    OR EXISTS (SELECT FROM tasks_call WHERE deal_id = seen.id AND at >= %(DAY)s AND taken_back_at IS NULL)
    OR EXISTS (SELECT FROM records_note WHERE place_type = 'deal' AND place_id = seen.id AND trashed_at IS NULL
        AND (origin = '' AND created_at >= %(DAY)s OR written_on >= %(DAY)s)))"""
QUIET = """greatest(seen.started_on,
    (SELECT max(at)::date FROM deals_stagemove WHERE deal_id = seen.id AND origin NOT LIKE 'import:%%'),
    (SELECT max(done_at)::date FROM tasks_task WHERE deal_id = seen.id),
    (SELECT max(at)::date FROM tasks_call WHERE deal_id = seen.id AND taken_back_at IS NULL),
    (SELECT max(coalesce(written_on, created_at::date)) FROM records_note WHERE place_type = 'deal' AND place_id = seen.id
        AND trashed_at IS NULL AND (origin = '' OR written_on IS NOT NULL)))"""
FOUND = f"""WITH seen AS NOT MATERIALIZED (SEEN),
passed AS (SELECT deal_id, min(meant_on) AS meant, min(due_on) AS due FROM tasks_task
    WHERE meant_on IS NOT NULL AND done_at IS NULL AND trashed_at IS NULL AND deal_id IS NOT NULL GROUP BY deal_id),
slept AS (SELECT DISTINCT line.deal_id FROM importing_importproblem AS problem JOIN importing_importrow AS line ON line.id = problem.line_id
    JOIN importing_import AS load ON load.id = problem.load_id WHERE problem.code = 'call_too_old' AND load.state = 'done' AND line.deal_id IS NOT NULL),
dealt AS (SELECT item.deal_id, item.heap, task.due_on, task.done_at FROM analytics_founddeal AS item
    JOIN analytics_handout AS handout ON handout.id = item.handout_id AND handout.undone_at IS NULL
    JOIN tasks_task AS task ON task.id = item.task_id AND task.trashed_at IS NULL AND (task.done_at IS NULL OR task.done_at > %(lately)s)),
waiting AS (SELECT deal_id FROM dealt WHERE done_at IS NULL AND due_on >= %(today)s UNION SELECT deal_id FROM passed WHERE due >= %(today)s),
lying AS (SELECT id FROM deals_stage AS stage WHERE kind = 'open' AND archived_at IS NULL AND CASE WHEN cardinality(%(offers)s::bigint[]) > 0
    THEN id = ANY(%(offers)s::bigint[]) ELSE key = 'quote_sent' OR key = 'send_quote' AND NOT EXISTS (SELECT FROM deals_stage AS better
        WHERE better.pipeline_id = stage.pipeline_id AND better.key = 'quote_sent' AND better.kind = 'open' AND better.archived_at IS NULL) END),
opened AS MATERIALIZED (SELECT seen.*, CASE
    WHEN next_step_at < %(forgotten)s AND (sleeps_until IS NULL OR sleeps_until <= %(today)s)
        OR id IN (SELECT deal_id FROM passed) OR sleeps_until > %(today)s AND id IN (SELECT deal_id FROM slept)
        OR id IN (SELECT deal_id FROM dealt WHERE heap = 'forgotten' AND done_at IS NULL) THEN 'forgotten'
    WHEN sleeps_until > %(today)s THEN NULL
    WHEN stage_id IN (SELECT id FROM lying) AND started_on < %(offer_day)s
        AND (next_step_at IS NULL OR next_step_at < %(morning)s OR id IN (SELECT deal_id FROM waiting))
        AND NOT {LIFE.replace("DAY", "offer")} THEN 'offers'
    WHEN amount >= %(big)s AND currency = %(currency)s AND started_on < %(silent_day)s AND NOT {LIFE.replace("DAY", "silent")} THEN 'big'
    END AS heap FROM seen WHERE state = 'open'),
won AS MATERIALIZED (SELECT id, owner_id, coalesce(company_id, -contact_id) AS client, closed_on, CASE WHEN currency = %(currency)s THEN amount END AS amount
    FROM seen WHERE state = 'won' AND closed_on IS NOT NULL),
often AS (SELECT client FROM won WHERE client IS NOT NULL GROUP BY client HAVING count(*) >= %(orders)s AND max(closed_on) >= %(oldest)s),
days AS (SELECT client, closed_on AS day, sum(amount) AS amount, max(id) AS id FROM won JOIN often USING (client) GROUP BY client, closed_on),
gaps AS (SELECT days.*, day - lag(day) OVER (PARTITION BY client ORDER BY day) AS gap FROM days),
habits AS (SELECT client, count(*) AS orders, max(day) AS last, percentile_cont(0.5) WITHIN GROUP (ORDER BY gap) AS usual,
    percentile_disc(0.5) WITHIN GROUP (ORDER BY amount) AS amount, (array_agg(id ORDER BY day DESC))[1] AS id
    FROM gaps GROUP BY client HAVING count(*) >= %(orders)s),
late AS (SELECT * FROM habits WHERE last + ceil(usual * %(slack)s)::int < %(today)s AND last + ceil(usual)::int + %(gone)s >= %(today)s
    AND client NOT IN (SELECT coalesce(company_id, -contact_id) FROM seen WHERE state = 'open' AND coalesce(company_id, contact_id) IS NOT NULL)
    AND id NOT IN (SELECT deal_id FROM dealt WHERE heap = 'regulars' AND done_at IS NOT NULL)),
found AS (SELECT seen.id, seen.owner_id, seen.heap, CASE WHEN seen.currency = %(currency)s THEN seen.amount END AS amount,
    seen.amount IS NOT NULL AND seen.currency <> %(currency)s AS other, seen.id IN (SELECT deal_id FROM waiting) AS given,
    CASE WHEN heap = 'big' THEN %(today)s - {QUIET} ELSE coalesce(CASE WHEN seen.currency = %(currency)s THEN seen.amount END, 0) END AS rank,
    NULL::int AS orders, NULL::date AS last, NULL::int AS usual FROM opened AS seen WHERE heap IS NOT NULL
    UNION ALL SELECT late.id, won.owner_id, 'regulars', late.amount, false, late.id IN (SELECT deal_id FROM waiting), coalesce(late.amount, 0),
    late.orders::int, late.last, ceil(late.usual)::int FROM late JOIN won ON won.id = late.id)
"""  # noqa: S608 our own words


def found_in(
    deals: models.QuerySet, ask: str, rules: FoundRules | None = None, *, currency: str = "", **more: Any
) -> tuple[str, list[Any]]:
    """SQL and its parameters: what `ask` selects from `found`, over these deals."""
    seen, names = named(deals, *COLUMNS)
    return positional(
        FOUND.replace("SEEN", seen) + ask, {**names, **values(rules or FoundRules.get(), currency), **more}
    )


def named(deals: models.QuerySet, *columns: str) -> tuple[str, Values]:
    """The SQL of these columns of these deals, its parameters under names of their own."""
    try:
        sql, params = deals.order_by().values(*columns).query.sql_with_params()
    except EmptyResultSet:  # nobody's report is for this member
        sql, params = deals.model.objects.filter(pk=0).values(*columns).query.sql_with_params()
    names = {f"seen{place}": value for place, value in enumerate(params)}
    return sql.replace("%%", "%%%%") % tuple(f"%({name})s" for name in names), names


def values(rules: FoundRules, currency: str = "") -> Values:
    """Days and sums that the rules mean today."""
    today = timezone.localdate()
    morning = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return {
        "today": today, "morning": morning, "forgotten": morning - timedelta(days=rules.forgotten_days), "offer": morning - timedelta(days=rules.offer_days),
        "silent": morning - timedelta(days=rules.silent_days), "big": rules.big_from, "currency": currency or Organisation.get().currency,
        "offers": rules.offer_stages, "orders": rules.orders, "slack": 1 + rules.grace / 100, "gone": rules.gone_days,
        "offer_day": today - timedelta(days=rules.offer_days),
        "silent_day": today - timedelta(days=rules.silent_days),
        "oldest": today - timedelta(days=rules.gone_days + 3 * 365), "lately": morning - timedelta(days=DONE_LATELY),
    }  # fmt: skip


NAMED = re.compile(r"%\((\w+)\)s")


def positional(sql: str, named: Values) -> tuple[str, list[Any]]:
    """The ORM takes parameters by their place alone."""
    order: Sequence[str] = NAMED.findall(sql)
    return NAMED.sub("%s", sql), [named[name] for name in order]
