from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vatman.clients.models import Company, Contact
from vatman.clients.queries.lists import Wanted, cities, client_page, filtered
from vatman.records.bulk.line import picking
from vatman.records.sorting import is_own, own_field, sortable_fields
from vatman.records.views.saved import seen_view
from vatman.team.models import Member

from .common import model_of

NAMES = ("owner", "tag", "city", "deals", "q", "sort")


@require_safe
@login_required
def clients(request: HttpRequest) -> HttpResponse:
    """Contacts or companies, by pages, filtered."""
    model = Company if request.GET.get("thing") == "company" else Contact
    if not request.user.may("view", model.thing):
        raise PermissionDenied
    wanted = wanted_of(request)
    cursor = request.GET.get("cursor", "")
    context: dict[str, Any] = {
        "page": client_page(model, request.user, wanted, cursor),
        "thing": model.thing,
        "wanted": wanted,
        "own": own_field(model.thing, wanted.sort) if is_own(wanted.sort) else None,
        **picking(model.thing, request.user, urlencode(wanted.named())),
    }
    if request.htmx and cursor:
        return render(request, "clients/rows.html", context)
    context |= {
        "things": [thing for thing in ("contact", "company") if request.user.may("view", thing)],
        "may_create": request.user.may("create", model.thing),
        "may_gather": request.user.may("edit", model.thing) and request.user.may("create", "task"),
        "may_export": request.user.may("export", model.thing),
        "orders": sortable_fields(model.thing),
        "view": seen_view(request, "clients"),
        "people": Member.objects.active() if request.user.scope("view", model.thing) != "own" else [],
    }
    part = request.htmx and (request.htmx.target or "").endswith("sheet")
    return render(request, "clients/sheet.html" if part else "clients/list.html", context)


@require_safe
@login_required
def totals(request: HttpRequest, thing: str) -> HttpResponse:
    """How many the list finds, asked for once it stands."""
    model = model_of(thing)
    if not request.user.may("view", thing):
        raise PermissionDenied
    count = filtered(model, request.user, wanted_of(request)).order_by().count()
    return render(request, "clients/totals.html", {"thing": thing, "count": count})


@require_safe
@login_required
def known_cities(request: HttpRequest) -> HttpResponse:
    """Cities of the companies one sees, asked for as the filter is touched."""
    if not request.user.may("view", "company"):
        raise PermissionDenied
    return render(request, "clients/city_options.html", {"cities": cities(request.user)})


def wanted_of(request: HttpRequest) -> Wanted:
    return Wanted(**{name: value for name in NAMES if (value := request.GET.get(name, "").strip())})
