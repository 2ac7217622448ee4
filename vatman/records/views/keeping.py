"""«Свои поля» among the settings: names, order, choices, what was put away."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vatman.records.models import CustomField
from vatman.records.models.keeping import may_keep_fields
from vatman.team.sections import section
from vatman.web.answers import say, trigger
from vatman.web.errors import Refused
from vatman.web.forms import is_key

THINGS = {"contact": gettext_lazy("Контакты"), "company": gettext_lazy("Компании"), "deal": gettext_lazy("Сделки")}
section(40, gettext_lazy("Свои поля"), "own_fields")


@require_safe
@login_required
def fields(request: HttpRequest) -> HttpResponse:
    """The fields of one kind of card, those put away below."""
    things = {thing: title for thing, title in THINGS.items() if may_keep_fields(request.user, thing)}
    if not things:
        raise PermissionDenied
    thing = request.GET.get("thing", "")
    return _drawn(request, thing if thing in things else next(iter(things)), things)


@require_http_methods(["GET", "POST"])
@login_required
def field(request: HttpRequest, pk: int) -> HttpResponse:
    """The window of its choices; a new title, or the choices as they stand in the window."""
    one = _kept(request, pk)
    if request.method == "GET":
        return render(request, "records/own_field.html", {"field": one})
    try:
        event = one.change(by=request.user, **_written(one, request))
    except Refused as error:
        template = "records/own_field.html" if "choice" in request.POST else "records/own_field_row.html"
        context = {"field": CustomField.objects.get(pk=pk), "error": error, "typed": request.POST}
        return render(request, template, context, status=422)
    response = _row_or_list(request, one)
    return say(response, event.sentence, event=event) if event else response


@require_POST
@login_required
def order(request: HttpRequest, thing: str) -> HttpResponse:
    if thing not in THINGS or not may_keep_fields(request.user, thing):
        raise PermissionDenied
    keys = [int(key) for key in request.POST.getlist("field") if is_key(key)]
    event = CustomField.objects.line_up(thing, keys, by=request.user)
    response = _changed(HttpResponse(status=204), thing)
    return say(response, _("Новый порядок полей"), event=event) if event else response


@require_POST
@login_required
def archiving(request: HttpRequest, pk: int) -> HttpResponse:
    one = _kept(request, pk)
    event = one.archive(by=request.user)
    words = _("Поле «%(title)s» убрано из карточек. Записанное в нём цело") % {"title": one.title}
    return say(_changed(_drawn(request, one.for_thing), one.for_thing), words, event=event)


@require_POST
@login_required
def comeback(request: HttpRequest, pk: int) -> HttpResponse:
    one = _kept(request, pk)
    event = one.bring_back(by=request.user)
    words = _("Поле «%(title)s» снова в карточках") % {"title": one.title}
    return say(_changed(_drawn(request, one.for_thing), one.for_thing), words, event=event)


def _kept(request: HttpRequest, pk: int) -> CustomField:
    one = get_object_or_404(CustomField, pk=pk)
    if not may_keep_fields(request.user, one.for_thing):
        raise PermissionDenied
    return one


def _written(one: CustomField, request: HttpRequest) -> dict[str, Any]:
    """`title`, or the lines of the window: each `choice` beside what it `was` ("" for a new one); an emptied one is taken off."""
    if "choice" not in request.POST:
        return {"title": request.POST.get("title", "")}
    named = [name.strip() for name in request.POST.getlist("choice")]
    pairs = list(zip(request.POST.getlist("was"), named, strict=False))
    renamed = {was: name for was, name in pairs if was and name and was != name}
    return {"choices": [was or name for was, name in pairs if name], "renamed": renamed}


def _row_or_list(request: HttpRequest, one: CustomField) -> HttpResponse:
    if "choice" in request.POST:
        response = render(request, "records/own_field_partial.html", {"field": one, "saved": True})
        return _changed(trigger(response, close_window=True), one.for_thing)
    return _changed(render(request, "records/own_field_row.html", {"field": one, "saved": True}), one.for_thing)


def _changed(response: HttpResponse, thing: str) -> HttpResponse:
    return trigger(response, changed={"thing": "fields", "id": thing})


def _drawn(request: HttpRequest, thing: str, things: dict[str, Any] | None = None) -> HttpResponse:
    found = CustomField.objects.filter(for_thing=thing)
    context = {
        "thing": thing,
        "things": things,
        "settled": request.user.may("view", "settings"),
        "fields": [one for one in found if one.archived_at is None],
        "archived": [one for one in found if one.archived_at],
    }
    template = "records/own_fields_list.html" if things is None or request.htmx else "records/own_fields.html"
    return render(request, template, context)
