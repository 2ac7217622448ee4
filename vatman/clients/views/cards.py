from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from vatman.clients.models import Company, Contact
from vatman.clients.queries.cards import card_of, signpost
from vatman.clients.queries.likely import likely_duplicates
from vatman.records.cards import card_context

from .common import client_or_404


@require_safe
@login_required
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    """A person: who it is, how to reach, what was said and done, what is next."""
    return _card(request, Contact, pk)


@require_safe
@login_required
def company(request: HttpRequest, pk: int) -> HttpResponse:
    return _card(request, Company, pk)


def _card(request: HttpRequest, model: Any, pk: int) -> HttpResponse:
    card = card_of(model, request.user, pk)
    if card is None:
        heir = signpost(model, request.user, pk)
        if heir is None:
            raise Http404
        return redirect(heir)
    return render(request, f"clients/{model.thing}.html", {model.thing: card, **card_context(card, request.user)})


@require_safe
@login_required
def twins(request: HttpRequest, thing: str, pk: int) -> HttpResponse:
    """On a card: others that look like the same client, to be joined."""
    card = client_or_404(request.user, thing, pk)
    name = card.full_name
    ways = [(way.channel, way.value) for way in card.ways.all()]
    found = likely_duplicates(thing, request.user, ways=ways, name=name, inn=getattr(card, "inn", ""), but=card.pk)
    return render(
        request, "clients/twins.html", {"card": card, "likely": found, "may_edit": request.user.may("edit", card)}
    )
