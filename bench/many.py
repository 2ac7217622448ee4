"""A hundred thousand deals change their stage at once, beside one UPDATE of them and the COPY of its events."""

import io
from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction

from vatman.deals.bulk import Move
from vatman.deals.models import Deal, Stage
from vatman.records.models import BulkChange

from .measuring import GOALS, Result, timed, within

UPDATE = """UPDATE deals_deal SET stage_id = %(stage)s, pipeline_id = pipeline_id, state = 'open', stage_since = now(), rots_on = current_date + 5,
    closed_on = NULL, loss_reason_id = NULL WHERE id = ANY(%(ids)s)"""
COLUMNS = "kind, actor_id, subject_type, subject_id, place_type, place_id, payload, personal, origin"


def many(owner: Any, count: int) -> Iterator[Result]:
    """Done, and taken back; each against the same limit: the statements themselves, undone at the end."""
    goal, stages = GOALS["many"], list(Stage.objects.living().filter(kind="open").order_by("position"))
    ids = list(Deal.objects.alive().order_by("pk").values_list("pk", flat=True)[:count])
    change = BulkChange.objects.create(
        owner=owner, of="deal", verb=Move.name, words="", ids=ids,
        values={"stage": stages[-1].pk, "name": stages[-1].name, "reason": None, "because": ""},
    )  # fmt: skip
    with timed() as passed:
        change.run()
        seconds = passed()
    limit = _limit(change, stages[0].pk)
    yield within(f"stage of {len(ids)} deals", "s", seconds, limit, goal["goal"], title=goal["title"])
    BulkChange.objects.filter(pk=change.pk).update(state="undoing", passed=0, taken_back_by=owner)
    with timed() as passed:
        change.take_back()
        seconds = passed()
    yield within(f"the way back of {change.changed} deals", "s", seconds, limit, goal["goal"], title=goal["title"])


def _limit(change: BulkChange, stage: int) -> float:
    events = io.BytesIO()
    with connection.cursor() as cursor:
        with cursor.copy(
            f"COPY (SELECT {COLUMNS} FROM events_event WHERE origin = %s) TO STDOUT", [change.origin]
        ) as out:
            for block in out:
                events.write(block)
        events.seek(0)
        with transaction.atomic():
            with timed() as passed:
                cursor.execute(UPDATE, {"stage": stage, "ids": change.ids})
                with cursor.copy(f"COPY events_event ({COLUMNS}) FROM STDIN") as into:
                    while block := events.read(1 << 20):
                        into.write(block)
                seconds = passed()
            transaction.set_rollback(True)
    return seconds
