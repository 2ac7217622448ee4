"""Listening to the log: woken by NOTIFY, reading only what no running transaction can still precede."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import psycopg
from django.db import connection
from psycopg.rows import dict_row

CHANNEL = "vatman_events"
MOST = 300  # more at once is one «reload»
PATIENCE = 0.1  # seconds until unsettled rows are looked at again
QUIET = 30.0  # seconds without a word after which one looks anyway

NOW = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS xmin"
FRESH = f"""
SELECT id, at, kind, actor_id, subject_type, subject_id, place_type, place_id, payload, personal, origin, xid
FROM events_event WHERE xid >= %(since)s ORDER BY xid, id LIMIT {MOST + 1}
"""  # noqa: S608

Row = dict[str, Any]


async def connect() -> psycopg.AsyncConnection[Row]:
    """A connection of its own, outside the pool: it listens for as long as the process lives."""
    params = {
        name: value
        for name, value in connection.get_connection_params().items()
        if name not in ("cursor_factory", "context")
    }
    return await psycopg.AsyncConnection.connect(**params, autocommit=True, row_factory=dict_row)


async def follow() -> AsyncIterator[tuple[int, list[Row]]]:
    """Yields (watermark, rows) as the log grows; more than MOST rows mean «too many to tell»."""
    async with await connect() as link:
        await link.execute(f"LISTEN {CHANNEL}")
        since = await _xmin(link)
        yield since, []
        while True:
            waiting, since, rows = await _step(link, since)
            if rows:
                yield since, rows
            if waiting:
                await asyncio.sleep(PATIENCE)
            else:
                await _bell(link)


async def _step(link: psycopg.AsyncConnection[Row], since: int) -> tuple[bool, int, list[Row]]:
    """Whether something is still unsettled, the new watermark, and the settled rows since the old one."""
    xmin = await _xmin(link)
    rows = await (await link.execute(FRESH, {"since": since})).fetchall()
    settled = [row for row in rows if row["xid"] < xmin]
    return len(settled) < len(rows) and len(rows) <= MOST, xmin, settled


async def _xmin(link: psycopg.AsyncConnection[Row]) -> int:
    row = await (await link.execute(NOW)).fetchone()
    return row["xmin"] if row else 0


async def _bell(link: psycopg.AsyncConnection[Row]) -> None:
    async for _notice in link.notifies(timeout=QUIET, stop_after=1):
        return
