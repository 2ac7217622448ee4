from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from vatman.records.search import find
from vatman.records.search.at_hand import at_hand

TITLES = {"contact": _("Контакты"), "company": _("Компании"), "deal": _("Сделки"), "task": _("Задачи")}
FEW, MANY = 5, 40


@require_safe
@login_required
def search(request: HttpRequest) -> HttpResponse:
    """Whatever the person remembers of it: results by kind as he types, or a page of them."""
    text = request.GET.get("q", "").strip()
    typing = bool(request.htmx) and "full" not in request.GET
    hits = find(request.user, text, limit=FEW if typing else MANY) if text else []
    if typing and not text:
        starred, recent = at_hand(request.user)
        kinds = [(title, hits) for title, hits in ((_("Избранное"), starred), (_("Недавние"), recent)) if hits]
        return render(request, "records/hits.html", {"kinds": kinds, "text": ""})
    kinds = [(TITLES.get(thing, thing), list(group)) for thing, group in groupby(hits, key=lambda hit: hit.thing)]
    return render(request, "records/hits.html" if typing else "records/search.html", {"kinds": kinds, "text": text})
