from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vatman.clients.forms import EditWay, NewWay, tell
from vatman.clients.models import Way
from vatman.team.access import require
from vatman.web.answers import say, trigger
from vatman.web.errors import Refused

from .common import client_or_404


@require_http_methods(["GET", "POST"])
@login_required
def add(request: HttpRequest, thing: str, pk: int) -> HttpResponse:
    """One more way to reach a client."""
    card = client_or_404(request.user, thing, pk, "edit")
    form = NewWay(request.POST or None, initial={"channel": request.GET.get("channel", "phone")})
    if form.is_bound and form.is_valid():
        try:
            way = card.add_way(by=request.user, **form.cleaned_data)
            return _saved(card, _("Записали: %(value)s") % {"value": way.shown})
        except Refused as error:
            tell(form, error)
    return render(
        request, "clients/way_window.html", {"card": card, "form": form}, status=422 if form.is_bound else 200
    )


@require_http_methods(["GET", "POST"])
@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    way, card = _way(request, pk)
    initial = {name: getattr(way, name) for name in ("note", "preferred", "wrong")} | {"value": way.shown}
    form = EditWay(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            event = way.change(by=request.user, **_changed(way, form.cleaned_data))
            return _saved(card, event.sentence if event else _("Без изменений"), event)
        except Refused as error:
            tell(form, error)
    return render(
        request,
        "clients/way_window.html",
        {"card": card, "form": form, "way": way},
        status=422 if form.is_bound else 200,
    )


@require_POST
@login_required
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    way, card = _way(request, pk)
    event = way.drop(by=request.user)
    return _saved(card, event.sentence, event)


@require_POST
@login_required
def written(request: HttpRequest, pk: int) -> HttpResponse:
    """A chat was opened from here: the timeline says who wrote and where."""
    way = get_object_or_404(Way.objects.select_related("contact", "company"), pk=pk)
    card = client_or_404(request.user, way.client.thing, way.client.pk, "contacts")
    channel = request.POST.get("channel", "")
    if channel not in Way.Channel.values:
        raise Http404
    way.write(channel, by=request.user)
    return trigger(HttpResponse(status=204), changed={"thing": card.thing, "id": card.pk})


def _way(request: HttpRequest, pk: int) -> tuple[Way, Any]:
    """A way to change: of a client whom the member may change and may reach."""
    way = get_object_or_404(Way.objects.select_related("contact", "company"), pk=pk)
    card = client_or_404(request.user, way.client.thing, way.client.pk, "edit")
    require(request.user, "contacts", card)
    return way, card


def _changed(way: Way, values: dict[str, Any]) -> dict[str, Any]:
    """Only what differs: a phone shown with spaces is not a new phone."""
    if values["value"] == way.shown:
        values = {name: value for name, value in values.items() if name != "value"}
    return {name: value for name, value in values.items() if getattr(way, name) != value}


def _saved(card: Any, text: str, event: Any = None) -> HttpResponse:
    response = trigger(HttpResponse(status=204), close_window=True, changed={"thing": card.thing, "id": card.pk})
    return say(response, text, event=event)
