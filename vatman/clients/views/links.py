from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vatman.clients.forms import NewLink, tell
from vatman.clients.models import Contact, Link
from vatman.records.search import find
from vatman.team.access import get_visible, require
from vatman.web.answers import say, trigger
from vatman.web.errors import Refused
from vatman.web.forms import is_key

from .common import client_or_404, model_of
from .new import company_called


@require_http_methods(["GET", "POST"])
@login_required
def add(request: HttpRequest, thing: str, pk: int) -> HttpResponse:
    """Who works where: the other side is chosen, or made by its name."""
    card = client_or_404(request.user, thing, pk, "edit")
    other = "company" if thing == "contact" else "contact"
    form = NewLink(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            _join(request, card, other, form.cleaned_data)
            return _saved(card, _("Записали"))
        except Refused as error:
            tell(form, error)
    context = {"card": card, "other": other, "form": form, "chosen": request.POST.get("chosen", "")}
    return render(request, "clients/link_window.html", context, status=422 if form.is_bound else 200)


@require_POST
@login_required
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """The person no longer works there."""
    link = get_object_or_404(Link.objects.select_related("contact", "company"), pk=pk)
    sides = [
        side
        for side in (link.contact, link.company)
        if type(side).objects.visible_to(request.user).filter(pk=side.pk).exists()
    ]
    card = next((side for side in sides if request.user.may("edit", side)), None)
    if card is None:
        get_visible(Contact, request.user, link.contact_id)
        require(request.user, "edit", link.contact)
    link.part(by=request.user)
    return _saved(card, _("Связь убрана"))


@require_safe
@login_required
def options(request: HttpRequest, thing: str) -> HttpResponse:
    """Cards one may choose, found by what is typed."""
    model_of(thing)
    typed = next((request.GET[name] for name in ("name", "company", "q") if request.GET.get(name)), "")
    hits = find(request.user, typed, limit=8, things=[thing])
    names_only = request.GET.get("as") == "names"
    hits = [hit for hit in hits if str(hit.id) != request.GET.get("go")]
    return render(
        request,
        "clients/option_names.html" if names_only else "clients/options.html",
        {"hits": hits, "thing": thing, "go": _number(request.GET.get("go", ""))},
    )


def _number(text: str) -> int | None:
    return int(text) if is_key(text) else None


@transaction.atomic
def _join(request: HttpRequest, card: Any, other: str, values: dict[str, Any]) -> None:
    chosen = request.POST.get("chosen", "")
    found = get_visible(model_of(other), request.user, int(chosen)) if is_key(chosen) else None
    if other == "company":
        contact, company = card, found or company_called(request.user, values["name"])
    else:
        contact, company = found or _person_called(request.user, values["name"]), card
    Link.objects.join(contact, company, position=values["position"], by=request.user)


def _person_called(member: Any, name: str) -> Contact:
    if not member.may("create", "contact"):
        raise Refused(fields={"name": _("Такого человека у вас нет")})
    words = name.split()
    names: dict[str, Any] = dict(
        zip(("last_name", "first_name", "middle_name"), words if len(words) != 1 else ["", *words], strict=False)
    )
    return Contact.objects.meet(by=member, **names)


def _saved(card: Any, text: str) -> HttpResponse:
    response = trigger(HttpResponse(status=204), close_window=True, changed={"thing": card.thing, "id": card.pk})
    return say(response, text)
