from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vatman.clients.forms import LEGAL_FORMS, NewCompany, NewContact, tell
from vatman.clients.models import Company, Contact, Link
from vatman.clients.queries.likely import likely_duplicates
from vatman.web.answers import done
from vatman.web.errors import Refused

from .common import model_of


@require_http_methods(["GET", "POST"])
@login_required
def contact(request: HttpRequest) -> HttpResponse:
    return _new(request, "contact", NewContact, _meet_contact)


@require_http_methods(["GET", "POST"])
@login_required
def company(request: HttpRequest) -> HttpResponse:
    return _new(request, "company", NewCompany, _meet_company)


@require_safe
@login_required
def likely(request: HttpRequest, thing: str) -> HttpResponse:
    """While a client is typed: who in the base looks the same, and why."""
    if not request.user.may("create", model_of(thing).thing):
        raise PermissionDenied
    typed = request.GET
    name = typed.get("name", "") or " ".join(
        filter(None, (typed.get("last_name", "").strip(), typed.get("first_name", "").strip()))
    )
    found = likely_duplicates(thing, request.user, ways=_typed_ways(typed), name=name, inn=typed.get("inn", "").strip())
    return render(request, "clients/likely.html", {"likely": found})


def _new(request: HttpRequest, thing: str, kind: type[forms.Form], meet: Any) -> HttpResponse:
    if not request.user.may("create", thing):
        raise PermissionDenied
    form = kind(request.POST) if request.method == "POST" else kind(initial=request.GET.dict())
    if form.is_bound and form.is_valid():
        try:
            card = meet(request.user, form.cleaned_data)
            return done(request, card.get_absolute_url(), _("Записали: %(name)s") % {"name": card})
        except Refused as error:
            tell(form, error)
    context = {"form": form, "legal_forms": LEGAL_FORMS}
    return render(request, f"clients/{thing}_new.html", context, status=422 if form.is_bound else 200)


@transaction.atomic
def _meet_contact(member: Any, values: dict[str, Any]) -> Contact:
    names = {name: values[name] for name in ("last_name", "first_name", "middle_name", "source")}
    contact = Contact.objects.meet(by=member, ways=_ways(values), **names)
    if values["company"]:
        company = company_called(member, values["company"])
        Link.objects.join(contact, company, position=values["position"], by=member)
    return contact


def _meet_company(member: Any, values: dict[str, Any]) -> Company:
    names = {name: values[name] for name in ("name", "legal_form", "inn", "kpp", "ogrn", "city")}
    return Company.objects.meet(by=member, ways=_ways(values), **names)


def company_called(member: Any, name: str) -> Company:
    """The member's own company of that name, else a new one: a colleague's is neither joined nor shown."""
    known = Company.objects.visible_to(member).filter(sort_key=_key(name)).first()
    if known is None and not member.may("create", "company"):
        raise Refused(fields={"company": _("Такой компании у вас нет, а заводить новые вам не дано")})
    return known or Company.objects.meet(by=member, **_firm(name))


def _firm(name: str) -> dict[str, Any]:
    """«ООО «Ромашка»» → its form and its name without quotes."""
    first, _space, rest = name.strip().partition(" ")
    form = first.upper() if first.upper() in LEGAL_FORMS and rest else ""
    return {"legal_form": form, "name": (rest if form else name).strip(" «»\"'")}


def _key(name: str) -> str:
    from vatman.clients.models.client import sort_key

    return sort_key(_firm(name)["name"])


def _ways(values: dict[str, Any]) -> list[dict[str, Any]]:
    """Refuses with the form's own names of the fields."""
    found = [{"channel": channel, "value": values[channel]} for channel in ("phone", "email") if values[channel]]
    for way in found:
        _check(way)
    return found


def _check(way: dict[str, Any]) -> None:
    from vatman.clients.models.way import normal

    try:
        normal(way["channel"], way["value"])
    except Refused as error:
        raise Refused(fields={way["channel"]: error.message})


def _typed_ways(typed: Any) -> Iterator[tuple[str, str]]:
    for channel in ("phone", "email"):
        if value := typed.get(channel, "").strip():
            yield channel, value
