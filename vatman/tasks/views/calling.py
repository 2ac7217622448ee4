"""At the phone: a client of a call list is claimed, called, and the next one stands on the screen with the same answer."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vatman.team.access import MemberRequest, get_visible
from vatman.web.answers import done, say
from vatman.web.forms import refusals

from ..actions.work_list import call_from_list
from ..forms import CallForm
from ..models import CallEntry, CallList
from ..queries import call_lists as queries
from .calls import _asked, asking, told


@login_required
@require_POST
def call_list_claims(request: MemberRequest, pk: int) -> HttpResponse:
    """«Звонить»: the next client, held for this member."""
    one = get_visible(CallList, request.user, pk)
    _require_calling(request)
    entry = one.claim(by=request.user)
    if entry is None:
        return done(
            request,
            one.get_absolute_url(),
            _("Сейчас звонить некому: все обзвонены, на связи у коллег или ждут своего часа"),
        )
    return done(request, entry.get_absolute_url())


@login_required
@require_http_methods(["GET", "POST"])
def call_entry(request: MemberRequest, pk: int) -> HttpResponse:
    """Card, script, results under digits. POST writes the call down and answers with the next client."""
    entry = _entry(request, pk)
    form = CallForm(request.POST or None)
    found = queries.desk(entry, request.user)
    if request.method == "GET" or not form.is_valid() or form.asks(found.who.ends):
        return _drawn(request, found, form)
    way = next((way for way in found.who.phones if way.pk == _asked(request, "way")), None)
    with refusals(form):
        call = call_from_list(entry, by=request.user, way=way, **form.values())
        return _next(request, entry.list, told(call), call.event)
    return _drawn(request, found, form)


@login_required
@require_POST
def call_entry_release(request: MemberRequest, pk: int) -> HttpResponse:
    """«Позже»: the next one, this one not within an hour. «Хватит»: back to the list, the client is free for others."""
    entry = _entry(request, pk)
    if request.POST.get("later"):
        entry.release(by=request.user, later=True)
        return _next(request, entry.list, _("Отложили на час: %(client)s") % {"client": entry})
    entry.release(by=request.user)
    return done(request, entry.list.get_absolute_url())


def _entry(request: MemberRequest, pk: int) -> CallEntry:
    entry = get_visible(CallEntry.objects.select_related("list", "held_by", "contact", "company"), request.user, pk)
    _require_calling(request)
    return entry


def _require_calling(request: MemberRequest) -> None:
    if not request.user.may("edit", "task"):
        raise PermissionDenied


def _drawn(request: MemberRequest, found: queries.Desk, form: CallForm, status: int = 200) -> HttpResponse:
    entry = found.entry
    held = entry.is_held()
    context: dict[str, Any] = {
        "section": "call_lists",
        "desk": found,
        "list": entry.list,
        "who": found.who,
        "anothers": entry.held_by if held and entry.held_by_id != request.user.pk else None,
        **asking(form, found.who),
    }
    status = 422 if form.is_bound and form.errors else status
    template = "tasks/calls/desk.html" if request.htmx and request.method == "POST" else "tasks/calls/desk_page.html"
    return render(request, template, context, status=status)


def _next(request: MemberRequest, one: CallList, words: str, event: Any = None) -> HttpResponse:
    """The next client on the same screen, or the list where nobody is left for now."""
    entry = one.claim(by=request.user)
    if entry is None:
        return done(request, one.get_absolute_url(), words)
    if not request.htmx:
        return redirect(entry)
    entry.list = one
    try:
        response = _drawn_next(request, entry)
    except (Http404, PermissionDenied):  # taken away between two queries
        return done(request, one.get_absolute_url(), words)
    response.headers["HX-Push-Url"] = entry.get_absolute_url()
    return say(response, words, event=event)


def _drawn_next(request: MemberRequest, entry: CallEntry) -> HttpResponse:
    return _drawn(request, queries.desk(entry, request.user), CallForm())
