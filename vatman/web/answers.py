"""How a view answers a verb: to htmx with a word and an undo, to a plain form with a redirect."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _


def say(response: HttpResponse, text: str, *, event: Any = None, tone: str = "") -> HttpResponse:
    """Adds a toast to an htmx answer; with an undoable `event` it offers to take it back."""
    words: dict[str, Any] = {"text": str(text), "tone": tone}
    if event is not None and event.undoable and (url := undo_url(event)):
        words |= {"undo": url, "undo_text": _("Вернуть")}
    return trigger(response, toast=words)


def trigger(response: HttpResponse, **events: Any) -> HttpResponse:
    """Fires events in the page, besides those already named; at its body, since what was pressed may be gone by then."""
    known = json.loads(response.headers.get("HX-Trigger", "{}"))
    fresh = {
        name.replace("_", "-"): (detail if isinstance(detail, dict) else {}) | {"target": "body"}
        for name, detail in events.items()
    }
    response.headers["HX-Trigger"] = json.dumps(known | fresh)
    return response


def undo_url(event: Any) -> str:
    try:
        return reverse("undo", args=[event.id])
    except NoReverseMatch:
        return ""


def done(request: HttpRequest, to: str, text: str = "") -> HttpResponse:
    """After a form: on to the page `to`, with a word on arrival."""
    if text:
        messages.success(request, text)
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Redirect": to})
    return HttpResponseRedirect(to)


def refused(error: Any) -> HttpResponse:
    """A refusal where no form can draw it: nothing is swapped, the reason is a toast."""
    return say(HttpResponse(status=error.status, headers={"HX-Reswap": "none"}), error.message, tone="bad")
