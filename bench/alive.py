"""The site as it stands: the memory of its idle processes, and how soon open pages hear of a change."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from asgiref.sync import sync_to_async
from django.conf import settings
from django.test import Client

from vatman.deals.models import Deal, Stage
from vatman.team.models import Member

from .bulk import memory_of
from .measuring import GOALS, Result, at_most
from .pages import BACKEND, STAGES

PAGES, CHANGES, PATIENCE = 200, 20, 10.0


def alive(home: Path, owner: Member) -> Iterator[Result]:
    with running(home) as (port, pids):
        time.sleep(4)
        goal = GOALS["idle_memory"]
        yield at_most(
            "idle memory of web and worker", "MB", sum(map(memory_of, pids)), goal["most"], title=goal["title"]
        )
        browser = Client()
        browser.force_login(owner, backend=BACKEND)
        waits = asyncio.run(_live(port, browser.cookies[settings.SESSION_COOKIE_NAME].value, owner))
        waits.sort()
        goal = GOALS["live"]
        yield at_most(
            f"live update to {PAGES} pages, p95",
            "ms",
            waits[int(len(waits) * 0.95)],
            goal["most"],
            title=goal["title"],
            n=len(waits),
        )


@contextmanager
def running(home: Path) -> Iterator[tuple[int, list[int]]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "vatman.config.settings", "VATMAN_HOME": str(home)}
    lines = (["web", "--port", str(port)], ["worker"])
    with (home / "site.log").open("w") as log:
        site = [
            subprocess.Popen(
                [sys.executable, "-m", "vatman", *line], env=environment, stdin=subprocess.PIPE, stdout=log, stderr=log
            )
            for line in lines
        ]
        try:
            _wait_for(port)
            yield port, [process.pid for process in site]
        finally:
            for process in site:
                process.terminate()
            for process in site:
                process.wait(20)


def _wait_for(port: int) -> None:
    until = time.monotonic() + 40
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise RuntimeError("The site did not begin to answer")


async def _live(port: int, session: str, owner: Member) -> list[float]:
    """Milliseconds from each change to each page's hearing of it."""
    pages = await asyncio.gather(*(_Page.open(port, session) for _page in range(PAGES)))
    waits: list[float] = []
    deals = await sync_to_async(list)(Deal.objects.filter(stage__key__in=STAGES).order_by("pk")[: CHANGES + 1])
    stages = await sync_to_async(list)(Stage.objects.filter(key__in=STAGES))
    for deal in deals:
        stage = next(one for one in stages if one.pk != deal.stage_id)
        heard = [asyncio.create_task(page.hears(deal.pk)) for page in pages]
        await asyncio.sleep(0)
        start = time.perf_counter()
        await sync_to_async(deal.move_to)(stage, by=owner)
        waits += [(moment - start) * 1000 for moment in await asyncio.gather(*heard)]
    for page in pages:
        page.writer.close()
    return waits[PAGES:]  # the first change only wakes everybody


class _Page:
    """One open page's line to the server."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    @classmethod
    async def open(cls, port: int, session: str) -> "_Page":
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        head = f"GET /live HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {settings.SESSION_COOKIE_NAME}={session}\r\nAccept: text/event-stream\r\n\r\n"
        writer.write(head.encode())
        await asyncio.wait_for(reader.readuntil(b"retry"), PATIENCE)
        return cls(reader, writer)

    async def hears(self, pk: int) -> float:
        async with asyncio.timeout(PATIENCE):
            while True:
                line = await self.reader.readline()
                if line.startswith(b"data:") and str(pk).encode() in line:
                    return time.perf_counter()
