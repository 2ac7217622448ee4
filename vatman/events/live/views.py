import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from asgiref.sync import sync_to_async
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from .hub import END, RELOAD, hub

BEAT = 20.0  # seconds between signs of life, so that a dead line is noticed


async def live(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Server-sent events of what the member may see; one connection per browser."""
    member = await request.auser()  # type: ignore[attr-defined]
    if not member.is_authenticated:
        return HttpResponse(status=204)  # tells EventSource to stop asking
    await sync_to_async(close_old_connections)()  # the stream may last for hours: it must not hold one of the pool
    words = _words(member, request.headers.get("Last-Event-ID", ""))
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingHttpResponse(words, content_type="text/event-stream", headers=headers)


async def _words(member: Any, last: str) -> AsyncIterator[str]:
    async with hub.stream(member) as stream:
        yield "retry: 1500\n\n"
        if last:
            yield _line(hub.mark, RELOAD)  # what came while the line was down is read by asking the pages again
        while True:
            try:
                mark, message = await asyncio.wait_for(stream.queue.get(), BEAT)
            except TimeoutError:
                yield ": beat\n\n"
                continue
            if message is END:
                return
            yield _line(mark, message)


def _line(mark: int, message: dict[str, Any]) -> str:
    return f"id: {mark}\ndata: {json.dumps(message, ensure_ascii=False)}\n\n"
