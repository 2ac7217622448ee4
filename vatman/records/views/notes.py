from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vatman.records.mentions import mentioned, newly_mentioned
from vatman.records.models import Note
from vatman.team.access import get_visible
from vatman.team.models import Member
from vatman.web.answers import say
from vatman.web.errors import Conflict, Refused

from .common import card_or_404, may_change_note, may_note, told


@require_POST
@login_required
def add(request: HttpRequest, thing: str, pk: int) -> HttpResponse:
    """A note on any card; colleagues named by @ are told, if the card is theirs to see."""
    card = card_or_404(request.user, thing, pk)
    if not may_note(request.user, card):
        raise PermissionDenied
    text = request.POST.get("text", "")
    seeing, blind = mentioned(text, card)
    Note.objects.add(card, text, by=request.user, mentions=[member.pk for member in seeing])
    response = told(HttpResponse(status=204), card)
    if not blind:
        return response
    return say(response, _unseen(blind), tone="bad")


@require_http_methods(["GET", "POST"])
@login_required
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """The words of a note, to be changed where they stand; with `?shown` as they are."""
    note, card = _changeable(request, pk)
    if "shown" in request.GET:
        return told(render(request, "records/note.html", {"note": note}), card)
    if request.method == "GET":
        return _form(request, note)
    was, text = request.POST.get("was", note.text), request.POST.get("text", "")
    seeing, blind = newly_mentioned(note.text, text, card)
    try:
        event = note.change(text=text, was=was, mentions=[one.pk for one in seeing], by=request.user)
    except Refused as error:
        note.refresh_from_db()
        return _form(request, note, text=text, error=error)
    response = told(render(request, "records/note.html", {"note": note}), card)
    if blind:
        return say(response, _unseen(blind), event=event, tone="bad")
    return say(response, _("Заметка исправлена"), event=event) if event else response


def _form(request: HttpRequest, note: Note, text: str | None = None, error: Refused | None = None) -> HttpResponse:
    """After a colleague's change the form says what stands now; sent once more, it is written over that."""
    words = note.text if text is None else text
    status = 409 if isinstance(error, Conflict) else 422 if error else 200
    return render(request, "records/note_form.html", {"note": note, "words": words, "error": error}, status=status)


def _changeable(request: HttpRequest, pk: int) -> tuple[Any, Any]:
    note = get_visible(Note, request.user, pk)
    card = note.place
    if not may_change_note(request.user, note, card):
        raise PermissionDenied
    return note, card


def _unseen(blind: list[Member]) -> str:
    return _("Записали. Не увидят эту карточку: %(names)s") % {"names": ", ".join(one.name for one in blind)}


@require_POST
@login_required
def trash(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own note, or any on a card one may change, goes to the trash."""
    note, card = _changeable(request, pk)
    event = note.trash(by=request.user)
    return say(told(HttpResponse(status=204), card), _("Заметка в корзине"), event=event)


@require_safe
@login_required
def people(request: HttpRequest) -> JsonResponse:
    """Names for @: our own people."""
    return JsonResponse({"names": list(Member.objects.active().values_list("name", flat=True))})
