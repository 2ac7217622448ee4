from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vatman.records.bulk.handing import hand
from vatman.records.bulk.verb import CARDS
from vatman.team.models import Member
from vatman.web.answers import done, say, trigger
from vatman.web.forms import is_key

from .common import card_or_404, told
from .handing import kinds_of, open_on


@require_http_methods(["GET", "POST"])
@login_required
def assign(request: HttpRequest, thing: str, pk: int) -> HttpResponse:
    """Whose the card is: a window to choose from, and the choice."""
    card = card_or_404(request.user, thing, pk, "edit")
    if request.method == "GET":
        people = Member.objects.active().select_related("department").order_by("department__name", "name")
        return render(request, "records/assign.html", {"card": card, "people": people, "along": open_on(request, card)})
    choice = request.POST.get("owner", "")
    owner = get_object_or_404(Member.objects.active(), pk=choice) if is_key(choice) else None
    kinds, note = kinds_of(request.POST), request.POST.get("note", "").strip()
    if (kinds or note) and thing in CARDS and card.owner_id != (owner and owner.pk):
        event = hand(card, owner, by=request.user, kinds=kinds, note=note).event
        card.refresh_from_db()
    else:
        event = card.assign(owner, by=request.user)
    if not request.user.may("view", card):
        return done(request, "/", _("Передано: %(name)s. Карточка больше не ваша") % {"name": owner or "—"})
    response = trigger(told(_owner(request, card), card), close_window=True)
    return say(response, event.sentence, event=event) if event else response


@require_POST
@login_required
def take(request: HttpRequest, thing: str, pk: int) -> HttpResponse:
    """«Взять себе»: only what nobody has."""
    card = card_or_404(request.user, thing, pk, "edit")
    event = card.take(by=request.user)
    return say(told(_owner(request, card), card), _("Теперь это ваше"), event=event)


@require_safe
@login_required
def seen_by(request: HttpRequest, thing: str, pk: int) -> HttpResponse:
    """Who can see this card, and why."""
    card = card_or_404(request.user, thing, pk)
    return render(request, "records/seen_by.html", {"card": card, "seen_by": card.seen_by()})


def _owner(request: HttpRequest, card: object) -> HttpResponse:
    return render(request, "records/owner_partial.html", {"card": card, "may_edit": True})
