"""What each role may: a table of plain words, every cell saved by itself."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vatman.web.answers import done, say
from vatman.web.forms import refusals

from ...access import require
from ...forms.settings import RoleForm
from ...models import Role
from ...queries import roles_listed
from ...rights import ACTIONS, CELLS, SCOPES, THINGS, YES, Scope


@login_required
@require_GET
def roles(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    require(request.user, "view", "settings")
    listed = roles_listed()
    role = next((role for role in listed if role.pk == pk), None) if pk else listed[0]
    if role is None:
        raise Http404
    return render(
        request,
        "team/settings/roles.html",
        {"roles": listed, "role": role, "rows": _rows(role), "actions": ACTIONS.values()},
    )


@login_required
@require_POST
def rights(request: HttpRequest, pk: int) -> HttpResponse:
    """One cell: thing, action, scope."""
    require(request.user, "edit", "settings")
    role = get_object_or_404(Role, pk=pk)
    thing, action, scope = (request.POST.get(name, "") for name in ("thing", "action", "scope"))
    if scope not in CELLS.get(thing, {}).get(action, ()):
        raise Http404
    event = role.let(thing, action, scope, by=request.user)
    if not request.htmx:
        return done(request, reverse("role", args=[pk]))
    return say(HttpResponse(status=204), _("Права роли «%(role)s» изменены") % {"role": role}, event=event)


@login_required
@require_http_methods(["GET", "POST"])
def role_new(request: HttpRequest) -> HttpResponse:
    require(request.user, "edit", "settings")
    form = RoleForm(request.POST or None)
    if form.is_valid():
        with refusals(form):
            role = Role.objects.add(form.cleaned_data["title"], like=form.cleaned_data["like"], by=request.user)
            return done(request, reverse("role", args=[role.pk]), _("Роль заведена"))
    return render(request, "team/settings/role_new.html", {"form": form}, status=422 if form.is_bound else 200)


@login_required
@require_POST
def role_removal(request: HttpRequest, pk: int) -> HttpResponse:
    require(request.user, "edit", "settings")
    get_object_or_404(Role, pk=pk).remove(by=request.user)
    return done(request, reverse("roles"), _("Роли больше нет"))


def _rows(role: Role) -> list[dict[str, Any]]:
    """[{"thing", "title", "cells": [{"action", "title", "options"} | None]}], a cell for every action."""
    return [
        {"thing": thing, "title": title, "cells": [_cell(role, thing, action) for action in ACTIONS]}
        for thing, title in THINGS.items()
    ]


def _cell(role: Role, thing: str, action: str) -> dict[str, Any] | None:
    scopes = CELLS[thing].get(action)
    if scopes is None:
        return None
    now = role.scope(action, thing)
    chosen = now if now in scopes else scopes[0] if now == Scope.NONE else scopes[-1]
    words = (
        {**SCOPES, Scope.OWN: _("да")}
        if scopes == YES
        else {**SCOPES, Scope.ALL: _("да")}
        if len(scopes) == len(YES)
        else SCOPES
    )
    options = [{"scope": scope, "title": words[scope], "on": scope == chosen} for scope in scopes]
    return {"action": action, "title": ACTIONS[action], "options": options, "scope": chosen, "now": words[chosen]}
