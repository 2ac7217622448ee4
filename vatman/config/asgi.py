"""The site as a server runs it. What a view gives piece by piece is sent piece by piece: Django would first gather it whole, and warn."""

import os
from collections.abc import AsyncIterator, Iterator
from functools import partial
from typing import Any

import django
from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIHandler

from vatman.config.memory import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vatman.config.settings")
PIECE = 256 * 1024  # bytes of a file


class Handler(ASGIHandler):
    async def get_response_async(self, request: Any) -> Any:
        response = await super().get_response_async(request)
        if response.streaming and not response.is_async:
            response.streaming_content = _one_by_one(_pieces(response))
        return response


def _pieces(response: Any) -> Iterator[bytes]:
    file = getattr(response, "file_to_stream", None)
    return iter(partial(file.read, PIECE), b"") if file else iter(response.streaming_content)


async def _one_by_one(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Each is fetched in the thread of the request, where its connection to the database lives."""
    fetch = sync_to_async(partial(next, pieces, b""))
    while piece := await fetch():
        yield piece


django.setup(set_prefix=False)
application = Handler()
settle()
