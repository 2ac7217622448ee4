"""The open streams of this process: one reader of the log feeds them all."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import psycopg
from asgiref.sync import sync_to_async
from django.db import close_old_connections

from . import audience, log

logger = logging.getLogger(__name__)
BACKLOG = 100  # a browser that takes no more than this is told to reload
RETRY = 1.0
RELOAD: audience.Message = {"reload": True}
END: audience.Message = {"end": True}


@dataclass(eq=False)
class Stream:
    member: Any
    queue: asyncio.Queue[tuple[int, audience.Message]] = field(default_factory=lambda: asyncio.Queue(BACKLOG))

    def put(self, mark: int, message: audience.Message) -> None:
        try:
            self.queue.put_nowait((mark, message))
        except asyncio.QueueFull:
            while not self.queue.empty():
                self.queue.get_nowait()
            self.queue.put_nowait((mark, RELOAD))


class Hub:
    def __init__(self) -> None:
        self.streams: set[Stream] = set()
        self.mark = 0
        self.task: asyncio.Task[None] | None = None

    @contextlib.asynccontextmanager
    async def stream(self, member: Any) -> AsyncIterator[Stream]:
        """A member's open page; the reader of the log lives while there is one."""
        stream = Stream(member)
        self.streams.add(stream)
        if self.task is None or self.task.done():
            self.task = asyncio.create_task(self._feed())
        try:
            yield stream
        finally:
            self.streams.discard(stream)
            if not self.streams and self.task:
                self.task.cancel()
                self.task = None

    async def _feed(self) -> None:
        lost = False
        while True:
            try:
                async for mark, rows in log.follow():
                    self.mark = mark
                    if lost:
                        self._all(RELOAD)
                        lost = False
                    if rows:
                        await self._try_deliver(rows)
            except (psycopg.Error, OSError) as error:
                logger.warning("The log cannot be followed, trying again: %s", error)
                lost = True
                await asyncio.sleep(RETRY)

    async def _try_deliver(self, rows: list[log.Row]) -> None:
        """One event that cannot be told must not silence all that follow."""
        try:
            await self._deliver(rows)
        except Exception:
            logger.exception("A batch of events could not be told")
            self._all(RELOAD)

    async def _deliver(self, rows: list[log.Row]) -> None:
        if any(row["kind"] in audience.RIGHTS for row in rows):
            self._end(rows)
        if len(rows) > log.MOST:
            self._all(RELOAD)
            return
        members = {stream.member.pk: stream.member for stream in self.streams}
        rows = [{name: value for name, value in row.items() if name != "xid"} for row in rows]
        found = await sync_to_async(_judged)(rows, list(members.values()))
        for stream in list(self.streams):
            for message in found.get(stream.member.pk, ()):
                stream.put(self.mark, message)

    def _end(self, rows: list[log.Row]) -> None:
        """Rights have changed or someone left: those streams begin anew and are judged anew."""
        gone = {
            row["subject_id"] for row in rows if row["kind"] in ("member.changed", "member.left", "member.signed_out")
        }
        everyone = any(row["kind"] in audience.RIGHTS and row["subject_type"] != "member" for row in rows)
        for stream in list(self.streams):
            if everyone or stream.member.pk in gone:
                stream.put(self.mark, END)
                self.streams.discard(stream)

    def _all(self, message: audience.Message) -> None:
        for stream in self.streams:
            stream.put(self.mark, message)


def _judged(rows: list[log.Row], members: list[Any]) -> dict[int, list[audience.Message]]:
    """In a thread, whose connection goes back to the pool at once."""
    try:
        return audience.deliveries(rows, members)
    finally:
        close_old_connections()


hub = Hub()
