"""Saved views: what is kept under a name, and the window in which one chooses, keeps, renames and drops them."""

from typing import Any
from urllib.parse import parse_qs

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vatman.records.models import SavedView
from vatman.records.models.view import PLACES, may_share
from vatman.web.answers import done, say
from vatman.web.errors import Refused
from vatman.web.forms import is_key


@require_http_methods(["GET", "POST"])
@login_required
def views(request: HttpRequest, place: str) -> HttpResponse:
    """The views of a place; a POST keeps what stands on the screen (`query`, the query string of the page) under a name."""
    if place not in PLACES:
        raise Http404
    if not request.user.may("view", PLACES[place]):
        raise PermissionDenied
    query = request.POST.get("query", "") if request.method == "POST" else request.GET.urlencode()
    if request.method == "GET":
        return _window(request, place, query)
    shared = request.POST.get("shared") == "1"
    try:
        view = SavedView.objects.keep(
            place, request.POST.get("name", ""), query, columns=_columns(query), shared=shared, by=request.user
        )
    except Refused as error:
        return _window(request, place, query, error=error)
    return done(request, view.get_absolute_url(), _("Запомнили вид «%(name)s»") % {"name": view})


@require_POST
@login_required
def view(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name, shared or one's own."""
    one = _kept(request, pk)
    values: dict[str, Any] = {"name": request.POST["name"]} if "name" in request.POST else {}
    if "shared" in request.POST:
        values["shared"] = request.POST["shared"] == "1"
    try:
        event = one.change(by=request.user, **values)
    except Refused as error:
        return _window(request, one.place, request.POST.get("query", ""), error=error)
    response = _window(request, one.place, request.POST.get("query", ""))
    return say(response, event.sentence, event=event) if event else response


@require_POST
@login_required
def trashing(request: HttpRequest, pk: int) -> HttpResponse:
    one = _kept(request, pk)
    event = one.trash(by=request.user)
    response = _window(request, one.place, request.POST.get("query", ""))
    return say(response, _("Вид «%(name)s» убран") % {"name": one}, event=event)


def seen_view(request: HttpRequest, place: str) -> SavedView | None:
    """The view that the address names, if it is there for the member; asks nothing where none is named."""
    key = request.GET.get("view", "")
    return SavedView.objects.visible_to(request.user).filter(pk=int(key), place=place).first() if is_key(key) else None


def _kept(request: HttpRequest, pk: int) -> SavedView:
    one = get_object_or_404(SavedView.objects.visible_to(request.user), pk=pk)
    if not one.may_be_undone_by(request.user):
        raise PermissionDenied
    return one


def _columns(query: str) -> list[str]:
    named = (parse_qs(query).get("columns") or [""])[0]
    return [one for one in named.replace("\x00", "").split(",") if one][:100]


def _window(request: HttpRequest, place: str, query: str, error: Refused | None = None) -> HttpResponse:
    found = list(SavedView.objects.visible_to(request.user).filter(place=place).select_related("owner"))
    for one in found:
        one.may_change = one.may_be_undone_by(request.user)  # type: ignore[attr-defined]
    context = {
        "place": place, "views": found, "query": query,
        "chosen": (parse_qs(query).get("view") or [""])[0], "may_share": may_share(request.user, place), "error": error, "typed": request.POST,
    }  # fmt: skip
    return render(request, "records/views.html", context, status=422 if error else 200)
