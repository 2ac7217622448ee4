"""Who the deal is with: its company and its people."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vatman.clients.models import Company, Contact
from vatman.team.access import get_allowed
from vatman.web.errors import Refused

from .. import clients
from ..clients import MODELS
from ..models import Deal
from .doors import sees_deals
from .moves import answer

THINGS = {"client": ("company", "contact"), "person": ("contact",), "contact": ("contact",), "company": ("company",)}


@sees_deals
@require_GET
def hits(request: HttpRequest) -> HttpResponse:
    """Clients like what is being typed, and the offer to write down a new one. `for` is client, person or company."""
    asked = request.GET.get("for", "client")
    things = THINGS.get(asked, THINGS["client"])
    part = asked if request.GET.get("apart") and asked in MODELS else ""  # one of several in a window
    text = request.GET.get(f"{part}_name" if part else "name", "").strip()
    phone = request.GET.get("phone", "").strip()
    found = clients.hits(request.user, text, phone, things) if text or phone else []
    met = tuple(
        thing for thing in things if request.user.may("create", thing)
    )  # only who writes clients down is warned of a double
    hidden = clients.hidden(request.user, text, phone, met) if text or phone else []
    new = met if text else ()
    return render(request, "deals/client/hits.html", {
        "likely": hidden, "hits": found, "new": new, "text": text, "firm": clients.looks_like_firm(text), "chosen": request.GET.get("client", ""), "radio": part or "client",
    })  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """One more person: of the company, found by name, or met on the spot."""
    deal = get_allowed(Deal.objects.select_related("company", "contact", "stage", "pipeline"), request.user, pk)
    if request.method == "GET":
        near = (
            Contact.objects.visible_to(request.user).filter(links__company=deal.company_id)
            if deal.company_id
            else Contact.objects.none()
        )
        here = {deal.contact_id, *deal.people.values_list("pk", flat=True)}
        return _window(request, "person", deal, near=[one for one in near[:20] if one.pk not in here])
    try:
        with transaction.atomic():
            contact = clients.chosen(request.POST, request.user, deal.owner).contact
            if contact is None:
                raise Refused(fields={"name": _("Кого добавить?")})
            event = deal.add_person(contact, by=request.user)
    except Refused as error:
        return _window(request, "person", deal, error)
    return answer(request, deal, event, _("В сделке: %(name)s") % {"name": contact})


@login_required
@require_POST
def removal(request: HttpRequest, pk: int, contact: int) -> HttpResponse:
    deal = get_allowed(Deal.objects.select_related("contact", "stage", "pipeline"), request.user, pk)
    person = next((one for one in deal.all_people() if one.pk == contact), None)
    if person is None:
        raise Http404
    return answer(
        request,
        deal,
        deal.remove_person(person, by=request.user),
        _("Больше не участвует: %(name)s") % {"name": person},
    )


@login_required
@require_http_methods(["GET", "POST"])
def company(request: HttpRequest, pk: int) -> HttpResponse:
    """Whose deal it is: another company, a new one, or none."""
    deal = get_allowed(Deal.objects.select_related("company", "contact", "stage", "pipeline"), request.user, pk)
    if request.method == "GET":
        return _window(request, "company", deal)
    try:
        with transaction.atomic():
            found = None if request.POST.get("none") else clients.chosen(request.POST, request.user, deal.owner).company
            if found is None and not request.POST.get("none"):
                raise Refused(fields={"name": _("Какая компания?")})
            event = deal.change(by=request.user, company=found)
    except Refused as error:
        return _window(request, "company", deal, error)
    return answer(request, deal, event, event.sentence if event else "")


@login_required
@require_http_methods(["GET", "POST"])
def payer(request: HttpRequest, pk: int) -> HttpResponse:
    """Which company of the client pays: one its people work in, another, or the deal's own."""
    deal = get_allowed(Deal.objects.select_related("company", "contact", "stage", "pipeline"), request.user, pk)
    if request.method == "GET":
        return _window(request, "payer", deal, near=_companies(deal, request.user))
    try:
        with transaction.atomic():
            found = None if request.POST.get("none") else clients.chosen(request.POST, request.user, deal.owner).company
            if found is None and not request.POST.get("none"):
                raise Refused(fields={"name": _("Какая компания?")})
            event = deal.change(by=request.user, payer=None if found == deal.company else found)
    except Refused as error:
        return _window(request, "payer", deal, error)
    return answer(request, deal, event, event.sentence if event else "")


def _companies(deal: Deal, member: Any) -> list[Company]:
    """Companies of the deal's people besides the deal's own, as far as the member sees them."""
    people = [deal.contact_id, *deal.people.values_list("pk", flat=True)]
    rows = Company.objects.visible_to(member).filter(contacts__in=[one for one in people if one])
    return list(rows.exclude(pk=deal.company_id or 0).distinct().order_by("sort_key", "pk")[:20])


def _window(request: HttpRequest, asked: str, deal: Deal, error: Refused | None = None, **more: Any) -> HttpResponse:
    context = {
        "deal": deal,
        "asked": asked,
        "searched": "company" if asked == "payer" else asked,
        "error": error,
        "typed": request.POST,
        "query": request.GET.urlencode(),
        **more,
    }
    response = render(request, "deals/client/window.html", context, status=422 if error else 200)
    if error:
        response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#dialog", "innerHTML"
    return response
