"""Call lists: made from the clients found, watched by the head, closed when done."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vatman.clients.queries.lists import filtered
from vatman.clients.views.common import model_of
from vatman.clients.views.lists import wanted_of
from vatman.team.access import MemberRequest, get_visible
from vatman.web.answers import done, say, trigger
from vatman.web.cursors import page
from vatman.web.forms import is_key, refusals

from ..forms import CallListForm
from ..models import CallList
from ..models.call_list import MOST
from ..queries import call_lists as queries


@login_required
@require_safe
def call_lists(request: MemberRequest) -> HttpResponse:
    """Those one may see, the newest first; `?closed=1` those that are over."""
    if not request.user.may("view", "task"):
        raise PermissionDenied
    closed = bool(request.GET.get("closed"))
    rows = CallList.objects.visible_to(request.user).filter(closed_at__isnull=not closed).select_related("author")
    found = page(rows, ("-created_at", "-pk"), cursor=request.GET.get("cursor", ""))
    queries.measure(found.items, request.user)
    may = request.user.may("view", "contact")
    today = queries.done_today(request.user)
    context = {"page": found, "closed": closed, "today": today, "may_see_clients": may}
    part = request.htmx and request.GET.get("cursor")
    return render(request, "tasks/calls/list_rows.html" if part else "tasks/calls/lists.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def call_list_new(request: MemberRequest, thing: str) -> HttpResponse:
    """From the clients list: its filter stands in the address, `ids` are the rows ticked there, without them all that are found."""
    model = model_of(thing)
    if not (request.user.may("create", "task") and request.user.may("edit", thing)):
        raise PermissionDenied
    form = CallListForm(request.POST or None, member=request.user, initial={"people": [request.user.pk]})
    clients = _chosen(request, model)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            made = CallList.objects.gather(clients=clients[: MOST + 1], by=request.user, **form.cleaned_data)
            return done(request, made.get_absolute_url(), made.event.sentence)
    count = len(clients.values_list("pk", flat=True)[: MOST + 1])
    context = {"form": form, "thing": thing, "count": count, "most": MOST, "ticks": _ticks(request)}
    return render(request, "tasks/calls/list_new.html", context, status=422 if form.is_bound else 200)


@login_required
@require_safe
def call_list(request: MemberRequest, pk: int) -> HttpResponse:
    """How far it is, who does what, who is on the phone now."""
    one = get_visible(CallList.objects.select_related("author"), request.user, pk)
    queries.measure([one], request.user)
    context = {
        "section": "call_lists",
        "list": one,
        "people": queries.by_people(one),
        "results": queries.by_result(one),
        "talking": queries.talking(one, request.user),
        "next": queries.next_hour(one, request.user),
        "may_keep": one.may_be_undone_by(request.user),
    }
    return render(request, "tasks/calls/list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def call_list_edit(request: MemberRequest, pk: int) -> HttpResponse:
    one = _kept(request, pk)
    initial = {"name": one.name, "script": one.script, "people": [person.pk for person in one.people.all()]}
    form = CallListForm(request.POST or None, member=request.user, initial=initial, known=initial["people"])
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            event = one.change(by=request.user, **form.cleaned_data)
            return _answer(one, _("Обзвон изменён"), event)
    return render(
        request, "tasks/calls/list_edit.html", {"form": form, "list": one}, status=422 if form.is_bound else 200
    )


@login_required
@require_POST
def call_list_closing(request: MemberRequest, pk: int) -> HttpResponse:
    """Over; with `open` in the form begun again."""
    one = _kept(request, pk)
    if request.POST.get("open"):
        return _answer(one, _("Обзвон открыт снова"), one.reopen(by=request.user))
    return _answer(one, _("Обзвон закрыт"), one.close(by=request.user))


def _kept(request: MemberRequest, pk: int) -> CallList:
    one = get_visible(CallList, request.user, pk)
    if not one.may_be_undone_by(request.user):
        raise PermissionDenied
    return one


def _answer(one: CallList, words: str, event: Any) -> HttpResponse:
    response = say(HttpResponse(status=204), words, event=event)
    return trigger(response, close_window=True, changed={"thing": one.thing, "id": one.pk})


def _ticks(request: MemberRequest) -> list[int]:
    given = "" if request.GET.get("all") else request.GET.get("ids", "")
    return [int(text) for text in given.split(",") if is_key(text)][: MOST + 1]


def _chosen(request: MemberRequest, model: Any) -> Any:
    """The clients of the filter that one may change, as they stand in the list; or those ticked."""
    rows = filtered(model, request.user, wanted_of(request))
    if ticks := _ticks(request):
        rows = rows.filter(pk__in=ticks)
    able = model.objects.reached_by(request.user, request.user.scope("edit", model.thing))
    return rows.filter(pk__in=able.values("pk")).order_by("sort_key", "pk")
