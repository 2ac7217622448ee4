from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from vatman.records.cells import Cell, cell_of, clash_words, parse, seen
from vatman.records.places import places
from vatman.web.answers import say, trigger
from vatman.web.errors import Conflict, Refused

from .common import card_or_404, told


@require_http_methods(["GET", "POST", "PATCH"])
@login_required
def field(request: HttpRequest, thing: str, pk: int, name: str) -> HttpResponse:
    """One field of a card: as it is now, or set to what was typed."""
    card = card_or_404(request.user, thing, pk, "edit")
    cell = _cell(card, name)
    if request.method == "GET":
        return _drawn(request, cell)
    value = parse(cell.kind, request.POST)
    typed = request.POST.getlist("value") if cell.kind == "choices" else request.POST.get("value", "")
    try:
        event = card.change(
            by=request.user, was={name: seen(request.POST)} if "was" in request.POST else None, **{name: value}
        )
    except Conflict as clash:
        return _clash(request, card, name, typed, clash)
    except Refused as error:
        return _drawn(request, cell.but(error=error.fields.get(name, error.message), typed=typed), status=422)
    response = _drawn(request, _cell(card, name).but(saved=True))
    return say(told(response, card), event.sentence, event=event) if event else response


def _cell(card: Any, name: str) -> Cell:
    """Only what is typed or chosen of a short list: a client is chosen in a window, among those the member sees."""
    if name.startswith("fields__"):
        return cell_of(card, name)
    if name not in card.editable or name == "tags" or _is_card(card._meta.get_field(name)):
        raise Http404
    return cell_of(card, name)


def _is_card(source: Any) -> bool:
    return source.related_model in places().values()


def _drawn(request: HttpRequest, cell: Cell, status: int = 200) -> HttpResponse:
    return render(request, "records/cell.html", {"cell": cell}, status=status)


def _clash(request: HttpRequest, card: Any, name: str, typed: Any, clash: Conflict) -> HttpResponse:
    """A colleague was quicker: what stands now, what was typed, and the choice between them."""
    card.refresh_from_db()
    cell = _cell(card, name).but(clash=True, typed=typed)
    now = clash_words(clash.extra.get("now"))
    response = render(request, "records/clash.html", {"cell": cell, "now": cell.shown or now}, status=409)
    return trigger(response, clash={"field": name})
