from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vatman.web.answers import say, trigger

from . import queries
from .forms import JournalForm
from .models import Event, Subject
from .undoing import undo_event


@require_safe
@login_required
def timeline(request: HttpRequest, thing: str, pk: int) -> HttpResponse:
    """The timeline of one card, or with `?cursor=` the rows that follow."""
    model = Subject.model_of(thing)
    if model is None or not hasattr(model, "reached_by"):  # only cards have one: what colleagues do is the journal's
        raise Http404
    card = get_object_or_404(model.objects.visible_to(request.user), pk=pk)
    cursor = request.GET.get("cursor", "")
    found = queries.timeline(card.story(request.user), request.user, cursor)
    return render(request, "events/days.html" if cursor else "events/timeline.html", {"card": card, "timeline": found})


@require_POST
@login_required
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes one event back by its opposite verb."""
    event = get_object_or_404(Event, id=pk)
    undo_event(event, by=request.user)
    place = {"thing": event.place_type, "id": event.place_id}
    return say(trigger(HttpResponse(status=204), undone={"event": pk}, changed=place), _("Вернули как было"))


@require_safe
@login_required
def journal(request: HttpRequest) -> HttpResponse:
    """The whole log, for those whose business it is."""
    if not request.user.may("view", "journal"):
        raise PermissionDenied
    form = JournalForm(request.GET)
    cursor = request.GET.get("cursor", "")
    found = queries.journal(request.user, **form.wanted(), cursor=cursor)
    context: dict[str, Any] = {"page": found, "form": form}
    return render(request, "events/journal_rows.html" if request.htmx and cursor else "events/journal.html", context)
