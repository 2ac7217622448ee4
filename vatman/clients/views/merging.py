from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vatman.clients.actions.merge import differing, merge
from vatman.records.wording import custom_fields, field_title, value_words
from vatman.web.answers import done
from vatman.web.forms import is_key

from .common import client_or_404


@require_http_methods(["GET", "POST"])
@login_required
def merging(request: HttpRequest, thing: str, pk: int) -> HttpResponse:
    """Joining two cards: whom to join with, then which values to keep, then it is done."""
    card = client_or_404(request.user, thing, pk, "edit")
    chosen = request.POST.get("other") or request.GET.get("other", "")
    if not is_key(chosen):
        return render(request, "clients/merge_whom.html", {"card": card})
    other = client_or_404(request.user, thing, int(chosen), "edit")
    if request.method == "GET":
        return render(request, "clients/merge.html", {"card": card, "other": other, "choices": _choices(card, other)})
    values = {name: his for name, _mine, his in differing(card, other) if request.POST.get(name) == "other"}
    merge(card, other, by=request.user, values=values)
    text = _("Склеили: «%(name)s» теперь здесь. Передумаете — верните в ленте") % {"name": other}
    return done(request, card.get_absolute_url(), text)


def _choices(card: Any, other: Any) -> list[dict[str, str]]:
    pairs = differing(card, other)
    fields = custom_fields(name for name, _mine, _his in pairs)
    return [
        {"name": name, "title": _capital(field_title(name, fields)), "mine": value_words(mine), "his": value_words(his)}
        for name, mine, his in pairs
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
