from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from vatman.records.models import Tag
from vatman.web.answers import say

from .common import card_or_404, told


@require_POST
@login_required
def tags(request: HttpRequest, thing: str, pk: int) -> HttpResponse:
    """Adds a tag to a card, or takes one off."""
    card = card_or_404(request.user, thing, pk, "edit")
    add, drop = request.POST.get("add", ""), request.POST.get("drop", "")
    wanted = [name for name in card.tags if name != drop] + [name for name in add.split(",") if name.strip()]
    event = card.tag(wanted, by=request.user, was=card.tags)
    response = render(request, "records/tags.html", {"card": card, "may_edit": True})
    return say(told(response, card), event.sentence, event=event) if event else response


@require_safe
@login_required
def known(request: HttpRequest) -> HttpResponse:
    """Tags already in use, for the list of suggestions."""
    return render(request, "records/tag_options.html", {"tags": Tag.objects.all()[:300]})
