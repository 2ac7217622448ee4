"""The star of a card, which also remembers that the card was opened."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from vatman.records.models import Glance
from vatman.team.access import MemberRequest

from .common import card_or_404


@require_POST
@login_required
def opened(request: MemberRequest, thing: str, pk: int) -> HttpResponse:
    """Sent by the card once it stands: reading it writes nothing."""
    card = card_or_404(request.user, thing, pk)
    return _drawn(request, card, Glance.objects.opened(request.user, card))


@require_POST
@login_required
def star(request: MemberRequest, thing: str, pk: int) -> HttpResponse:
    card = card_or_404(request.user, thing, pk)
    return _drawn(request, card, Glance.objects.star(request.user, card, request.POST.get("on") == "1"))


def _drawn(request: HttpRequest, card: object, glance: Glance) -> HttpResponse:
    return render(request, "records/star.html", {"card": card, "starred": glance.starred_at is not None})
