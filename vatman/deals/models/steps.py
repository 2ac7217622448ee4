"""What a deal knows of its next step, told to many deals at once."""

from typing import Any

from django.db import connection
from django.utils import timezone

LOCK = "SELECT id FROM {deals} WHERE id = ANY(%s) ORDER BY id FOR UPDATE"
TELL = """
UPDATE {deals} AS deal SET
    next_step_id = step.id, next_step_at = step.moment, next_step_title = coalesce(step.title, ''),
    next_step_kind = coalesce(step.kind, ''), next_step_timed = coalesce(step.timed, false),
    attention_at = coalesce(step.moment, CASE WHEN deal.next_step_id IS NULL
        THEN greatest(deal.attention_at, (SELECT max(done_at) FROM {tasks} WHERE deal_id = deal.id)) ELSE now() END)
FROM unnest(%s::bigint[]) AS wanted(id)
LEFT JOIN LATERAL (
    SELECT id, title, kind, due_at IS NOT NULL AS timed,
        coalesce(due_at, (due_on + time '12:00') AT TIME ZONE %s) AS moment
    FROM {tasks} WHERE deal_id = wanted.id AND done_at IS NULL AND trashed_at IS NULL
    ORDER BY due_on, due_at NULLS LAST, id LIMIT 1
) AS step ON true
WHERE deal.id = wanted.id
"""


def retell(deals: Any, ids: list[int]) -> None:
    """Tasks are a higher room: they are known here only by their relation. The rows are locked first, in order,
    so that two who close tasks of one deal at once cannot leave it with a step that is done."""
    names = {"deals": deals._meta.db_table, "tasks": deals._meta.get_field("tasks").related_model._meta.db_table}
    with connection.cursor() as cursor:
        cursor.execute(LOCK.format(**names), [ids])
        cursor.execute(TELL.format(**names), [ids, timezone.get_current_timezone_name()])


def first_step(deal: Any, title: str, *, by: Any, **when: Any) -> Any:
    """The first task of a new deal: `kind`, and `on` a day or `at` a moment."""
    return deal.tasks.model.objects.plan(title, by=by, owner=deal.owner or by, deal=deal, **when)
