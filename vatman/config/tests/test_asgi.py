"""Files and exports leave the server piece by piece, whole, and without a warning."""

import warnings

import pytest
from asgiref.testing import ApplicationCommunicator
from django.http import StreamingHttpResponse
from django.templatetags.static import static

from vatman.config import asgi
from vatman.ui import apps as ui

STYLE = "ui/css/parts.css"


def scope(path):
    return {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": [], "http_version": "1.1"}


async def answer(application, path):
    """Status, headers and the pieces of the body."""
    talk = ApplicationCommunicator(application, scope(path))
    await talk.send_input({"type": "http.request", "body": b""})
    begun, pieces, more = await talk.receive_output(5), [], True
    while more:
        sent = await talk.receive_output(5)
        pieces, more = [*pieces, sent.get("body", b"")], sent.get("more_body")
    await talk.wait(5)
    return begun["status"], dict(begun["headers"]), [piece for piece in pieces if piece]


@pytest.fixture(autouse=True)
def strict():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


async def test_a_static_file_is_sent_whole(monkeypatch):
    monkeypatch.setattr(asgi, "PIECE", 1000)
    status, headers, pieces = await answer(asgi.application, static(STYLE))
    file = ui.__file__.replace("apps.py", f"static/{STYLE}")
    assert (status, b"immutable" in headers[b"Cache-Control"], len(pieces) > 3) == (200, True, True)
    with open(file, "rb") as original:
        assert b"".join(pieces) == original.read()


async def test_an_export_is_made_while_it_is_sent():
    made = []

    def rows():
        for number in range(3):
            made.append(number)
            yield f"{number};"

    response = StreamingHttpResponse(rows())
    response.streaming_content = asgi._one_by_one(asgi._pieces(response))
    seen = [(piece, len(made)) async for piece in response]
    assert seen == [(b"0;", 1), (b"1;", 2), (b"2;", 3)]
